// The keys, in a dialog that lists only what works here and says where the power comes from.
import {gettext, html, render} from "../live/kit.js";
import {ofBrowser, preference} from "../live/storage.js";

/** Whether keys that type a character act. People who speak to their computer switch them off. */
export const singleKeys = () => preference("keys", "screen.keys") !== "off";

const stageKeys = () => [
  [["←", "→"], gettext("Previous or next poll; → twice opens a prepared one, once leads through a quiz")],
  [["Q"], gettext("Questions")],
  [["P"], gettext("Poll")],
  [["J"], gettext("How to join")],
  [["B"], gettext("Blank")],
  [["S"], gettext("Scores: the leaderboard of the quiz")],
  [["R"], gettext("Show or hide the results, or the right answer")],
  [["L"], gettext("Close the poll on stage, or press twice to reopen it")],
  [["Z"], gettext("Undo the last key")],
];

const ownKeys = () => [
  [["F"], gettext("Full screen")],
  [["T"], gettext("Light or dark")],
  [["?"], gettext("This help")],
];

/** @param {boolean} powerful whether this page may move the stage */
export function openHelp(powerful) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("help"));
  render(contents(powerful), dialog);
  if (!dialog.open) dialog.showModal();
}

/** @param {boolean} powerful */
const contents = powerful => html`
  <h2 id="help-title">${gettext("Keys")}</h2>
  <dl>${[...(powerful ? stageKeys() : []), ...ownKeys()].map(([keys, words]) => html`
    <div><dt>${/** @type {string[]} */ (keys).map(key => html`<kbd>${key}</kbd> `)}</dt><dd>${words}</dd></div>`)}
  </dl>
  <p>${powerful
    ? gettext("You can move the stage here because this browser also has the moderator’s link.")
    : html`${gettext("This page only shows.")}
        ${gettext("To move the stage, use the remote on a phone, or open the moderator’s link in this browser and reload.")}`}</p>
  <label>
    <input type="checkbox" .checked=${singleKeys()} @change=${keep}> ${gettext("Single keys work on this device")}
  </label>
  <form method="dialog"><button class="button" autofocus>${gettext("Close")}</button></form>`;

/** @param {Event} event */
const keep = ({target}) => ofBrowser.keep("keys", /** @type {HTMLInputElement} */ (target).checked ? "on" : "off");

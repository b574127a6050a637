// How to join. The server wrote it; here it changes its size and says how many people are here.
import {byId as part, gettext} from "../live/kit.js";
import {fit, isInside, refit, scales} from "./fit.js";
import {hereText, peopleAreHere} from "./words.js";

/** @param {string} size "large", "side", "small" or "none" @param {any} state */
export function drawPanel(size, {people, session}) {
  const panel = part("join-panel");
  panel.hidden = size === "none";
  panel.dataset.size = size;
  part("people-here").textContent = people ? hereText(people) : "";
  const invitation = gettext("Ask at any time; no account needed.");
  part("lobby-people").textContent = people ? `${peopleAreHere(people)} ${invitation}` : invitation;
  for (const title of document.querySelectorAll("[data-title]")) title.textContent = session.title;
  fitAddress(part("address"), session.address);
  const lobby = part("lobby");
  if (!lobby.hidden && refit(lobby, session.title)) fit(lobby, scales(1.1, 0.5, 0.05));
}

/** On one line while that can be read, else on several. @param {HTMLElement} address @param {string} text */
function fitAddress(address, text) {
  if (!address.clientWidth || !refit(address, text)) return;
  address.classList.add("one-line");
  fit(address, scales(1.5, 0.8, 0.1));
  if (isInside(address)) return;
  address.classList.remove("one-line");
  fit(address, scales(1, 1, 1));
}

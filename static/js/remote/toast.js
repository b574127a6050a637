// What a tap did, with a way back while one notices a slip.
import {byId, gettext, html, interpolate, nothing, render} from "../live/kit.js";

const SHOWN_MS = 10_000;

/** @type {any} */ let timer;

/** @param {string} words @param {(() => void) | null} [undo] */
export function toast(words, undo = null) {
  const place = byId("toasts");
  const close = () => render(nothing, place);
  const back = () => {
    close();
    undo?.();
  };
  clearTimeout(timer);
  timer = setTimeout(close, SHOWN_MS);
  render(html`<p class="toast"><span class="toast__words">${words}</span>${undo
    ? html`<button class="button" type="button" @click=${back}>${gettext("Undo")}</button>` : nothing}</p>`, place);
}

/** What a command did, for those that are worth a way back. @param {string} name @param {any} fields @param {any} state */
export function done(name, fields, state) {
  const number = state.questions.find(({id}) => id === fields.question)?.number;
  switch (name) {
    case "question.answered": return interpolate(gettext("#{number} is answered"), {number});
    case "question.highlight":
      return interpolate(fields.on ? gettext("#{number} is on stage") : gettext("#{number} is back in the list"), {number});
    case "poll.open": return gettext("The poll is open");
    case "poll.close": return gettext("The poll is closed");
    case "poll.reveal": return fields.on ? gettext("The results are shown") : gettext("The results are hidden");
    case "stage.show": return fields.view === "leaderboard" ? gettext("The leaderboard is on stage") : "";
    default: return "";
  }
}

/** Under the bar: many acts at once came from people who have no page open. Calm, and it can be closed. */

import {gettext, html, icon, interpolate, ngettext, nothing, number} from "../../live/kit.js";

/** @param {import("../../wire/protocol.js").Burst} burst What came, as "3 votes, 2 questions". */
const counts = ({votes, answers, questions}) =>
  [
    votes && interpolate(ngettext("{n} vote", "{n} votes", votes), {n: number(votes)}),
    answers && interpolate(ngettext("{n} answer", "{n} answers", answers), {n: number(answers)}),
    questions && interpolate(ngettext("{n} question", "{n} questions", questions), {n: number(questions)}),
  ]
    .filter(Boolean)
    .join(", ");

export function burst(desk, {burst: last}) {
  if (!last || last.at <= desk.look.burstClosed) return nothing;
  const came = gettext("Many at once from people who have no page open here: {counts}, of which {n} from one network.");
  return html`<div class="burst" role="status">
    ${icon("triangle-alert")}
    <p>
      <b>${interpolate(came, {counts: counts(last), n: number(last.one_network)})}</b>
      ${gettext("It may be somebody who takes part many times, or a network that lets no live connection through.")}
    </p>
    <button
      type="button"
      class="button button--small button--icon"
      aria-label=${gettext("Close")}
      title=${gettext("Close")}
      @click=${() => desk.show({burstClosed: last.at})}
    >
      ${icon("x")}
    </button>
  </div>`;
}

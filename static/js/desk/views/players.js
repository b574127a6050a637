/** The players of a quiz at the desk: a name can be taken down, and a new one allowed. */

import {gettext, html, icon, interpolate, nothing, number, person} from "../../live/kit.js";
import {playerName} from "../../live/tables.js";
import {hidePlayer} from "../acts-answers.js";
import {heldList} from "../kinds/held.js";

const act = (desk, quiz, player, on, words, picture) =>
  html`<button type="button" class="act" @click=${() => desk.act(hidePlayer(quiz, player, on))}>
    ${icon(picture)} <span>${words}</span>
  </button>`;

function actsOf(desk, quiz, player) {
  const hide = act(desk, quiz, player, true, gettext("Hide name"), "eye-off");
  if (player.state === "hidden") return act(desk, quiz, player, false, gettext("Show name"), "eye");
  return player.state === "pending"
    ? html`${act(desk, quiz, player, false, gettext("Allow name"), "check")} ${hide}`
    : hide;
}

/** What others see instead. */
const standing = player =>
  player.state === "shown" ? player.team : interpolate(gettext("others see “{name}”"), {name: playerName({number: player.number})});

const row = (desk, quiz, {item: player, left}) =>
  html`<li class="textcard textcard--${player.state}">
    <div class="textcard__foot">
      <span><b class="textcard__text">${person(player.name)}</b> <span class="quiet">${person(standing(player))}</span></span>
      <div class="card__acts" role="group" aria-label=${player.name}>
        ${left || !desk.state.session.open ? nothing : actsOf(desk, quiz, player)}
      </div>
    </div>
  </li>`;

export function players(desk, quiz) {
  const {listed, players: n} = quiz.results;
  const rest =
    listed.length < n
      ? html`<p class="quiet">${interpolate(gettext("{shown} of {n} players are listed: names that wait first, then the best."), {shown: number(listed.length), n: number(n)})}</p>`
      : nothing;
  return html`${heldList(desk, `players ${quiz.id}`, listed, gettext("Players"), rows =>
    html`<ul class="textcards" role="list">${rows.map(one => row(desk, quiz, one))}</ul>`,
  )}${rest}`;
}

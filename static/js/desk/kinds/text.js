import {gettext, html, icon, interpolate, ngettext, nothing, number, person} from "../../live/kit.js";
import {repeat} from "../../../vendor/lit-html/directives/repeat.js";
import {approveText, enlarge, hideText} from "../acts-answers.js";
import {tickField} from "./fields.js";
import {heldList} from "./held.js";

const press = (words, name, act, look = "") =>
  html`<button type="button" class="act ${look}" @click=${act}>${icon(name)} <span>${words}</span></button>`;

const STANDING = () => ({pending: gettext("waits for review"), hidden: gettext("hidden"), shown: ""});

function acts(desk, poll, card) {
  if (card.state === "pending")
    return html`${press(gettext("Approve"), "check", () => desk.act(approveText(poll, card)), "act--good")}
    ${press(gettext("Hide"), "eye-off", () => desk.act(hideText(poll, card, true)))}`;
  if (card.state === "hidden")
    return press(gettext("Show again"), "eye", () => desk.act(hideText(poll, card, false)));
  const large = poll.results.enlarged === card.id;
  return html`${press(large ? gettext("Show all") : gettext("Enlarge"), large ? "list" : "maximize", () =>
    desk.act(enlarge(poll, large ? null : card)),
  )}
  ${press(gettext("Hide"), "eye-off", () => desk.act(hideText(poll, card, true)))}`;
}

function textCard(desk, poll, {item: card, left}) {
  const standing = left ? gettext("no longer here") : STANDING()[card.state];
  const large = poll.results.enlarged === card.id && card.state === "shown";
  return html`<li class="textcard textcard--${card.state} ${large ? "textcard--large" : ""}">
    <p class="textcard__text">${person(card.text)}</p>
    <div class="textcard__foot">
      <span class="quiet">${large ? gettext("large on the big screen") : standing}</span>
      <div class="card__acts" role="group" aria-label=${card.text}>${left || !desk.state.session.open ? nothing : acts(desk, poll, card)}</div>
    </div>
  </li>`;
}

function tally(desk, {results: {total, pending, cards}}) {
  const parts = [
    interpolate(ngettext("{n} text is shown", "{n} texts are shown", total), {n: number(total)}),
    pending && interpolate(ngettext("{n} waits for review", "{n} wait for review", pending), {n: number(pending)}),
  ];
  const rest = total + pending > cards.length;
  return html`<p class="pollcard__details quiet">${parts.filter(Boolean).join(" · ")}
    ${rest ? html` · <a href=${desk.page.links.report}>${gettext("all are in the report")}</a>` : nothing}</p>`;
}

/** Write a text; a wall of cards. */
export const text = {
  name: "text",
  icon: "message-square",
  words: () => gettext("Open text"),
  fields: ["results", "seconds", "show_count", "named"],
  blank: {review: false},

  form: form => tickField(form, "review", gettext("Review texts before they are shown")),
  check: () => ({}),
  settings: ({review}) => ({review}),
  typed: ({review}) => ({review}),
  details: ({settings: {review}}) => (review ? gettext("texts wait for review") : gettext("texts show right away")),

  live: (desk, poll) => html`${tally(desk, poll)}
    ${heldList(desk, `texts ${poll.id}`, poll.results.cards, interpolate(gettext("Texts: {title}"), poll), rows =>
      html`<ul class="textcards" role="list">${repeat(rows, ({item}) => item.id, one => textCard(desk, poll, one))}</ul>`,
    )}`,
};

import {CLOUD_MAX_WORDS} from "../../wire/protocol.js";
import {gettext, html, interpolate, ngettext, nothing, number} from "../../live/kit.js";
import {repeat} from "../../../vendor/lit-html/directives/repeat.js";
import {hideWord} from "../acts-answers.js";
import {heldList} from "./held.js";
import {selectField} from "./fields.js";

const COUNTS = Array.from({length: CLOUD_MAX_WORDS}, (_, n) => n + 1);

function chip(desk, poll, word) {
  const {text, count, hidden} = word;
  const name = interpolate(hidden ? gettext("Show “{text}” again") : gettext("Hide “{text}”"), {text});
  return html`<li>
    <button type="button" class="word ${hidden ? "word--hidden" : ""}" aria-label=${`${name}, ${number(count)}`} title=${name}
      ?disabled=${!desk.state.session.open} @click=${() => desk.act(hideWord(poll, word, !hidden))}>
      <bdi>${text}</bdi> <span class="number">${number(count)}</span>
    </button>
  </li>`;
}

/** Give some words; a cloud grows of them. */
export const wordcloud = {
  name: "wordcloud",
  icon: "cloud",
  words: () => gettext("Word cloud"),
  fields: ["results", "seconds", "show_count", "named"],
  blank: {most: "3"},

  form: form =>
    selectField(form, "most", gettext("Words each person may give"), COUNTS.map(n => [n, number(n)])),
  check: () => ({}),
  settings: ({most}) => ({most: Number(most)}),
  typed: ({most}) => ({most: String(most)}),
  details: ({settings: {most}}) => interpolate(ngettext("{n} word each", "up to {n} words each", most), {n: most}),

  live(desk, poll) {
    const {words, distinct} = poll.results;
    if (!words.length) return nothing;
    const most = interpolate(ngettext("{n} word", "{n} different words", distinct), {n: number(distinct)});
    return html`<p class="pollcard__details quiet">${most}${desk.state.session.open ? ` · ${gettext("press one to hide it")}` : ""}</p>
      ${heldList(desk, `words ${poll.id}`, words, interpolate(gettext("Words: {title}"), poll), rows =>
        html`<ul class="words" role="list">${repeat(rows, ({item}) => item.id, ({item}) => chip(desk, poll, item))}</ul>`,
      )}`;
  },
};

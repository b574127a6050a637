/** The column of live questions, with the archive beside them. */

import {gettext, html, icon, interpolate, ngettext, nothing, number, pgettext} from "../../live/kit.js";
import {empty, segments} from "./parts.js";
import {chip, queue} from "./queue.js";

export function questionsColumn(desk, state) {
  const {list} = desk.look;
  const label = list === "live" ? pgettext("questions", "Live") : pgettext("questions", "Archive");
  return html`<section class="column column--live" aria-labelledby="live-title">
    <header class="column__head column__head--tools">
      <h2 id="live-title" class="visually-hidden">${label}</h2>
      ${tools(desk)} ${chip(desk, list)}
    </header>
    <div class="column__body">
      ${queue(desk, list, label)} ${desk.shown[list].rows.length ? nothing : nothingHere(desk, state)}
    </div>
  </section>`;
}

function tools(desk) {
  const {list, sort, query} = desk.look;
  const {live, archive} = desk.shown.counts;
  const lists = [
    ["live", html`${pgettext("questions", "Live")} <span class="number">${number(live)}</span>`],
    ["archive", html`${pgettext("questions", "Archive")} <span class="number">${number(archive)}</span>`],
  ];
  const sorts = [
    ["top", gettext("Top")],
    ["recent", gettext("Recent")],
  ];
  return html`${segments(gettext("Questions"), lists, list, to => desk.list({list: to}))}
    <label class="search">
      <span class="visually-hidden">${gettext("Search questions")}</span>
      ${icon("search")}
      <input
        type="search"
        id="search"
        autocomplete="off"
        autocapitalize="off"
        enterkeyhint="search"
        placeholder=${gettext("Search questions")}
        .value=${query}
        @input=${event => desk.list({query: event.target.value})}
      />
    </label>
    ${segments(gettext("Order"), sorts, sort, to => desk.list({sort: to}))}`;
}

function nothingHere(desk, {session}) {
  const {list, query} = desk.look;
  if (query.trim()) return nothingFound(desk);
  if (list === "archive") {
    return empty(
      gettext("Nothing is put away yet"),
      gettext("Answered, dismissed and archived questions come here, and can come back."),
    );
  }
  if (!session.open) return empty(gettext("No question is live"));
  return session.moderated
    ? empty(
        gettext("No question is live yet"),
        gettext("Questions you approve appear here, the most wanted on top."),
      )
    : empty(gettext("No question is live yet"), gettext("Questions appear here as people ask them."));
}

function nothingFound(desk) {
  const other = desk.look.list === "live" ? "archive" : "live";
  const n = desk.shown[other].rows.length;
  if (!n) return empty(gettext("No question has these words"));
  const words =
    other === "live"
      ? ngettext("{n} found in Live", "{n} found in Live", n)
      : ngettext("{n} found in Archive", "{n} found in Archive", n);
  return html`${empty(gettext("No question here has these words"))}
    <button type="button" class="button" @click=${() => desk.list({list: other})}>${interpolate(words, {n})}</button>`;
}

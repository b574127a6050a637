/** The two columns of questions: for review, and live with the archive beside it. */

import {gettext, html, icon, interpolate, ngettext, nothing, number} from "../../live/kit.js";
import {repeat} from "../../../vendor/lit-html/directives/repeat.js";
import {remember} from "../memory.js";
import {card} from "./card.js";
import {empty, segments} from "./parts.js";

function queue(desk, name, label) {
  const {current, singleKeys} = desk.look;
  const look = id => ({list: name, hints: singleKeys, current: current?.list === name && current.id === id});
  return html`<ul class="queue" role="list" aria-label=${label} data-queue=${name === "review" ? "review" : "questions"}>
    ${repeat(
      desk.shown[name].rows,
      ({question}) => question.id,
      row => card(row, look(row.question.id)),
    )}
  </ul>`;
}

function chip(desk, name) {
  const {fresh, moved} = desk.shown[name];
  const words = [
    fresh && interpolate(ngettext("{n} new", "{n} new", fresh), {n: fresh}),
    moved && interpolate(ngettext("{n} moved", "{n} moved", moved), {n: moved}),
  ].filter(Boolean);
  if (!words.length) return nothing;
  return html`<button type="button" class="chip chip--small" @click=${() => desk.list()}>${words.join(" · ")}</button>`;
}

function reviewOrder(desk) {
  const {newestFirst} = desk.look;
  const turn = () => {
    remember("newest-first", !newestFirst);
    desk.list({newestFirst: !newestFirst});
  };
  return html`<button type="button" class="button button--small button--quiet order" @click=${turn}>
    ${icon(newestFirst ? "arrow-down" : "arrow-up")} ${newestFirst ? gettext("Newest first") : gettext("Oldest first")}
  </button>`;
}

export function reviewColumn(desk, state) {
  const waiting = desk.shown.counts.review;
  return html`<section class="column column--review" aria-labelledby="review-title">
    <header class="column__head">
      <h2 id="review-title">${gettext("For review")} <span class="badge ${waiting ? "badge--warning" : ""}">${number(waiting)}</span></h2>
      ${chip(desk, "review")} ${waiting > 1 ? reviewOrder(desk) : nothing}
    </header>
    <div class="column__body">
      ${queue(desk, "review", gettext("For review"))} ${desk.shown.review.rows.length ? nothing : nothingToReview(state)}
    </div>
  </section>`;
}

function nothingToReview({session}) {
  if (session.moderated) {
    return empty(
      gettext("No questions wait for review"),
      gettext("New ones appear here before anybody else sees them."),
    );
  }
  return empty(
    gettext("Review is off"),
    gettext(
      "New questions show to everyone right away. You can still dismiss them, or switch review on above.",
    ),
  );
}

export function questionsColumn(desk, state) {
  const {list} = desk.look;
  const label = list === "live" ? gettext("Live") : gettext("Archive");
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
    ["live", html`${gettext("Live")} <span class="number">${number(live)}</span>`],
    ["archive", html`${gettext("Archive")} <span class="number">${number(archive)}</span>`],
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

/** The column of questions that nobody has decided on yet. */

import {gettext, html, icon, nothing, number} from "../../live/kit.js";
import {ofBrowser} from "../../live/storage.js";
import {empty} from "./parts.js";
import {chip, queue} from "./queue.js";

function reviewOrder(desk) {
  const {newestFirst} = desk.look;
  const turn = () => {
    ofBrowser.keep("newest-first", !newestFirst);
    desk.list({newestFirst: !newestFirst});
  };
  return html`<button type="button" class="button button--small button--quiet" @click=${turn}>
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
  if (!session.open) return empty(gettext("No questions wait for review"));
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

/** The polls of the session: drafts, the open one, closed ones. */

import {gettext, html, icon, interpolate, ngettext, nothing, number, person} from "../../live/kit.js";
import {polls} from "../../live/store.js";
import {repeat} from "../../../vendor/lit-html/directives/repeat.js";
import * as acts from "../acts-polls.js";
import {show} from "../acts-session.js";
import {edit, openComposer} from "../composing.js";
import {composer} from "./composer.js";
import {empty, iconButton} from "./parts.js";

const isVisible = poll => poll.results_mode === "live" || poll.revealed;

function standing(poll) {
  if (poll.state === "draft") return html`<span class="pollcard__standing quiet">${gettext("draft")}</span>`;
  const open = poll.state === "open";
  return html`<span class="pollcard__standing ${open ? "tone-good" : "quiet"}">
    ${open ? gettext("open") : gettext("closed")} · ${number(poll.answers)}
    <span class="visually-hidden">${ngettext("answer", "answers", poll.answers)}</span>
  </span>`;
}

const kind = poll => (poll.multiple ? gettext("several choices") : gettext("one choice"));

function details(poll) {
  const count = interpolate(ngettext("{n} option", "{n} options", poll.options.length), {
    n: poll.options.length,
  });
  const seen = isVisible(poll) ? gettext("results are shown") : gettext("results are hidden");
  return html`<p class="pollcard__details quiet">${kind(poll)} · ${poll.state === "draft" ? `${count} · ` : ""}${seen}</p>`;
}

function bars({options, results}) {
  if (!results) return nothing;
  return html`<ul class="pollcard__bars" role="list">
    ${options.map(
      ({text}, at) => html`<li>
        <span class="pollcard__option">${person(text)}</span>
        <span class="pollcard__share number">${interpolate(gettext("{percent}%"), {percent: results.percents[at]})} <span class="quiet">${number(results.counts[at])}</span></span>
        <span class="pollcard__bar" .style=${`--share: ${results.percents[at]}%`}></span>
      </li>`,
    )}
  </ul>`;
}

const button = (words, press, look = "") =>
  html`<button type="button" class="button button--small ${look}" @click=${press}>${words}</button>`;

const deleteButton = (desk, poll) =>
  iconButton(interpolate(gettext("Delete poll: {title}"), poll), "trash-2", () =>
    desk.act(acts.remove(poll)),
  );

function revealButton(desk, poll) {
  const visible = isVisible(poll);
  return button(visible ? gettext("Hide results") : gettext("Show results"), () =>
    desk.act(acts.reveal(poll, !visible)),
  );
}

function stageButton(desk, state, poll) {
  if (state.stage.view === "poll" && state.stage.poll === poll.id) {
    return html`<span class="pollcard__onstage">${icon("monitor")} ${gettext("on stage")}</span>`;
  }
  return button(gettext("Show on stage"), () => desk.act(show("poll", poll.id)));
}

function buttons(desk, state, poll) {
  if (poll.state === "draft") {
    return html`${button(gettext("Open"), () => desk.act(acts.open(poll, state)), "button--good")}
    ${button(gettext("Edit"), () => edit(desk, poll))} ${deleteButton(desk, poll)}`;
  }
  const turn =
    poll.state === "open"
      ? button(gettext("Close"), () => desk.act(acts.close(poll)), "button--primary")
      : button(gettext("Open again"), () => desk.act(acts.open(poll, state)));
  return html`${turn} ${revealButton(desk, poll)} ${stageButton(desk, state, poll)} ${deleteButton(desk, poll)}`;
}

function pollCard(desk, state, poll) {
  if (desk.look.composer?.id === poll.id) return html`<li>${composer(desk)}</li>`;
  return html`<li class="pollcard pollcard--${poll.state}">
    <div class="pollcard__head">
      <h3 class="pollcard__title">${person(poll.title)}</h3>
      ${standing(poll)}
    </div>
    ${poll.state === "draft" ? nothing : bars(poll)} ${details(poll)}
    <div class="pollcard__acts">${buttons(desk, state, poll)}</div>
  </li>`;
}

const LIVELINESS = ["open", "draft", "closed"];
const byLiveliness = (a, b) => LIVELINESS.indexOf(a.state) - LIVELINESS.indexOf(b.state);

export function pollsList(desk, state) {
  const shown = polls(state).sort(byLiveliness);
  const {composer: draft} = desk.look;
  return html`<header class="column__head column__head--polls">
      <h2>${gettext("Polls")} <span class="badge">${number(shown.length)}</span></h2>
      ${draft ? nothing : newPoll(desk)}
    </header>
    ${draft && !draft.id ? composer(desk) : nothing}
    ${
      shown.length || draft
        ? nothing
        : empty(gettext("No polls yet"), gettext("Prepare one now; it stays a draft until you open it."))
    }
    <ul class="polls" role="list">
      ${repeat(
        shown,
        ({id}) => id,
        poll => pollCard(desk, state, poll),
      )}
    </ul>`;
}

const newPoll = desk =>
  html`<button type="button" class="button button--small" @click=${() => openComposer(desk)}>
    ${icon("plus")} ${gettext("New poll")}
  </button>`;

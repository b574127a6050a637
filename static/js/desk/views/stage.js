/** What the big screen shows now, small, and the buttons that change it. */

import {gettext, html, icon, nothing, spaced} from "../../live/kit.js";
import * as acts from "../acts-session.js";
import {openPolls} from "../program.js";
import {segments, toggle} from "./parts.js";
import {pollsList} from "./polls.js";
import {picture} from "./stage-pictures.js";

function preview(state, links) {
  const {view} = state.stage;
  return html`<div class="stagecard" data-view=${view} role="group" aria-label=${gettext("What the big screen shows now")}>
    <div class="stagecard__picture">${picture(state, links)}</div>
    ${joinPanel(state, links)}
  </div>`;
}

/** Beside the picture; on a blank screen a line in the corner. */
function joinPanel({session, stage}, links) {
  if (!session.open || !stage.join_panel || stage.view === "join") return nothing;
  const code = `#${spaced(session.code)}`;
  if (stage.view === "blank") return html`<p class="stagecard__corner number">${session.address} ${code}</p>`;
  return html`<div class="stagecard__panel">
    <img src=${links.qr_svg} alt="" width="64" height="64" />
    <p class="number">${code}</p>
  </div>`;
}

/** The poll that the button Poll brings on stage: the open one, else the one shown last, else the last closed one. */
export function pollForStage(state) {
  const asked = state.polls.filter(poll => poll.state !== "draft");
  return openPolls(state)[0] ?? asked.find(({id}) => id === state.stage.poll) ?? asked[asked.length - 1] ?? null;
}

function views(desk, state) {
  const poll = pollForStage(state);
  const quiz = state.polls.find(({kind, state: now}) => kind === "quiz" && now === "open");
  const choices = [
    ["join", gettext("Join")],
    ["questions", gettext("Questions")],
    ["poll", gettext("Poll"), !poll],
    ...(quiz ? [["leaderboard", gettext("Leaderboard")]] : []),
    ["blank", gettext("Blank")],
  ];
  const needed = {poll: poll?.id, leaderboard: quiz?.id};
  const show = view => desk.act(acts.show(view, needed[view]));
  return segments(gettext("Show on stage"), choices, state.stage.view, show);
}

const controls = (desk, state) => html`${views(desk, state)}
  ${toggle(
    gettext("Join panel beside it"),
    state.stage.join_panel ? gettext("shown") : gettext("hidden"),
    state.stage.join_panel,
    on => desk.act(acts.showJoinPanel(on)),
  )}`;

export function stageColumn(desk, state) {
  const {links} = desk.page;
  return html`<section class="column column--stage" aria-labelledby="stage-title">
    <div class="column__body">
      <header class="column__head">
        <h2 id="stage-title">${gettext("On stage")}</h2>
        <a class="button button--small button--quiet" href=${links.open_screen} target="_blank" rel="noopener">
          ${icon("external-link")} ${gettext("Big screen")}
        </a>
      </header>
      ${preview(state, links)} ${state.session.open ? controls(desk, state) : nothing} ${pollsList(desk, state)}
    </div>
  </section>`;
}

import {NAME_MAX_CHARACTERS, QUIZ_MAX_TEAMS} from "../../wire/protocol.js";
import {gettext, html, interpolate, ngettext, nothing, number, person} from "../../live/kit.js";
import {tidy} from "../../live/texts.js";
import {comparisonKey} from "../comparing.js";
import {playerName} from "../../live/tables.js";
import {tooLong} from "../checks.js";
import {describedBy, fieldId, problem, tickField} from "./fields.js";

const isSame = (one, other) => comparisonKey(tidy(one)) === comparisonKey(tidy(other));

const teamsOf = typed => typed.split("\n").map(name => name.trim()).filter(Boolean);

function teamsField(form) {
  const hint = gettext("One a line. Without teams everybody plays alone.");
  return html`<div class="field">
    <label class="field__label" for=${fieldId("teams")}>${gettext("Teams")}</label>
    <textarea id=${fieldId("teams")} class="input" dir="auto" rows="3" autocomplete="off" autocapitalize="words"
      aria-invalid=${Boolean(form.problems.teams)} aria-describedby=${describedBy(form, "teams", hint)}
      .value=${form.settings.teams} @input=${event => form.set({teams: event.target.value})}></textarea>
    <p class="field__hint" id=${`${fieldId("teams")}-hint`}>${hint}</p>
    ${problem(form, "teams")}
  </div>`;
}

function check({teams}) {
  const names = teamsOf(teams);
  if (names.length > QUIZ_MAX_TEAMS)
    return {teams: interpolate(gettext("At most {highest} teams can play."), {highest: QUIZ_MAX_TEAMS})};
  if (names.length === 1) return {teams: gettext("One team has nobody to play against.")};
  const long = names.map(name => tooLong(name, NAME_MAX_CHARACTERS)).find(Boolean);
  if (long) return {teams: long};
  const twice = names.find((name, at) => names.findIndex(other => isSame(other, name)) < at);
  return twice ? {teams: interpolate(gettext("Two teams have the same name: “{name}”."), {name: twice})} : {};
}

/** The leaderboard, short. */
const leaders = list =>
  html`<ol class="leaders" role="list">
    ${list.map(
      leader => html`<li>
        <span class="number">${number(leader.place)}</span> <b>${person(playerName(leader))}</b>
        <span class="number">${number(leader.points)}</span>
      </li>`,
    )}
  </ol>`;

/** Questions with right answers; players or teams, and a leaderboard. */
export const quiz = {
  name: "quiz",
  icon: "trophy",
  words: () => gettext("Quiz"),
  isWhole: true,
  fields: [],
  blank: {time_counts: true, teams: ""},

  form: form => html`${tickField(form, "time_counts", gettext("Faster answers earn more"))} ${teamsField(form)}`,
  check,
  settings: ({time_counts, teams}) => ({time_counts, teams: teamsOf(teams)}),
  typed: ({time_counts, teams}) => ({time_counts, teams: teams.join("\n")}),

  details: ({settings: {teams}}) =>
    teams.length ? interpolate(ngettext("{n} team", "{n} teams", teams.length), {n: teams.length}) : gettext("everybody for themselves"),

  live: (desk, {results}) => (results.revealed ? leaders(results.leaders) : nothing),
};

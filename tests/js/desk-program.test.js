import assert from "node:assert/strict";
import {test} from "node:test";

import {poll as pollOf, state} from "./recorded.js";
import {standInDocument} from "./stand_ins.js";

standInDocument();
const {isVisible, openPolls, placeBeside, positionsAfter} = await import("../../static/js/desk/program.js");
const {nextSteps} = await import("../../static/js/live/quiz-steps.js");
const {close, open, remove} = await import("../../static/js/desk/acts-polls.js");

const poll = (id, {kind = "choice", ...fields} = {}) =>
  pollOf(id, kind, {state: "draft", opened_at: null, ...fields}, "moderator");

const stateOf = (...polls) => state({polls, stage: {view: "questions", poll: null}}, "moderator");

test("a poll moves among its siblings only", () => {
  const state = stateOf(poll(1), poll(2), poll(3), poll(4, {parent: 2}), poll(5, {parent: 2}));
  assert.equal(placeBeside(state, state.polls[1], -1), 1);
  assert.equal(placeBeside(state, state.polls[1], 1), null);
  assert.equal(placeBeside(state, state.polls[0], 1), 3);
  assert.equal(placeBeside(state, state.polls[0], -1), undefined);
  assert.equal(placeBeside(state, state.polls[4], -1), 4);
  assert.equal(placeBeside(state, state.polls[4], 1), undefined);
});

test("a move gives its siblings new positions", () => {
  const state = stateOf(poll(1), poll(2), poll(3));
  assert.deepEqual(positionsAfter(state, state.polls[2], 1), {
    3: {position: 1},
    1: {position: 2},
    2: {position: 3},
  });
});

test("opening a question keeps its quiz open and closes the rest", () => {
  const state = stateOf(
    poll(1, {state: "open"}),
    poll(2, {kind: "quiz", state: "open"}),
    poll(3, {kind: "quiz_question", parent: 2}),
  );
  assert.deepEqual(open({...state.polls[2], title: "Q"}, state).patch, {
    polls: {1: {state: "closed", closes_at: null}, 2: {state: "open"}, 3: {state: "open"}},
    stage: {view: "poll", poll: 3},
  });
});

test("a survey opens, closes and goes with its parts", () => {
  const state = stateOf(poll(1, {kind: "survey", state: "open"}), poll(2, {parent: 1, state: "open"}));
  const survey = {...state.polls[0], title: "S"};
  assert.deepEqual(open(survey, state).patch.polls, {1: {state: "open"}, 2: {state: "open"}});
  const closed = {state: "closed", closes_at: null};
  assert.deepEqual(close(survey, state).patch.polls, {1: closed, 2: closed});
  assert.deepEqual(remove(survey, state).patch.polls, {1: null, 2: null});
});

test("of a quiz its open question counts as open, of a survey the whole", () => {
  const state = stateOf(
    poll(1, {kind: "quiz", state: "open"}),
    poll(2, {kind: "quiz_question", parent: 1, state: "open"}),
  );
  assert.deepEqual(openPolls(state), [state.polls[1]]);
  const other = stateOf(poll(3, {kind: "survey", state: "open"}), poll(4, {parent: 3, state: "open"}));
  assert.deepEqual(openPolls(other), [other.polls[0]]);
});

test("a quiz question is not visible before it is revealed, whatever its mode", () => {
  assert.equal(isVisible(poll(1, {kind: "quiz_question"})), false);
  assert.equal(isVisible(poll(1, {kind: "quiz_question", revealed: true})), true);
  assert.equal(isVisible(poll(1)), true);
  assert.equal(isVisible(poll(1, {results_mode: "answered"})), false);
});

test("what people answered in a survey is visible afterwards", () => {
  assert.equal(isVisible(poll(2, {parent: 1, state: "open"})), false);
  assert.equal(isVisible(poll(2, {parent: 1, state: "closed"})), true);
});

/** The next steps as [step, id], best first. */
function stepsOf(quizState, questions, stage = {view: "poll", poll: null}) {
  const quiz = poll(1, {kind: "quiz", state: quizState});
  const polls = [quiz, ...questions.map((fields, at) => poll(at + 2, {kind: "quiz_question", parent: 1, ...fields}))];
  return nextSteps(state({polls, stage}, "moderator"), quiz).map(({step, poll: {id}}) => [step, id]);
}

const leaderboard = {view: "leaderboard", poll: 1};
const asked = (fields = {}) => ({state: "closed", opened_at: 10, ...fields});

test("a quiz goes from one step to the next", () => {
  assert.deepEqual(stepsOf("draft", []), [["add", 1]]);
  assert.deepEqual(stepsOf("draft", [{}, {}]), [["join", 1], ["open", 2]]);
  assert.deepEqual(stepsOf("open", [{}, {}]), [["open", 2]]);
  assert.deepEqual(stepsOf("open", [asked({state: "open"}), {}]), [["reveal", 2]]);
  assert.deepEqual(stepsOf("open", [asked(), {}]), [["reveal", 2]]);
  const revealed = asked({revealed: true});
  assert.deepEqual(stepsOf("open", [revealed, {}]), [["leaderboard", 1], ["open", 3]]);
  assert.deepEqual(stepsOf("open", [revealed, {}], leaderboard), [["open", 3]]);
  assert.deepEqual(stepsOf("open", [revealed], leaderboard), [["finish", 1]]);
  assert.deepEqual(stepsOf("closed", [revealed], leaderboard), []);
  assert.deepEqual(stepsOf("closed", [revealed]), [["podium", 1]]);
});

test("a quiz that another poll closed goes on where it was", () => {
  assert.deepEqual(stepsOf("closed", [asked(), {}]), [["reveal", 2]]);
  assert.deepEqual(stepsOf("closed", [asked({revealed: true}), {}]), [["leaderboard", 1], ["open", 3]]);
});

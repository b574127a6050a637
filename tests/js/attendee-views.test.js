// What an attendee reads, and what their buttons stand for.
import assert from "node:assert/strict";
import {beforeEach, test} from "node:test";
import {handlersOf, htmlOf, textOf} from "./html.js";
import {ownQuestion, page as pageOf, poll as pollOf, question, results, state as stateOf, you as youOf} from "./recorded.js";
import {standInAttendeePage} from "./stand_ins.js";

standInAttendeePage(pageOf("attendee", {you: null}));
const {here} = await import("../../static/js/attendee/here.js");
const {fate, noQuestions, ownRow, questionRow} = await import("../../static/js/attendee/question_views.js");
const {connectionLine, newsChip, sortLinks, tabLinks, waitingBar} = await import("../../static/js/attendee/top_views.js");
const {isDone} = await import("../../static/js/attendee/polls.js");
const {viewOf} = await import("../../static/js/attendee/poll_view.js");
const {closedBody, openPollPanel} = await import("../../static/js/attendee/poll_views.js");
const {openSurvey} = await import("../../static/js/attendee/survey.js");
const {quizPanel} = await import("../../static/js/attendee/quiz.js");
const {leaders} = await import("../../static/js/attendee/quiz_places.js");
const {KINDS} = await import("../../static/js/attendee/kinds.js");

beforeEach(() => {
  here.edits = new Map();
  here.acts = () => [];
});

const options = [1, 2, 3].map(id => ({id, text: `Option ${id}`}));
const more = (fields = {}) => ({isVoted: false, isUnsent: false, isNow: false, isNew: false, sessionOpen: true, ...fields});
const row = (one, fields) => questionRow(one, more(fields));

test("a vote is given by the form that gives it, and taken back by the other one", () => {
  const one = question(4, {score: 12});
  assert.match(htmlOf(row(one)), /<button class="vote"\s+form="vote-on" name="question" value="4" aria-pressed="false">/);
  assert.match(htmlOf(row(one, {isVoted: true})), /form="vote-off" name="question" value="4" aria-pressed="true"/);
  assert.match(textOf(row(one)), /#4 Anonymous Upvote question 4, votes: 12$/);
  assert.match(textOf(row(one, {isUnsent: true})), /Not sent yet$/);
});

test("what takes no votes has no button", () => {
  for (const shown of [row(question(4, {answered: true})), row(question(4), {sessionOpen: false})]) {
    assert.doesNotMatch(htmlOf(shown), /<button/);
    assert.match(textOf(shown), /Votes: 0$/);
  }
});

test("what people wrote stands as it is, and in its own direction", () => {
  assert.match(htmlOf(row(question(4, {text: "<b>Why?</b>", author: "A & B"}))), /<bdi dir="auto">&lt;b>Why\?&lt;\/b><\/bdi>.*<bdi dir="auto">A &amp; B<\/bdi>/s);
});

test("marks of a question", () => {
  assert.match(textOf(row(question(4), {isNow: true, isNew: true})), /^Being answered now Question 4/);
  assert.match(textOf(row(question(4), {isNew: true})), /^New Question 4/);
  assert.match(textOf(row(question(4), {own: ownQuestion(4, {editable: false})})), /Yours/);
});

test("one's own question says what became of it", () => {
  const said = [["sending"], ["offline"], ["pending"], ["archived"], ["live"], ...["duplicate", "off_topic", "personal_data", "abusive", "unclear", "other"].map(reason => ["dismissed", reason])];
  assert.deepEqual(said.map(([state, reason]) => fate({state, reason}, true)), [
    "Sending…", "Kept here. It is sent when you are connected again.", "Waiting for review · only you see this", "Put aside by the moderators", "Shown to everyone",
    "Not shown: asked already", "Not shown: off topic", "Not shown: personal data", "Not shown: hurtful tone", "Not shown: unclear. Please ask it in other words.", "Not shown",
  ]);
  assert.equal(fate({state: "pending"}, false), "Not reviewed before the session ended");
  assert.match(textOf(ownRow(ownQuestion(3, {state: "dismissed", reason: "other", words: "Ask the town hall."}), true)), /Ask the town hall\./);
});

test("an own question can be changed as long as the server says so and the session is open", () => {
  const own = ownQuestion(3, {text: "Why?", editable: true, state: "pending"});
  assert.match(htmlOf(ownRow(own, true)), /<input type="hidden" name="question" value="3">.*<textarea[^>]* id="edit-3"[^>]* value="Why\?"\s*>/s);
  assert.match(htmlOf(ownRow(own, true)), /form="withdraw" name="question" value="3"/);
  for (const [one, open] of [[own, false], [{...own, editable: false}, true]]) assert.doesNotMatch(htmlOf(ownRow(one, open)), /<form/);
});

test("what was typed stays when a question can no longer be changed, to be asked anew", () => {
  here.edits.set(3, "Why not?");
  const late = ownRow(ownQuestion(3, {text: "Why?", editable: false, state: "live"}), true);
  assert.match(htmlOf(late), /<textarea[^>]* readonly value="Why not\?"\s*>/);
  assert.match(textOf(late), /Your words are kept here\. Ask as a new question Discard$/);
  assert.match(textOf(ownRow(ownQuestion(3, {text: "Why?", editable: true}), false)), /This session has ended.*Discard$/);
});

test("the line under the title says how it stands", () => {
  const state = stateOf({people: 0, session: {code: "3821214"}});
  const said = (status, unsent = 0, some = state) => textOf(connectionLine(some, status, "", unsent, () => {}));
  assert.equal(said("live"), "Live 1 person #382 1214");
  assert.equal(said("polling"), "Updated every few seconds 1 person #382 1214");
  assert.equal(said("reconnecting"), "Reconnecting… what you type is kept");
  assert.equal(said("reconnecting", 2), "Reconnecting… what you type is kept 2 not sent yet Try now");
  const ended = stateOf({people: 3, session: {open: false, ended_at: null}});
  assert.equal(said("live", 0, ended), "Ended 3 people #382 1214");
  assert.match(said("reconnecting", 1, ended), /1 not sent yet/);
  assert.match(textOf(connectionLine(state, "closed", "This link was replaced.", 0, () => {})), /^This link was replaced\./);
});

test("the tab that is shown says so, and so does the order", () => {
  const tabs = htmlOf(tabLinks("poll", "recent", true, false));
  assert.match(tabs, /data-tab="questions">Questions<\/a>.*href="\?tab=poll&amp;sort=recent" data-tab="poll" aria-current="page">Poll/s);
  assert.match(tabs, /badge--accent">open/);
  assert.match(htmlOf(tabLinks("poll", "recent", true, true)), /badge--soft/);
  assert.doesNotMatch(htmlOf(tabLinks("poll", "recent", false, true)), /badge/);
  assert.match(htmlOf(sortLinks("popular")), /data-sort="popular"\s+aria-current="true"/);
});

test("what waits for somebody who types is named, and nothing is where nothing waits", () => {
  assert.equal(textOf(waitingBar({title: "Where?"}, false, () => {})), "Poll open: Where? Answer");
  assert.equal(textOf(waitingBar(undefined, true, () => {})), "This poll is closed. Your words are kept here. OK");
  assert.equal(textOf(waitingBar(undefined, false, () => {})), "");
  assert.deepEqual([[2, true], [0, true], [0, false]].map(([fresh, moved]) => textOf(newsChip(fresh, moved, () => {}))), ["2 new", "Order changed", ""]);
  assert.notEqual(textOf(noQuestions(true)), textOf(noQuestions(false)));
});

const modelOf = (polls, {answers = {}, scores = {}, open = true, stage = {}, played = {}} = {}) =>
  ({rev: 1, state: stateOf({session: {open}, stage, polls}), you: youOf({answers, scores, played})});
const local = (fields = {}) => ({drafts: new Map(), answers: new Map(), problems: new Map(), status: "live", ...fields});
const seen = (poll, model, mine = local(), acts = {change() {}, complain() {}}) => viewOf(poll, model, mine, acts);

test("a poll is done once it is answered, a survey once all of it is", () => {
  const choice = pollOf(1, "choice");
  assert.deepEqual([isDone(modelOf([])), isDone(modelOf([choice])), isDone(modelOf([choice], {answers: {1: [1]}}))], [true, false, true]);
  const survey = [pollOf(1, "survey"), pollOf(2, "rating", {parent: 1}), pollOf(3, "rating", {parent: 1})];
  assert.deepEqual([{2: 4}, {2: 4, 3: 5}].map(answers => isDone(modelOf(survey, {answers}))), [false, true]);
  const quiz = [pollOf(1, "quiz"), pollOf(2, "quiz_question", {parent: 1, state: "draft"})];
  assert.deepEqual([{}, {1: {name: "Ada", team: ""}}].map(answers => isDone(modelOf(quiz, {answers}))), [false, true]);
});

test("one is chosen from radio buttons, several from boxes", () => {
  const form = settings => htmlOf(openPollPanel(seen(pollOf(1, "choice", {settings}), modelOf([]))));
  assert.match(form({lowest: 1, highest: 1}), /type="radio"/);
  assert.doesNotMatch(form({lowest: 1, highest: 1}), /checkbox/);
  assert.match(form({lowest: 1, highest: 2}), /type="checkbox"/);
});

test("one more than may be chosen is not taken, and said", () => {
  const changes = [];
  const poll = pollOf(1, "choice", {settings: {lowest: 1, highest: 2}, options});
  const told = draft => {
    const mine = local({drafts: new Map([[1, {draft, epoch: 1}]])});
    const view = seen(poll, modelOf([poll]), mine, {change: (_, next) => changes.push(next), complain: (_, words) => changes.push(words)});
    const [tap] = handlersOf(KINDS.choice.form(view), "change");
    return target => tap({target});
  };
  const third = {value: String(poll.options[2].id), checked: true};
  told([1])({value: "2", checked: true});
  told([1, 2])(third);
  told([1, 2])({value: "1", checked: false});
  assert.deepEqual(changes, [[1, 2], "You can choose 2. To choose this one, take another away first.", [2]]);
  assert.equal(third.checked, false);
});

test("points are given by steps, and not more than there are", () => {
  const poll = pollOf(1, "points", {settings: {total: 100}});
  const changes = [];
  const press = (draft, button) => {
    const view = seen(poll, modelOf([poll]), local({drafts: new Map([[1, {draft, epoch: 1}]])}), {change: (_, next) => changes.push(next), complain() {}});
    handlersOf(KINDS.points.form(view), "click")[button]();
  };
  const [one, two] = poll.options.map(({id}) => id);
  press({}, 1);
  press({[one]: 50, [two]: 48}, 1);
  press({[one]: 3}, 0);
  assert.deepEqual(changes, [{[one]: 5}, {[one]: 52, [two]: 48}, {}]);
});

test("answers at the limits are taken", () => {
  assert.deepEqual(KINDS.text.read("x".repeat(500), pollOf(1, "text")), {value: "x".repeat(500)});
  const number = pollOf(1, "number", {settings: {lowest: 0, highest: 10, decimals: 0}});
  assert.deepEqual(["0", "10"].map(typed => KINDS.number.read(typed, number)), [{value: 0}, {value: 10}]);
});

test("parts of a survey say whether they are saved", () => {
  const survey = pollOf(1, "survey");
  const parts = [pollOf(2, "text", {parent: 1}), pollOf(3, "rating", {parent: 1})];
  const model = modelOf([survey, ...parts], {answers: {2: "More time"}});
  const said = (status, drafts = [], answers = []) =>
    textOf(openSurvey(survey, parts.map(part => seen(part, model, local({status, drafts: new Map(drafts), answers: new Map(answers)}))), model));
  assert.match(said("live"), /1 of 2 answered 1 of 2 Saved .* 2 of 2 Poll 3/);
  assert.match(said("live", [[2, {draft: "More", epoch: 1}]]), /1 of 2 Not saved yet/);
  assert.match(said("live", [], [[2, "More time"]]), /1 of 2 Saving…/);
  assert.match(said("reconnecting", [], [[2, "More time"]]), /1 of 2 Kept here, sent later/);
});

test("an answer that waits for the line says so", () => {
  const poll = pollOf(1, "choice", {options});
  const model = modelOf([poll], {answers: {1: [1]}});
  const said = status => textOf(openPollPanel(seen(poll, model, local({status, answers: new Map([[1, [1]]])}))));
  assert.match(said("reconnecting"), /Your answer is kept here\./);
  assert.doesNotMatch(said("live"), /kept here/);
});

const quiz = pollOf(1, "quiz", {settings: {teams: []}, results: results("quiz", {leaders: [], players: 2})});
const asked = (fields = {}) => pollOf(2, "quiz_question", {parent: 1, results: null, options, ...fields});
const room = (polls, fields, mine) => {
  const model = modelOf(polls, fields);
  return {quiz: polls[0], model, viewOf: one => seen(one, model, mine), draft: undefined, change() {}, savedName: "", problem: ""};
};
const JOINED = {1: {name: "Ada", team: "Red"}};
const screen = (...given) => textOf(quizPanel(room(...given)));

test("a quiz question says that hosts see who answered, where they do", () => {
  assert.doesNotMatch(screen([quiz, asked()], {answers: JOINED}), /hosts/i);
  assert.match(screen([quiz, asked({named: true})], {answers: JOINED}), /hosts/i);
});

test("who waits in a quiz is told for what", () => {
  const answers = {...JOINED, 2: [1]};
  assert.match(screen([quiz, asked()], {answers}), /Your answer is in\. It cannot be changed\./);
  assert.match(screen([quiz, asked()], {answers}, local({answers: new Map([[2, [1]]])})), /Sending your answer…/);
  assert.match(screen([quiz, asked({state: "closed"})], {answers}), /The right answer comes in a moment\./);
  assert.match(screen([quiz, asked({state: "closed"})], {answers: JOINED}), /You did not answer this one\./);
});

test("whether it was right, with the points it brought", () => {
  const poll = asked({state: "closed", results: results("quiz_question", {correct: [0], counts: [1, 0, 0], percents: [100, 0, 0]})});
  const [right, wrong] = poll.options.map(({id}) => id);
  assert.match(screen([quiz, poll], {answers: {...JOINED, 2: [right]}, played: {2: 900}}), /Right! \+900 points/);
  assert.match(screen([quiz, poll], {answers: {...JOINED, 2: [wrong]}, played: {2: 0}}), /Not this time(?!.*\+0)/);
  assert.match(screen([quiz, poll], {answers: JOINED}), /You did not answer/);
});

test("one's own line of the leaderboard stands out: one's team where there are teams, else one's name and points", () => {
  const named = (name, points) => ({place: 1, name, points, number: 0});
  const own = (teams, names) => {
    const told = {...quiz, settings: {...quiz.settings, teams}, results: results("quiz", {leaders: names.map(([name, points]) => named(name, points)), players: 2})};
    return htmlOf(leaders({...room([told], {answers: {1: {name: "Ada", team: "Red", number: 0}}, scores: {1: {points: 900, place: 1}}}), quiz: told})).split("<li").slice(1).map(line => line.includes("leader--own"));
  };
  assert.deepEqual(own(["Red", "Blue"], [["Blue", 900], ["Red", 400]]), [false, true]);
  assert.deepEqual(own([], [["Ada", 900], ["Ada", 400], ["Bob", 900]]), [true, false, false]);
});

test("a closed poll names one's own answer", () => {
  const poll = pollOf(1, "choice", {state: "closed", options: [{id: 1, text: "Here"}, {id: 2, text: "There"}], results: results("choice", {counts: [1, 3], percents: [25, 75], people: 4})});
  const body = textOf(closedBody(seen(poll, modelOf([poll], {answers: {1: [2]}}))));
  assert.match(body, /Here 25% 1 vote There Your answer 75% 3 votes/);
});

/** What else can be done to a poll: the items of its menu. */

import {gettext} from "../live/kit.js";
import * as acts from "./acts-polls.js";
import {isVisible, partsOf, placeBeside} from "./program.js";
import {focusPoll} from "./poll-focus.js";
import {openPreview} from "./previewing.js";
import {show} from "./acts-session.js";

const WHOLE = ["quiz", "survey"];

/** Put the poll `by` places further; the focus stays where it is. */
export function movePoll(desk, poll, by) {
  const before = placeBeside(desk.state, poll, by);
  if (before === undefined) return;
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  desk.act(acts.move(poll, before, desk.state));
  focused?.focus();
}

async function make(desk, act) {
  const made = await desk.act(act);
  if (!made) return;
  await desk.arrival(made.poll);
  focusPoll(made.poll);
}

const moves = (desk, poll) =>
  [
    {words: gettext("Move up"), icon: "arrow-up", keys: "Alt ↑", by: -1},
    {words: gettext("Move down"), icon: "arrow-down", keys: "Alt ↓", by: 1},
  ]
    .filter(({by}) => placeBeside(desk.state, poll, by) !== undefined)
    .map(({by, ...item}) => ({...item, act: () => movePoll(desk, poll, by)}));

function afterOpening(desk, poll) {
  const {state} = desk;
  const items = [];
  if (!poll.parent && poll.state === "closed")
    items.push({words: gettext("Open again"), icon: "play", act: () => desk.act(acts.open(poll, state))});
  if (!poll.parent && !WHOLE.includes(poll.kind) && !state.polls.some(({repeats}) => repeats === poll.id))
    items.push({words: gettext("Second round"), icon: "repeat", act: () => make(desk, acts.repeat(poll))});
  if (!WHOLE.includes(poll.kind) && poll.kind !== "quiz_question")
    items.push(
      isVisible(poll)
        ? {words: gettext("Hide results"), icon: "eye-off", act: () => desk.act(acts.reveal(poll, false))}
        : {words: gettext("Show results"), icon: "eye", act: () => desk.act(acts.reveal(poll, true))},
    );
  if (poll.parent)
    items.push({words: gettext("Show on stage"), icon: "monitor", act: () => desk.act(show("poll", poll.id))});
  return items;
}

const mayReset = ({state, kind, parent}) => state !== "draft" && (!parent || kind === "quiz_question");

export function menuOf(desk, poll) {
  const isDraft = poll.state === "draft";
  const hasParts = WHOLE.includes(poll.kind) && partsOf(desk.state, poll.id).length > 0;
  return [
    ...(isDraft ? [] : afterOpening(desk, poll)),
    ...(WHOLE.includes(poll.kind) && !hasParts ? [] : [preview(desk, poll)]),
    {words: gettext("Duplicate"), icon: "copy", act: () => make(desk, acts.duplicate(poll))},
    ...moves(desk, poll),
    ...(mayReset(poll)
      ? [{words: gettext("Start over without answers"), icon: "rotate-ccw", act: () => desk.act(acts.reset(poll, desk.state))}]
      : []),
    {words: gettext("Delete"), icon: "trash-2", tone: "bad", act: () => desk.act(acts.remove(poll, desk.state))},
  ];
}

const preview = (desk, poll) => ({
  words: gettext("Try it as an attendee"),
  icon: "smartphone",
  act: () => openPreview(desk, poll.id),
});

/** What a moderator can do to single texts and words. Each gives an act, see acts-questions.js. */

import {gettext, interpolate} from "../live/kit.js";
import {graphemes} from "../live/texts.js";

const changed = (list, id, fields) => list.map(one => (one.id === id ? {...one, ...fields} : one));

const patched = (poll, results) => ({polls: {[poll.id]: {results: {...poll.results, ...results}}}});

export const hideWord = (poll, {id, text}, on) => ({
  command: "word.hide",
  fields: {word: id, on},
  patch: patched(poll, {words: changed(poll.results.words, id, {hidden: on})}),
  words: interpolate(on ? gettext("Hidden: “{text}”") : gettext("Shown again: “{text}”"), {text}),
});

const START_CHARACTERS = 40;
const startOf = text => {
  const all = graphemes(text);
  return all.length > START_CHARACTERS ? `${all.slice(0, START_CHARACTERS).join("").trimEnd()}…` : text;
};

const withState = (poll, {id}, state) => patched(poll, {cards: changed(poll.results.cards, id, {state})});

export const hideText = (poll, card, on) => ({
  command: "answer.hide",
  fields: {answer: card.id, on},
  patch: withState(poll, card, on ? "hidden" : "shown"),
  words: interpolate(on ? gettext("Hidden: “{text}”") : gettext("Shown again: “{text}”"), {text: startOf(card.text)}),
});

export const approveText = (poll, card) => ({
  command: "answer.approve",
  fields: {answer: card.id},
  patch: withState(poll, card, "shown"),
  words: interpolate(gettext("Approved: “{text}”"), {text: startOf(card.text)}),
});

/** Take a player's name down (`on`), or show the one they have now. */
export const hidePlayer = (quiz, player, on) => ({
  command: "player.hide",
  fields: {player: player.id, on},
  patch: patched(quiz, {listed: changed(quiz.results.listed, player.id, {state: on ? "hidden" : "shown"})}),
  words: interpolate(on ? gettext("Hidden: “{text}”") : gettext("Shown again: “{text}”"), {text: player.name}),
});

/** Show one text large on the big screen; with `card` null the wall again. */
export const enlarge = (poll, card) => ({
  command: "answer.enlarge",
  fields: {poll: poll.id, answer: card?.id ?? null},
  patch: patched(poll, {enlarged: card?.id ?? null}),
  words: card
    ? interpolate(gettext("Large on the big screen: “{text}”"), {text: startOf(card.text)})
    : gettext("The big screen shows all texts again"),
});

import {gettext} from "../../live/kit.js";
import {choiceBars} from "./choice.js";

const rights = ({options}) =>
  options.filter(({text}) => text.trim()).flatMap(({right}, place) => (right ? [place] : []));

/** A question of a quiz: the right options are marked beside their texts. */
export const quizQuestion = {
  name: "quiz_question",
  icon: "circle-question-mark",
  words: () => gettext("Question"),
  hasOptions: true,
  marksRight: true,
  fields: ["seconds"],
  blank: {},
  form: () => [],
  check: (settings, draft) =>
    rights(draft).length ? {} : {right: gettext("Mark the right option, or several.")},
  settings: (settings, draft) => ({correct: rights(draft), several: rights(draft).length > 1}),
  typed: () => ({}),
  details: ({settings: {several}}) => (several ? gettext("several right options") : gettext("one right option")),
  live: (desk, poll) => choiceBars(poll),
};

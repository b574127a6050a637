/** What most polls start from. */

import {gettext} from "../live/kit.js";
import {option} from "./draft.js";

const letters = ["A", "B", "C", "D"];

const choiceOf = texts => ({kind: "choice", options: texts.map(text => option(text))});

/** {name, icon, title, draft}: `title` is used where none was written; `draft` are changes of the draft. */
export const templates = () => [
  {
    name: gettext("Yes or no"),
    icon: "list-checks",
    title: "",
    draft: choiceOf([gettext("Yes"), gettext("No")]),
  },
  {
    name: gettext("How much do you agree?"),
    icon: "list-checks",
    title: "",
    draft: choiceOf([
      gettext("Strongly agree"),
      gettext("Agree"),
      gettext("Neither agree nor disagree"),
      gettext("Disagree"),
      gettext("Strongly disagree"),
    ]),
  },
  {name: gettext("Rate from 1 to 5"), icon: "star", title: "", draft: {kind: "rating"}},
  {name: "A – D", icon: "list-checks", title: "", draft: choiceOf(letters)},
  {
    name: gettext("Where are you from?"),
    icon: "cloud",
    title: gettext("Where are you from?"),
    draft: {kind: "wordcloud", settings: {wordcloud: {most: "1"}}},
  },
];

import {gettext, nothing} from "../../live/kit.js";

/** Several polls on one form. Its results are those of its parts. */
export const survey = {
  name: "survey",
  icon: "clipboard-list",
  words: () => gettext("Survey"),
  isWhole: true,
  fields: ["seconds"],
  blank: {},
  form: () => nothing,
  check: () => ({}),
  settings: () => ({}),
  typed: () => ({}),
  details: () => gettext("one form, at everybody’s own pace"),
  live: () => nothing,
};

import {gettext} from "../live/kit.js";

/** The reasons for dismissing a question, in the order of their keys 1 to 6. */
export const REASONS = ["duplicate", "off_topic", "personal_data", "abusive", "unclear", "other"];

/** What a reason is called, e.g. "off topic". */
export function reasonName(reason) {
  const names = {
    duplicate: gettext("asked already"),
    off_topic: gettext("off topic"),
    personal_data: gettext("personal data"),
    abusive: gettext("hurtful tone"),
    unclear: gettext("unclear"),
    other: gettext("another reason"),
  };
  return names[reason] ?? "";
}

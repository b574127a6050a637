// Which key was pressed, whatever keyboard, input method or browser it comes from.

const IS_LATIN = /\p{Script=Latin}/u;
const IS_OF_WORDS = /[\p{L}\p{M}]/u;
/** Where letters of another alphabet stand, these signs stand in the place of Q: on Greek, Hebrew and Bulgarian keyboards. */
const AT_Q = [";", "/", ","];
/** @type {Record<string, string>} */
const SIGNS = {Period: ".", Slash: "/"};

/** What a key is called here: a Latin letter in lower case, a sign, or the browser's name for it. Letters of other
 * alphabets stand for the Latin one at the same place, as it is printed on such keyboards too; on Latin ones (AZERTY,
 * Dvorak) the letter counts, wherever it stands.
 * @param {{key: string, code?: string}} event */
export function keyName({key, code = ""}) {
  const isElsewhere = (IS_OF_WORDS.test(key) && !IS_LATIN.test(key)) || (code === "KeyQ" && AT_Q.includes(key));
  const place = isElsewhere && (SIGNS[code] ?? /^Key([A-Z])$/.exec(code)?.[1]);
  const name = place || key;
  return name.length === 1 ? name.toLowerCase() : name;
}

/** Whether a key still belongs to a character that is being put together by an input method. Safari ends the composition
 * before its last Enter; only the number 229 tells then.
 * @param {KeyboardEvent} event */
export const isComposing = event => event.isComposing || event.keyCode === 229;

/** Whether this is an Enter by which somebody means to go on. @param {KeyboardEvent} event */
export const isEnter = event => event.key === "Enter" && !isComposing(event);

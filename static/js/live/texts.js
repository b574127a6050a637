// Texts as the server cleans and measures them: sessions/core/texts.py; both read tests/cases/texts.json.
import {language} from "./kit.js";

/** @param {string} text One line: single spaces, no others at the ends. */
export const tidy = text => text.normalize("NFC").replace(/\s+/g, " ").trim();

/** What is invisible is not counted; joiners decide where a character ends. */
const UNCOUNTED = /(?![\u200c\u200d])\p{DI}/gu;

/** A grapheme, nearly, for browsers that cannot tell. */
const GRAPHEME = /\p{RI}{2}|.(?:[\p{M}\u0e33\u0eb3\u200c\p{Emoji_Modifier}]|\u200d\p{ExtPict}?)*/gsu;

/** @param {string} text What a reader takes for its characters, whatever they are made of. @returns {string[]} */
export const graphemes = text =>
  ("Segmenter" in Intl ? Array.from(segmenter().segment(text), ({segment}) => segment) : text.match(GRAPHEME) ?? []);

/** @param {string} text How many characters a reader sees. */
export const characters = text => graphemes(text.replace(UNCOUNTED, "")).length;

/** @type {Intl.Segmenter | undefined} */ let made;
const segmenter = () => (made ??= new Intl.Segmenter(language(), {granularity: "grapheme"}));

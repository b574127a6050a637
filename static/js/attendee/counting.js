// Texts as the server cleans and measures them.
import {interpolate, language, ngettext} from "../live/kit.js";

/** @param {string} text One line: single spaces, no others at the ends. */
export const tidy = text => text.normalize("NFC").replace(/\s+/g, " ").trim();

/** @param {string} text Its characters (code points). */
export const characters = text => [...text].length;

/** @param {string} text What a reader takes for characters, whatever they are made of. */
export const graphemes = text => ("Segmenter" in Intl ? [...segmenter().segment(text)].length : characters(text));

/** @type {Intl.Segmenter | undefined} */ let made;
const segmenter = () => (made ??= new Intl.Segmenter(language(), {granularity: "grapheme"}));

/** What a counter says: nothing while there is room. @param {number} left @param {number} from Count from so many. */
export const leftWords = (left, from) => (left > from ? "" : left < 0
  ? interpolate(ngettext("{n} too many", "{n} too many", -left), {n: -left})
  : interpolate(ngettext("{n} left", "{n} left", left), {n: left}));

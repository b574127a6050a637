// Phrases several pictures share.
import {gettext, interpolate, ngettext, number} from "../live/kit.js";

/** @param {number} n */
export const answersText = n => interpolate(ngettext("{n} answer", "{n} answers", n), {n: number(n)});

/** @param {number} n */
export const votesText = n => interpolate(ngettext("{n} vote", "{n} votes", n), {n: number(n)});

/** @param {number} n */
export const askedText = n => interpolate(ngettext("{n} asked", "{n} asked", n), {n: number(n)});

/** @param {number} n */
export const hereText = n => interpolate(ngettext("{n} person here", "{n} people here", n), {n: number(n)});

/** @param {number} n */
export const peopleAreHere = n => interpolate(ngettext("{n} person is here.", "{n} people are here.", n), {n: number(n)});

/** @param {string} author */
export const authorText = author => author || gettext("Anonymous");

/** @param {number} percent @returns {string} As the page's language writes it. */
export const percentText = percent =>
  (percent / 100).toLocaleString(globalThis.document?.documentElement.lang || "en", {style: "percent"});

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

/** @param {number} n */
export const peopleAnswered = n => interpolate(ngettext("{n} person answered", "{n} people answered", n), {n: number(n)});

/** @param {number} n */
export const playersText = n => interpolate(ngettext("{n} player", "{n} players", n), {n: number(n)});

/** @param {number} n */
export const pointsText = n => interpolate(ngettext("{n} point", "{n} points", n), {n: number(n)});

/** @param {number} round @param {number} [answers] */
export const roundText = (round, answers) =>
  [interpolate(gettext("Round {n}"), {n: number(round)}), answers === undefined ? "" : answersText(answers)].filter(Boolean).join(" · ");

/** Charts of the poll cards. */

import {gettext, html, interpolate, ngettext, nothing, number, person} from "../../live/kit.js";
import {ofFullest} from "../../live/shares.js";

/**
 * Horizontal bars, each on its track.
 *
 * @param {{text: string, share: number, words: string, more?: string, right?: boolean, before?: number}[]} rows - `share`
 *   and `before` (the first round's) in percent; `words` and `more` are the figures; `right` marks what is right
 */
export const bars = rows =>
  html`<ul class="pollcard__bars" role="list">
    ${rows.map(
      ({text, share, words, more, right, before}) => html`<li class=${right ? "pollcard__right" : ""}>
        <span class="pollcard__option">${right ? tick() : nothing}${person(text)}</span>
        <span class="pollcard__share number">${words}${more ? html` <span class="quiet">${more}</span>` : nothing}</span>
        <span class="pollcard__bar" .style=${`--share: ${share}%`}></span>
        ${before === undefined ? nothing : html`<span class="pollcard__bar pollcard__bar--before" .style=${`--share: ${before}%`}></span>`}
      </li>`,
    )}
  </ul>`;

const tick = () => html`<span aria-hidden="true">✓ </span><span class="visually-hidden">${gettext("right:")}</span> `;

/** Columns side by side; `words` stands over each, `text` under it. */
export const columns = rows => {
  const shares = ofFullest(rows.map(({count}) => count));
  return html`<ol class="pollcard__columns" role="list">
    ${rows.map(
      ({text, words}, at) => html`<li>
        <span class="pollcard__figure number">${words}</span>
        <span class="pollcard__column" .style=${`--share: ${shares[at]}%`}></span>
        <span class="pollcard__step">${text}</span>
      </li>`,
    )}
  </ol>`;
};

/** Large figures with their names: [[name, figure], …]. */
export const figures = pairs =>
  html`<dl class="pollcard__figures">
    ${pairs.map(([name, figure]) => html`<div><dt>${name}</dt><dd class="number">${figure}</dd></div>`)}
  </dl>`;

/** Says which bars are the first round's, under charts that show both. */
export const rounds = first => (first ? html`<p class="pollcard__details quiet">${roundWords(first.answers)}</p>` : nothing);

const roundWords = n =>
  interpolate(ngettext("Thin bars: first round, {n} answer", "Thin bars: first round, {n} answers", n), {n: number(n)});

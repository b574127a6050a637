// Where the labels of an axis stand. Pure.

const NICE = [1, 2, 2.5, 5, 10];

/** Round numbers between two others, both included where they are round.
 * @param {number} lowest @param {number} highest @param {number} most how many fit @param {number} [least] the smallest step
 * @returns {number[]} */
export function ticks(lowest, highest, most, least = 0) {
  if (!(highest > lowest)) return [lowest];
  const wanted = Math.max((highest - lowest) / Math.max(1, most - 1), least);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = power * /** @type {number} */ (NICE.find(nice => nice * power >= wanted * 0.999 && isMultiple(nice * power, least)));
  const first = Math.ceil(lowest / step - 1e-9);
  const last = Math.floor(highest / step + 1e-9);
  return Array.from({length: last - first + 1}, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** @param {number} step @param {number} least */
const isMultiple = (step, least) => !least || Math.abs(step / least - Math.round(step / least)) < 1e-9;

/** The scales of the curves' axes, each with its ticks: arithmetic alone. */
import { power, short } from "./format.js";

// A run that explodes leaves the frame: it must not press the others flat.
const HEADROOM = 30;
const DECADES = 16;
// Above the highest and below the lowest number, so that no line lies on the edge.
const ROOM = 0.04;

/**
 * @typedef {object} Scale
 * @property {(value: number) => number} share how far up a value lies, from 0 to 1 in the frame
 * @property {{at: number, label: string}[]} ticks
 */

/**
 * @param {Float32Array[]} series
 * @param {number} most how many labels there is room for
 * @returns {Scale}
 */
export function logScale(series, most = 5) {
  let low = Infinity;
  let high = 0;
  let first = 0;
  for (const values of series) {
    first = Math.max(first, values[0]);
    for (const value of values) {
      if (!(value > 0)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (!(high > 0)) return { share: () => 0, ticks: [] };
  high = Math.min(high, Math.max(first, low) * HEADROOM);
  low = Math.max(low, high / 10 ** DECADES);
  const top = Math.log10(high) + 0.05;
  const bottom = Math.min(Math.log10(low), top - 1) - 0.05;
  const share = (/** @type {number} */ value) =>
    value > 0 ? (Math.log10(value) - bottom) / (top - bottom) : -1;
  return { share, ticks: logTicks(bottom, top, most).map(([value, label]) => ({ at: share(value), label })) };
}

/**
 * Powers of ten; where there are too few of them also 2 and 5 times them, or 3 times.
 * @param {number} bottom
 * @param {number} top both as exponents
 * @param {number} most how many labels there is room for
 * @returns {[number, string][]}
 */
export function logTicks(bottom, top, most = 5) {
  const decades = Math.floor(top) - Math.ceil(bottom) + 1;
  const every = Math.max(1, Math.ceil((top - bottom) / Math.max(1, most)));
  const hasRoom = (/** @type {number} */ times) => Math.log10(times) * most >= top - bottom;
  const between = decades >= 3 ? [1] : hasRoom(2) ? [1, 2, 5] : hasRoom(3) ? [1, 3] : [1];
  const near = between.length > 1;
  /** @type {[number, string][]} */
  const ticks = [];
  for (let e = Math.floor(top); e >= Math.floor(bottom); e -= 1) {
    if (e % every) continue;
    for (const times of between) {
      const value = times * 10 ** e;
      const label = near ? short(value) : power(e);
      if (Math.log10(value) >= bottom && Math.log10(value) <= top) ticks.push([value, label]);
    }
  }
  return ticks;
}

/**
 * @param {Float32Array[]} series
 * @param {number} labels how many labels there is room for
 * @returns {Scale}
 */
export function linearScale(series, labels = 5) {
  const finite = series.flatMap((values) => [...values].filter(Number.isFinite));
  const first = series.map((values) => values[0]).filter(Number.isFinite);
  if (!finite.length) return { share: () => 0, ticks: [] };
  const least = finite.reduce((a, b) => Math.min(a, b));
  const most = finite.reduce((a, b) => Math.max(a, b));
  const furthest = Math.max(1e-9, ...first.map(Math.abs)) * HEADROOM;
  const [bottom, top] = [Math.max(least, -furthest), Math.min(most, furthest)];
  const room = top > bottom ? ROOM * (top - bottom) : Math.abs(top) / 2 || 1;
  const [low, high] = [bottom - room, top + room];
  const share = (/** @type {number} */ value) => (value - low) / (high - low);
  const ticks = niceTicks(low, high, Math.max(1, Math.min(4, labels - 1))).map((value) => ({ at: share(value), label: short(value) }));
  return { share, ticks };
}

/**
 * Round numbers from low to high, about `count` of them.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 */
export function niceTicks(low, high, count) {
  if (!(high > low)) return [low];
  const raw = (high - low) / count;
  const scale = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((factor) => factor * scale >= raw) ?? 10) * scale;
  const ticks = [];
  for (let i = Math.ceil(low / step); i * step <= high * (1 + 1e-9); i += 1) ticks.push(i * step);
  return ticks;
}

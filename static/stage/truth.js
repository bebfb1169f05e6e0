/** Where a run really is after so many steps, and how a guess is told of: arithmetic and words. */
import { short } from "./format.js";
import { distanceOf } from "./spread.js";

/** @typedef {import("./types.js").Pair} Pair */
/**
 * @typedef {object} Truth
 * @property {Pair} at its last point by then
 * @property {number} tick when it reached that
 * @property {boolean} lost it diverged by then: there is no point any more
 * @property {boolean} stopped it had stopped by then
 */

/**
 * @param {import("./types.js").PathData} path
 * @param {number} steps on the clock
 * @returns {Truth}
 */
export function truthOf({ points, ticks, reached, note }, steps) {
  const wanted = reached[Math.min(steps, reached.length - 1)];
  let i = wanted;
  while (i > 0 && !Number.isFinite(points[2 * i] + points[2 * i + 1])) i -= 1;
  const tick = ticks ? ticks[i] : i;
  const final = points.length / 2 - 1;
  const early = ticks ? i === final && tick + 1 <= steps : i < steps;
  const lost = i < wanted || (early && note.includes("diverged"));
  return { at: [points[2 * i], points[2 * i + 1]], tick, lost, stopped: early && !lost };
}

/**
 * A sentence in which `**` marks what is emphasised.
 * @param {string} name
 * @param {Truth} truth
 * @param {Pair} guess
 * @param {number} steps
 * @param {string} unit
 * @param {boolean} line whether only x counts
 */
export function told(name, { at, tick, lost, stopped }, guess, steps, unit, line) {
  const counted = (/** @type {number} */ count) => `${short(count)} ${unit}${count === 1 ? "" : "s"}`;
  if (lost) {
    return `**${name}** is nowhere after ${counted(steps)}: it diverged, and ${counted(tick)} led to its last point. No guess could be right.`;
  }
  const distance = distanceOf(guess, at, line);
  const place = line ? `x = ${short(at[0])}` : `(${at.map((each) => short(each)).join(", ")})`;
  const when = stopped
    ? `${place}, where **${name}** stopped after ${counted(tick)}`
    : `where **${name}** is after ${counted(steps)}, ${place}`;
  return `Your guess is **${short(distance)}** from ${when}.`;
}

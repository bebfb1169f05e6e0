/** How far a class's guesses lie from where a run really is: arithmetic and words. */
import { short } from "./format.js";

/** @typedef {import("./types.js").Pair} Pair */

/**
 * @param {number[]} sorted at least one, rising
 * @param {number} share
 */
export function quantile(sorted, share) {
  const at = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below + (at - Math.floor(at)) * (above - below);
}

/**
 * @param {Pair} guess
 * @param {Pair} at
 * @param {boolean} line whether only x counts
 */
export function distanceOf(guess, at, line) {
  return line ? Math.abs(guess[0] - at[0]) : Math.hypot(guess[0] - at[0], guess[1] - at[1]);
}

/**
 * A sentence in which `**` marks what is emphasised.
 * @param {string} name
 * @param {import("./truth.js").Truth} truth
 * @param {Pair[]} guesses
 * @param {boolean} line
 */
export function spreadTold(name, { at, lost }, guesses, line) {
  if (!guesses.length) return `**${name}**: no guess.`;
  const counted = guesses.length === 1 ? "1 guess" : `${guesses.length} guesses`;
  if (lost) return `**${name}**: ${counted}, and by then it is nowhere.`;
  const distances = guesses.map((guess) => distanceOf(guess, at, line)).sort((a, b) => a - b);
  if (distances.length === 1) return `**${name}**: ${counted}, **${short(distances[0])}** away.`;
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => short(quantile(distances, share)));
  return `**${name}**: ${counted}. Median distance **${middle}**, quartiles ${low} and ${high}.`;
}

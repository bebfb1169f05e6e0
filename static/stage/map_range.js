/** Scales of a map's colours: what they run from and to, and which of many shades a number has. */

/** @typedef {import("./types.js").Pair} Pair */

/**
 * @typedef {object} Range
 * @property {number} low
 * @property {number} high
 * @property {boolean} less whether there are numbers below it
 * @property {boolean} more
 */

const SHADES = 96;
// The share of the numbers below a scale, and above it; and of how many that is reckoned.
const BEYOND = 0.02;
const SAMPLE = 4000;
// What is less is rounding: powers of ten would come to no end.
const LEAST = 1e-12;

/** @type {Range} */
export const NO_RANGE = { low: 0, high: 1, less: false, more: false };

/**
 * From and to where most numbers lie that are finite.
 * @param {Float32Array} cells
 * @param {(low: number, high: number) => Pair} round
 * @returns {Range}
 */
export function rangeOf(cells, round) {
  const stride = Math.max(1, Math.floor(cells.length / SAMPLE));
  const some = cells.filter((number, i) => i % stride === 0 && Number.isFinite(number)).sort();
  if (!some.length) return NO_RANGE;
  const beyond = Math.floor(BEYOND * some.length);
  const [low, high] = round(some[beyond], some[some.length - 1 - beyond]);
  const less = cells.some((number) => number < low && number > -Infinity);
  return { low, high, less, more: cells.some((number) => number > high && number < Infinity) };
}

/** @type {(low: number, high: number) => Pair} outwards to two figures */
export function figures(low, high) {
  return [toFigures(low, Math.floor), toFigures(high, Math.ceil)];
}

/** @type {(low: number, high: number) => Pair} outwards to powers of ten */
export function powers(low, high) {
  return [toPower(low, Math.floor), toPower(high, Math.ceil)];
}

/**
 * @param {number} count
 * @param {(number: number) => number} round
 */
function toFigures(count, round) {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return unit * round(count / unit);
}

/**
 * @param {number} number
 * @param {(number: number) => number} round
 */
function toPower(number, round) {
  return 10 ** round(Math.log10(Math.max(number, LEAST)));
}

/**
 * @param {Range} range
 * @param {(number: number) => string} text
 */
export function between({ low, high, less, more }, text) {
  return `${text(low)}${less ? " or less" : ""} to ${text(high)}${more ? " or more" : ""}`;
}

/**
 * The shade that is nearest to a share of the scale; a scale of one number alone has the first.
 * @param {number} share
 * @param {number} count of shades
 */
export function nearest(share, count) {
  return Math.round((count - 1) * Math.min(1, Math.max(0, share))) || 0;
}

/**
 * Shades between colours.
 * @param {string[]} colours as #rrggbb
 */
export function shades(colours) {
  return Array.from({ length: SHADES }, (_, i) => {
    const at = (i * (colours.length - 1)) / (SHADES - 1);
    const from = Math.min(Math.floor(at), colours.length - 2);
    const [one, other] = [channels(colours[from]), channels(colours[from + 1])];
    const mixed = one.map((value, channel) => Math.round(value + (at - from) * (other[channel] - value)));
    return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
  });
}

/** @param {string} colour */
function channels(colour) {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}

/**
 * As an image's bytes hold it, four at a time.
 * @param {string} colour
 */
export function pixel(colour) {
  const [red, green, blue] = channels(colour);
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

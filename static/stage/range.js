/** The range of a knob: values and their shares of it, on a linear or a logarithmic scale. */

/** @typedef {Pick<import("./types.js").KnobData, "low" | "high" | "log" | "whole">} Range */

/**
 * Where between low and high a value lies, on the knob's scale.
 * @param {Range} range
 * @param {number} value
 */
export function shareOf({ low, high, log }, value) {
  if (high === low) return 0;
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

/**
 * The value at a share of the range, in as few digits as the eye can set.
 * @param {Range} range
 * @param {number} share
 */
export function valueAt({ low, high, log, whole }, share) {
  if (share <= 0) return low;
  if (share >= 1) return high;
  const raw = log ? low * (high / low) ** share : low + share * (high - low);
  if (whole) return Math.round(raw);
  if (log) return Number(raw.toPrecision(3));
  return Number(raw.toFixed(Math.max(0, 3 - Math.ceil(Math.log10(high - low)))));
}

/**
 * The share a few hundredths further; at least one whole number further for what is counted.
 * @param {Range} range
 * @param {number} value
 * @param {number} hundredths
 */
export function moved(range, value, hundredths) {
  const share = shareOf(range, value) + hundredths / 100;
  if (!range.whole) return share;
  const next = shareOf(range, value + Math.sign(hundredths));
  return hundredths > 0 ? Math.max(share, next) : Math.min(share, next);
}

/**
 * What a knob shows that another one multiplies, without the rounding of its last digits.
 * @param {Range} range
 * @param {number} own
 * @param {number} factor
 */
export function multiplied(range, own, factor) {
  return bounded(range, factor === 1 ? own : Number((own * factor).toPrecision(12)));
}

/**
 * The nearest value that the knob may have.
 * @param {Range} range
 * @param {number} value
 */
export function bounded({ low, high, whole }, value) {
  const within = Math.max(low, Math.min(high, value));
  return whole ? Math.round(within) : within;
}

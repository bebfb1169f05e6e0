/** A curve's axes: numbers where there is room for them, and the name of what is counted. */
import { inner } from "./canvas.js";
import { niceTicks } from "./scales.js";
import { widthOf } from "./widths.js";

const FONT = 11;
/** How far apart two labels below one another stand, in units. */
export const ROW = 14;
const MARGIN = { r: 8, t: 8, b: 20 };
const GAP = 12;
const LEFT = 38;
const TICK = 6;
const BELOW = 15;

/**
 * @typedef {object} Axes
 * @property {CanvasRenderingContext2D} context
 * @property {import("./view.js").Box} frame
 * @property {import("./theme.js").Theme} theme
 */

/**
 * The frame within a picture of this size, with room for what stands at its left.
 * @param {number} width
 * @param {number} height
 * @param {string[]} labels at its left
 * @param {import("./theme.js").Theme | null} theme
 * @returns {import("./view.js").Box}
 */
export function frameWithin(width, height, labels, theme) {
  return inner(width, height, { ...MARGIN, l: theme ? roomFor(labels, theme) : LEFT });
}

/**
 * @param {string[]} labels
 * @param {import("./theme.js").Theme} theme
 */
function roomFor(labels, theme) {
  const font = fontOf(theme);
  const widths = labels.map((label) => widthOf(label, font));
  return Math.ceil(Math.max(LEFT, ...widths.map((width) => width + 2 * TICK)));
}

/**
 * The ticks between the lowest and the highest point that is seen.
 * @param {{at: number, label: string}[]} ticks
 * @param {{points: {y: number}[]}[]} lines
 * @param {import("./view.js").Box} frame
 */
export function reached(ticks, lines, { top, height }) {
  let [highest, lowest] = [Infinity, -Infinity];
  for (const { points } of lines) {
    for (const { y } of points) [highest, lowest] = [Math.min(highest, y), Math.max(lowest, y)];
  }
  const heightOf = (/** @type {number} */ at) => top + (1 - at) * height;
  return ticks.filter(({ at }) => heightOf(at) >= highest - 1 && heightOf(at) <= lowest + 1);
}

/**
 * @param {Axes} axes
 * @param {{at: number, label: string}[]} ticks
 */
export function drawHeights({ context, frame, theme }, ticks) {
  const { left, top, width, height } = frame;
  context.font = fontOf(theme);
  context.fillStyle = theme.muted;
  context.strokeStyle = theme.hairline;
  context.lineWidth = 1;
  context.textBaseline = "middle";
  context.textAlign = "right";
  context.beginPath();
  let above = Infinity;
  for (const { at, label } of [...ticks].sort((a, b) => a.at - b.at)) {
    const y = Math.round(top + (1 - at) * height) + 0.5;
    if (above - y < ROW) continue;
    above = y;
    context.moveTo(left, y);
    context.lineTo(left + width, y);
    context.fillText(label, left - TICK, y);
  }
  context.stroke();
}

/**
 * Whole steps below the frame; before the first stands what they are.
 * @param {Axes} axes
 * @param {number} last
 * @param {string} unit
 */
export function drawSteps(axes, last, unit) {
  const { context, frame, theme } = axes;
  const widest = widthOf(String(last), fontOf(theme));
  const count = Math.max(1, Math.min(8, Math.floor(frame.width / (widest + GAP))));
  const whole = niceTicks(0, last, count).filter(Number.isInteger);
  drawAcross(axes, whole.map((step) => ({ at: step / Math.max(1, last), label: String(step) })));
  context.textAlign = "right";
  context.fillText(unit, frame.left - TICK, frame.top + frame.height + BELOW);
}

/**
 * Numbers below the frame, where there is room for them.
 * @param {Axes} axes
 * @param {{at: number, label: string}[]} ticks
 */
export function drawAcross({ context, frame, theme }, ticks) {
  const { left, top, width, height } = frame;
  context.font = fontOf(theme);
  context.fillStyle = theme.muted;
  context.textBaseline = "alphabetic";
  context.textAlign = "center";
  let end = -Infinity;
  for (const { at, label } of [...ticks].sort((a, b) => a.at - b.at)) {
    const half = widthOf(label, context.font) / 2;
    const x = Math.min(left + at * width, left + width + TICK - half);
    if (x - half < end) continue;
    end = x + half + GAP / 2;
    context.fillText(label, x, top + height + BELOW);
  }
}

/** @param {import("./theme.js").Theme} theme */
function fontOf({ font }) {
  return `${FONT}px ${font}`;
}

/** Draws over a map what is known of it: lines and points with their names, each on paper of its own. */
import { clipped, strokeLines } from "./canvas.js";
import { widthOf } from "./widths.js";

/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./view.js").Box} Box */
/** @typedef {import("./curve_lines.js").Point} Point */

const DIAMOND = 6;
const [FONT, HIGH, BESIDE, APART] = [12, 16, 4, 9];
// The paper below a line, and the line.
const [PAPER, LINE] = [4, 1.6];
const DASH = [6, 3];

/**
 * A line with its name beside it, where it is in the frame.
 * @param {CanvasRenderingContext2D} context
 * @param {Point[]} points
 * @param {string} name
 * @param {Box} frame
 * @param {Theme} theme
 */
export function drawGuide(context, points, name, frame, theme) {
  const { left, top, width, height } = frame;
  clipped(context, frame, () => {
    context.beginPath();
    for (const { x, y } of points) context.lineTo(x, y);
    strokeLines(context, [[PAPER, theme.background]]);
    context.setLineDash(DASH);
    strokeLines(context, [[LINE, theme.limit]]);
  });
  const seen = points.filter(({ x, y }) => x >= left && x <= left + width && y >= top && y <= top + height);
  // Near its upper end, where it leaves the most of what is drawn below it.
  const at = seen.reduce((a, b) => (b.y < a.y ? b : a), seen[0]);
  if (at) drawName(context, name, { x: at.x, y: at.y + HIGH / 2 }, frame, theme, theme.limit);
}

/**
 * A diamond with its name beside it.
 * @param {CanvasRenderingContext2D} context
 * @param {Point} point
 * @param {string} name
 * @param {Box} frame
 * @param {Theme} theme
 */
export function drawDiamond(context, point, name, frame, theme) {
  const { x, y } = point;
  drawName(context, name, point, frame, theme, theme.ink);
  context.beginPath();
  for (const [dx, dy] of [[0, -1], [1, 0], [0, 1], [-1, 0]]) context.lineTo(x + DIAMOND * dx, y + DIAMOND * dy);
  context.closePath();
  context.lineWidth = 3;
  context.strokeStyle = theme.background;
  context.stroke();
  context.fillStyle = theme.ink;
  context.fill();
}

/**
 * A name left of a point, or right of it where there is no room.
 * @param {CanvasRenderingContext2D} context
 * @param {string} name
 * @param {Point} point
 * @param {Box} frame
 * @param {Theme} theme
 * @param {string} colour
 */
function drawName(context, name, { x, y }, frame, theme, colour) {
  const wide = roomOf(name, theme);
  const left = x - APART - wide >= frame.left ? x - APART - wide : x + APART;
  const top = Math.max(frame.top, Math.min(frame.top + frame.height - HIGH, y - HIGH / 2));
  drawLabel(context, name, left, top, theme, colour);
}

/**
 * @param {string} name
 * @param {Theme} theme
 */
function roomOf(name, theme) {
  return widthOf(name, `${FONT}px ${theme.font}`) + 2 * BESIDE;
}

/**
 * A name in the frame's lower right corner: that of what goes across.
 * @param {CanvasRenderingContext2D} context
 * @param {string} name
 * @param {Box} frame
 * @param {Theme} theme
 */
export function nameAcross(context, name, { left, top, width, height }, theme) {
  drawLabel(context, name, left + width - roomOf(name, theme), top + height - HIGH, theme, theme.muted);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} name
 * @param {number} left
 * @param {number} top
 * @param {Theme} theme
 * @param {string} colour
 */
export function drawLabel(context, name, left, top, theme, colour) {
  context.fillStyle = theme.background;
  context.fillRect(left, top, roomOf(name, theme), HIGH);
  context.fillStyle = colour;
  context.font = `${FONT}px ${theme.font}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(name, left + BESIDE, top + HIGH / 2);
}

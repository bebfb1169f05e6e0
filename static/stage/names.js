/** Runs' names at the ends of their lines, where they touch neither one another nor a line. */
import { pathColour } from "./theme.js";
import { widthOf } from "./widths.js";

const FONT = 11;
const HALF = 7;
const APART = 5;

/** @typedef {{x: number, y: number}} Point */
/** @typedef {{left: number, right: number, top: number, bottom: number}} Place */
/** @typedef {{path: import("./types.js").PathData, points: Point[]}} Drawn a line as it is seen */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Drawn[]} lines
 * @param {import("./view.js").Box} frame
 * @param {import("./theme.js").Theme} theme
 */
export function drawNames(context, lines, frame, theme) {
  const named = lines.filter(({ path, points }) => !path.faint && points.length);
  // A single line needs no name: the legend has it.
  if (named.length < 2) return;
  context.font = `${FONT}px ${theme.font}`;
  context.textBaseline = "middle";
  context.textAlign = "left";
  /** @type {Place[]} */
  const taken = [];
  for (const line of named) {
    const { name } = line.path;
    const room = widthOf(name, context.font);
    const place = placesFor(line.points, room).find(
      (one) => isWithin(one, frame) && !taken.some((other) => meet(one, other)) && isClear(one, lines),
    );
    if (!place) continue;
    taken.push(place);
    context.fillStyle = theme.ink;
    context.fillStyle = `color-mix(in srgb, ${pathColour(line.path, theme)} 62%, ${theme.ink})`;
    context.fillText(name, place.left, (place.top + place.bottom) / 2);
  }
}

/**
 * Beside the end of a line, or before it, below and above.
 * @param {Point[]} points
 * @param {number} width
 * @returns {Place[]}
 */
function placesFor(points, width) {
  const { x, y } = points[points.length - 1];
  const place = (/** @type {number} */ left, /** @type {number} */ middle) => ({
    left,
    right: left + width,
    top: middle - HALF,
    bottom: middle + HALF,
  });
  const before = x - width - APART;
  return [place(x + APART, y), ...[1, -1].map((side) => place(before, y + side * (HALF + APART)))];
}

/**
 * @param {Place} place
 * @param {import("./view.js").Box} frame
 */
function isWithin(place, { left, top, width, height }) {
  const { right, bottom } = place;
  return place.left >= left && right <= left + width + 8 && place.top >= top - 6 && bottom <= top + height + 3;
}

/**
 * @param {Place} one
 * @param {Place} other
 */
function meet(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/**
 * Whether no line passes through a place.
 * @param {Place} place
 * @param {Drawn[]} lines
 */
function isClear(place, lines) {
  return lines.every(({ points }) =>
    points.every((point, i) => {
      const before = points[Math.max(0, i - 1)];
      const box = {
        left: Math.min(before.x, point.x) - 1,
        right: Math.max(before.x, point.x) + 1,
        top: Math.min(before.y, point.y) - 1,
        bottom: Math.max(before.y, point.y) + 1,
      };
      return !meet(place, box);
    }),
  );
}

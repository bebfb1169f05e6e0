/** What makes up one step: arrows at the point it is taken from, the tangent, and the numbers. */
import { element, write } from "./dom.js";
import { short } from "./format.js";

const DIRECTION = 46;
// The last arrow is the thinnest; each below it is wider, so that none hides another.
const THINNEST = 2.2;
const WIDER = 2;
const SHORTEST = 2;

/** @typedef {[number, number]} Point */
/** @typedef {(x: number, y: number) => Point} Projection */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./trail.js").Trail} trail
 * @param {number} tick
 * @param {Projection} toUnits
 * @param {import("./theme.js").Theme} theme
 */
export function drawArrows(context, trail, tick, toUnits, theme) {
  const { arrows } = trail.path;
  arrows.forEach((arrow, i) => {
    const ends = arrowAt(trail, arrow, tick, toUnits);
    if (ends) drawArrow(context, ...ends, theme.arrows[arrow.colour], widthOf(arrows, i));
  });
}

/**
 * Where an arrow begins and ends at a tick; null where there is none, or it is too short to be seen.
 * @param {import("./trail.js").Trail} trail
 * @param {import("./types.js").ArrowData} arrow
 * @param {number} tick
 * @param {Projection} toUnits
 * @returns {[Point, Point] | null}
 */
export function arrowAt(trail, { vectors, tails, to_scale }, tick, toUnits) {
  const at = trail.at(tick);
  if (at < 0) return null;
  const [dx, dy] = [vectors[2 * at], vectors[2 * at + 1]];
  if (!(Math.hypot(dx, dy) > 0)) return null;
  const x = trail.path.points[2 * at] + (tails ? tails[2 * at] : 0);
  const y = trail.path.points[2 * at + 1] + (tails ? tails[2 * at + 1] : 0);
  const [from, to] = [toUnits(x, y), toUnits(x + dx, y + dy)];
  if (!to_scale) return [from, shortened(from, to)];
  return Math.hypot(to[0] - from[0], to[1] - from[1]) < SHORTEST ? null : [from, to];
}

/**
 * How wide an arrow is drawn.
 * @param {import("./types.js").ArrowData[]} arrows
 * @param {number} index
 */
export function widthOf(arrows, index) {
  return THINNEST + WIDER * (arrows.length - 1 - index);
}

/**
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @returns {[number, number]}
 */
function shortened(from, to) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  return [
    from[0] + ((to[0] - from[0]) / length) * DIRECTION,
    from[1] + ((to[1] - from[1]) / length) * DIRECTION,
  ];
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @param {string} colour
 * @param {number} width
 */
export function drawArrow(context, from, to, colour, width) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const head = Math.min(5 + 1.5 * width, length * 0.6);
  const [bx, by] = [to[0] - head * ux, to[1] - head * uy];
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(bx, by);
  context.stroke();
  context.beginPath();
  context.moveTo(...to);
  context.lineTo(bx - 0.55 * head * uy, by + 0.55 * head * ux);
  context.lineTo(bx + 0.55 * head * uy, by - 0.55 * head * ux);
  context.closePath();
  context.fill();
}

/**
 * The tangent at the shown point of a line.
 * @param {CanvasRenderingContext2D} context
 * @param {import("./trail.js").Trail} trail
 * @param {number} tick
 * @param {(x: number, y: number) => [number, number]} toUnits
 * @param {import("./types.js").View} view
 * @param {import("./theme.js").Theme} theme
 */
export function drawTangent(context, trail, tick, toUnits, view, theme) {
  const tangent = tangentAt(trail, tick);
  if (!tangent) return;
  const { x, y, slope } = tangent;
  const reach = 0.22 * (view.x[1] - view.x[0]);
  context.strokeStyle = theme.arrows.gradient;
  context.lineWidth = 1.6;
  context.setLineDash([6, 4]);
  context.beginPath();
  context.moveTo(...toUnits(x - reach, y - reach * slope));
  context.lineTo(...toUnits(x + reach, y + reach * slope));
  context.stroke();
  context.setLineDash([]);
}

/**
 * @param {import("./trail.js").Trail} trail
 * @param {number} tick
 */
export function tangentAt(trail, tick) {
  const at = trail.at(tick);
  const { points, tangents } = trail.path;
  if (!tangents || at < 0 || !Number.isFinite(tangents[at])) return null;
  return { x: points[2 * at], y: points[2 * at + 1], slope: tangents[at] };
}

/** The numbers of the shown step, a row a path. */
export class Readings {
  constructor() {
    this.root = element("div", { class: "dl-readings", "data-testid": "readings" });
    this.drawn = "";
    /** @type {HTMLElement[]} */
    this.numbers = [];
  }

  /**
   * @param {import("./types.js").PathData[]} paths
   * @param {number} tick
   */
  draw(paths, tick) {
    const read = paths.filter(({ readings }) => readings.length);
    const text = read.map((path) => {
      const at = path.reached[Math.min(tick, path.reached.length - 1)];
      return [path.name, ...path.readings.map((reading) => textOf(reading, at))];
    });
    this.setRows(text.map(([name, ...parts]) => [read.length > 1 ? name : "", parts.length]));
    text.flatMap(([, ...parts]) => parts).forEach((part, i) => write(this.numbers[i], part));
  }

  /** @param {[string, number][]} rows each one's name, and how many numbers it has */
  setRows(rows) {
    const key = JSON.stringify(rows);
    if (key === this.drawn) return;
    this.drawn = key;
    const spans = (/** @type {number} */ count) =>
      Array.from({ length: count }, () => element("span", { class: "dl-reading" }));
    const made = rows.map(([name, count]) => ({ name, numbers: spans(count) }));
    this.numbers = made.flatMap(({ numbers }) => numbers);
    this.root.replaceChildren(
      ...made.map(({ name, numbers }) =>
        element("p", {}, ...(name ? [element("strong", {}, `${name} `)] : []), ...numbers),
      ),
    );
  }
}

/**
 * @param {import("./types.js").ReadingData} reading
 * @param {number} at
 */
function textOf({ label, width, values }, at) {
  const row = [...values.subarray(at * width, (at + 1) * width)];
  if (!row.length || row.some(Number.isNaN)) return `${label} –`;
  const numbers = row.map((value) => short(value)).join(", ");
  return `${label} ${width > 1 ? `(${numbers})` : numbers}`;
}

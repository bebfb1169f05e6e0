/** What makes up one step: arrows at the point it is taken from, the tangent, and the numbers. */
import { element } from "./dom.js";
import { short } from "./format.js";

const DIRECTION = 46;
// The last arrow is the thinnest; each below it is wider, so that none hides another.
const THINNEST = 2.2;
const WIDER = 2;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./trail.js").Trail} trail
 * @param {number} tick
 * @param {(x: number, y: number) => [number, number]} toUnits
 * @param {import("./theme.js").Theme} theme
 */
export function drawArrows(context, trail, tick, toUnits, theme) {
  const at = trail.at(tick);
  const { points, arrows } = trail.path;
  if (at < 0) return;
  const x = points[2 * at];
  const y = points[2 * at + 1];
  arrows.forEach((arrow, i) => {
    const dx = arrow.vectors[2 * at];
    const dy = arrow.vectors[2 * at + 1];
    if (!(Math.hypot(dx, dy) > 0)) return;
    const tail = arrow.tails ? [arrow.tails[2 * at], arrow.tails[2 * at + 1]] : [0, 0];
    const from = toUnits(x + tail[0], y + tail[1]);
    const to = toUnits(x + tail[0] + dx, y + tail[1] + dy);
    const end = arrow.to_scale ? to : shortened(from, to);
    drawArrow(context, from, end, theme.arrows[arrow.colour], widthOf(arrows, i));
  });
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
  if (length < 2) return;
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
  const at = trail.at(tick);
  const { points, tangents } = trail.path;
  if (!tangents || at < 0 || !Number.isFinite(tangents[at])) return;
  const x = points[2 * at];
  const y = points[2 * at + 1];
  const reach = 0.22 * (view.x[1] - view.x[0]);
  context.strokeStyle = theme.arrows.gradient;
  context.lineWidth = 1.6;
  context.setLineDash([6, 4]);
  context.beginPath();
  context.moveTo(...toUnits(x - reach, y - reach * tangents[at]));
  context.lineTo(...toUnits(x + reach, y + reach * tangents[at]));
  context.stroke();
  context.setLineDash([]);
}

/** The numbers of the shown step, a row a path. */
export class Readings {
  constructor() {
    this.root = element("div", { class: "dl-readings", "data-testid": "readings" });
    this.drawn = "";
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
    const key = JSON.stringify(text);
    if (key === this.drawn) return;
    this.drawn = key;
    this.root.replaceChildren(
      ...text.map(([name, ...parts]) =>
        element(
          "p",
          {},
          ...(read.length > 1 ? [element("strong", {}, `${name} `)] : []),
          ...parts.map((part) => element("span", { class: "dl-reading" }, part)),
        ),
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
  const numbers = row.map((value) => short(value, 4)).join(", ");
  return `${label} ${width > 1 ? `(${numbers})` : numbers}`;
}

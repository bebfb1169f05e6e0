/** The edges of a surface's box that stand before it, with the numbers of its axes. */
import { short } from "./format.js";
import { niceTicks } from "./scales.js";

const FONT = 11;
const TICK = 4;
const AWAY = 14;
const COUNT = 5;
// Of each side of the surface's border.
const PIECES = 48;
// Labels of one axis stand at least so far apart.
const APART = 14;
const ABOVE = 10;

/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./relief.js").Relief} Relief */

/**
 * @typedef {object} Edge
 * @property {Pair} from
 * @property {Pair} to
 * @property {{at: Pair, label: string}[]} ticks
 * @property {string} name
 * @property {boolean} upright
 */

/**
 * The two edges at the foot that are nearest to the eye, and the upright at the left.
 * @param {Relief} relief
 * @param {import("./camera.js").Eye} eye
 * @param {[string, string]} axes
 * @returns {Edge[]}
 */
export function edgesOf(relief, eye, axes) {
  const { view, heights } = relief;
  const near = { x: view.x[eye.at[0] > 0 ? 1 : 0], y: view.y[eye.at[1] > 0 ? 1 : 0] };
  const place = (/** @type {number} */ x, /** @type {number} */ y, height = heights[0]) =>
    eye.toPicture(relief.spot(x, y, height));
  const corners = view.x.flatMap((x) => view.y.map((y) => /** @type {Pair} */ ([x, y])));
  const [left] = corners.sort((a, b) => place(...a)[0] - place(...b)[0]);
  const foot = place(...left);
  const along = (/** @type {Pair} */ interval, /** @type {(value: number) => Pair} */ at) =>
    niceTicks(...interval, COUNT)
      .map((value) => ({ at: at(value), label: short(value) }))
      // Two numbers have no room at one corner.
      .filter((tick) => Math.hypot(tick.at[0] - foot[0], tick.at[1] - foot[1]) > APART);
  return [
    {
      from: place(view.x[0], near.y),
      to: place(view.x[1], near.y),
      ticks: along(view.x, (x) => place(x, near.y)),
      name: axes[0],
      upright: false,
    },
    {
      from: place(near.x, view.y[0]),
      to: place(near.x, view.y[1]),
      ticks: along(view.y, (y) => place(near.x, y)),
      name: axes[1],
      upright: false,
    },
    {
      from: foot,
      to: place(...left, heights[1]),
      ticks: relief.ticks.map(({ label, height }) => ({ at: place(...left, height), label })),
      name: "loss",
      upright: true,
    },
  ];
}

/**
 * The surface's own border, as far as it is seen.
 * @param {Relief} relief
 * @param {import("./camera.js").Eye} eye
 * @returns {Path2D}
 */
export function borderOf(relief, eye) {
  const { x, y } = relief.view;
  const corners = [[x[0], y[0]], [x[1], y[0]], [x[1], y[1]], [x[0], y[1]]];
  const places = Array.from({ length: 4 * PIECES }, (_, at) => {
    const side = Math.floor(at / PIECES);
    const [from, to] = [corners[side], corners[(side + 1) % 4]];
    const share = (at % PIECES) / PIECES;
    const point = /** @type {Pair} */ ([0, 1].map((axis) => from[axis] + share * (to[axis] - from[axis])));
    const spot = relief.spot(...point, relief.meshHeight(...point));
    return Number.isNaN(spot[2]) || relief.hides(spot, eye.at) ? null : eye.toPicture(spot);
  });
  const border = new Path2D();
  places.forEach((from, at) => {
    const to = places[(at + 1) % places.length];
    if (!from || !to) return;
    border.moveTo(...from);
    border.lineTo(...to);
  });
  return border;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Path2D} border
 * @param {import("./theme.js").Theme} theme
 */
export function paintBorder(context, border, theme) {
  context.lineWidth = 0.8;
  context.strokeStyle = theme.muted;
  context.globalAlpha = 0.6;
  context.stroke(border);
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Edge[]} edges
 * @param {Pair} middle of the picture: labels stand on an edge's other side
 * @param {import("./theme.js").Theme} theme
 */
export function paintBox(context, edges, middle, theme) {
  context.font = `${FONT}px ${theme.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = theme.muted;
  context.strokeStyle = theme.muted;
  context.lineWidth = 1;
  for (const edge of edges) paintEdge(context, edge, middle);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Edge} edge
 * @param {Pair} middle
 */
function paintEdge(context, { from, to, ticks, name, upright }, middle) {
  const [ax, ay] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(ax, ay);
  // An edge that is seen end on has no room for numbers.
  if (length < 3 * APART) return;
  const side = (middle[0] - from[0]) * ay - (middle[1] - from[1]) * ax > 0 ? -1 : 1;
  const out = [(side * ay) / length, (-side * ax) / length];
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  let last = [-Infinity, -Infinity];
  for (const { at, label } of ticks) {
    if (Math.hypot(at[0] - last[0], at[1] - last[1]) < APART) continue;
    last = at;
    context.moveTo(...at);
    context.lineTo(at[0] + TICK * out[0], at[1] + TICK * out[1]);
    context.fillText(label, at[0] + AWAY * out[0], at[1] + AWAY * out[1]);
  }
  context.stroke();
  if (upright) {
    context.fillText(name, to[0], to[1] - ABOVE);
    return;
  }
  const half = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  context.fillText(name, half[0] + 2.4 * AWAY * out[0], half[1] + 2.2 * AWAY * out[1]);
}

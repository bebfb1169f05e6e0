/** A path laid on a surface: cut where it leaves the picture, bent as the surface is, paler where a hill hides it. */
import { Trail } from "./trail.js";
import { shareWithin } from "./view.js";

// The longer side of the picture has so many pieces at least.
const PIECES = 96;
const MOST = 20000;
const PALE = 0.28;
// Dots of steps stand at least so far apart, in units.
const APART = 6;

const OUTSIDE = 0;
const SEEN = 1;
const HIDDEN = 2;

/** @typedef {import("./types.js").PathData} PathData */

/**
 * A path with points between its own.
 * @typedef {object} Draped
 * @property {PathData} path
 * @property {Float64Array} heights scaled
 * @property {Uint8Array} within whether the way to each point lies on the surface
 * @property {Uint8Array} own whether a point is one of the path's own
 */

/**
 * @param {PathData} path
 * @param {import("./relief.js").Relief} relief
 * @returns {Draped}
 */
export function draped(path, relief) {
  const { view } = relief;
  const box = { left: view.x[0], top: view.y[0], width: view.x[1] - view.x[0], height: view.y[1] - view.y[0] };
  const { points } = path;
  const count = lengthOf(points);
  const pieces = piecesOf(points, count, box);
  /** @type {number[]} */
  const made = [];
  /** @type {number[]} */
  const flags = [];
  const places = new Int32Array(Math.max(1, count));
  const add = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ flag) => {
    made.push(x, y);
    flags.push(flag);
  };
  for (let i = 0; i < count; i += 1) {
    const to = /** @type {[number, number]} */ ([points[2 * i], points[2 * i + 1]]);
    const from = /** @type {[number, number]} */ (i ? [points[2 * i - 2], points[2 * i - 1]] : to);
    const share = shareWithin(box, from, to);
    const at = (/** @type {number} */ t) => /** @type {const} */ ([from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]);
    if (share) {
      const [first, last] = share;
      if (first > 0) add(...at(first), 0);
      const cuts = i ? Math.max(1, Math.ceil(pieces(i) * (last - first))) : 1;
      for (let k = 1; k < cuts; k += 1) add(...at(first + (k / cuts) * (last - first)), 1);
      if (last < 1) add(...at(last), 1);
    }
    places[i] = flags.length;
    add(...to, share && share[1] === 1 ? 3 : 2);
  }
  return onSurface(path, relief, made, flags, places, count);
}

/**
 * @param {PathData} path
 * @param {import("./relief.js").Relief} relief
 * @param {number[]} made x and y by turns
 * @param {number[]} flags 1 where the way there lies within, 2 where a point is the path's own
 * @param {Int32Array} places of the path's own points
 * @param {number} count of these
 * @returns {Draped}
 */
function onSurface(path, relief, made, flags, places, count) {
  const points = Float32Array.from(made);
  const heights = Float64Array.from(flags, (_, i) => relief.height(made[2 * i], made[2 * i + 1]));
  const within = Uint8Array.from(flags, (flag, i) => (flag & 1 && Number.isFinite(heights[i]) ? 1 : 0));
  const own = Uint8Array.from(flags, (flag) => flag >> 1);
  const reached = path.reached.map((at) => places[Math.max(0, Math.min(count - 1, at))]);
  return { path: { ...path, points, reached, rings: null }, heights, within, own };
}

/** @param {Float32Array} points @returns {number} how many there are before the path diverges */
function lengthOf(points) {
  let count = 0;
  while (2 * count < points.length && Number.isFinite(points[2 * count] + points[2 * count + 1])) count += 1;
  return count;
}

/**
 * Into how many pieces a step is cut: fewer for all where that were too many.
 * @param {Float32Array} points
 * @param {number} count
 * @param {import("./view.js").Box} box
 */
function piecesOf(points, count, box) {
  const longer = Math.max(box.width, box.height);
  const length = (/** @type {number} */ i) =>
    Math.min(2, Math.hypot(points[2 * i] - points[2 * i - 2], points[2 * i + 1] - points[2 * i - 1]) / longer);
  let all = 0;
  for (let i = 1; i < count; i += 1) all += length(i);
  const each = Math.min(PIECES, MOST / Math.max(all, 1e-9));
  return (/** @type {number} */ i) =>
    each * (Math.hypot(points[2 * i] - points[2 * i - 2], points[2 * i + 1] - points[2 * i - 1]) / longer);
}

export class Drape extends Trail {
  /**
   * @param {Draped} draped
   * @param {import("./relief.js").Relief} relief
   * @param {import("./camera.js").Eye} eye
   */
  constructor({ path, heights, within, own }, relief, eye) {
    let next = 0;
    /** @type {import("./camera.js").Spot[]} */
    const spots = [];
    super(path, (x, y) => {
      const height = Number.isFinite(heights[next]) ? heights[next] : relief.heights[0];
      spots[next] = relief.spot(x, y, height);
      next += 1;
      return eye.toPicture(spots[next - 1]);
    });
    this.own = own;
    this.states = statesOf(this, within, spots, relief, eye);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} from
   * @param {number} last
   * @param {import("./theme.js").Theme} theme
   * @param {boolean} rimmed
   */
  stretch(context, from, last, theme, rimmed) {
    let first = from;
    for (let i = from + 1; i <= last; i += 1) {
      if (i < last && this.states[i] === this.states[i + 1]) continue;
      if (this.states[i] !== OUTSIDE) {
        context.globalAlpha = this.states[i] === HIDDEN ? PALE : 1;
        super.stretch(context, first, i, theme, rimmed);
      }
      first = i;
    }
    context.globalAlpha = 1;
  }

  /** @param {number} i */
  isStop(i) {
    let before = i - 1;
    while (before > 0 && !this.own[before]) before -= 1;
    return this.own[i] === 1 && Math.hypot(this.x[i] - this.x[before], this.y[i] - this.y[before]) >= APART;
  }

  /**
   * @param {number} tick
   * @param {[number, number]} place
   */
  covers(tick, place) {
    return this.states[this.at(tick)] === SEEN && super.covers(tick, place);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} tick
   * @param {import("./theme.js").Theme} theme
   */
  drawHead(context, tick, theme) {
    const state = this.states[this.at(tick)];
    if (state === OUTSIDE) return;
    context.globalAlpha = state === HIDDEN ? PALE : 1;
    super.drawHead(context, tick, theme);
    context.globalAlpha = 1;
  }
}

/**
 * How each point is seen.
 * @param {Trail} trail
 * @param {Uint8Array} within
 * @param {import("./camera.js").Spot[]} spots
 * @param {import("./relief.js").Relief} relief
 * @param {import("./camera.js").Eye} eye
 */
function statesOf(trail, within, spots, relief, eye) {
  const states = new Uint8Array(spots.length);
  let looked = -1;
  for (let i = 0; i <= trail.end; i += 1) {
    if (!within[i]) continue;
    // Two points of one pixel are seen alike.
    const near = looked >= 0 && Math.hypot(trail.x[i] - trail.x[looked], trail.y[i] - trail.y[looked]) < 1;
    states[i] = near ? states[looked] : relief.hides(spots[i], eye.at) ? HIDDEN : SEEN;
    if (!near) looked = i;
  }
  return states;
}

/** One path in pixels: its trail up to a tick, drawn piece by piece as the clock moves on. */
import { DASHES, drawHead, drawRing } from "./marks.js";
import { pathColour } from "./theme.js";

// Far outside the frame a canvas loses precision; nothing is seen there either.
const FAR = 20000;
// Nearer than this a head hides what it lies on.
const COVER = 12;
// How much wider than a trail its rim is.
const RIM = 2.4;
// The side of a square in which one ring stands.
const RING = 9;

export class Trail {
  /**
   * @param {import("./types.js").PathData} path
   * @param {(x: number, y: number) => [number, number]} toUnits
   * @param {boolean} light the points matter, not the way between them
   */
  constructor(path, toUnits, light = false) {
    this.path = path;
    this.thin = light || path.faint;
    this.light = light;
    const count = path.points.length / 2;
    this.x = new Float32Array(count);
    this.y = new Float32Array(count);
    this.walked = new Float32Array(count);
    this.end = -1;
    for (let i = 0; i < count && Number.isFinite(path.points[2 * i]); i += 1) {
      const [x, y] = toUnits(path.points[2 * i], path.points[2 * i + 1]);
      this.x[i] = Math.max(-FAR, Math.min(FAR, x));
      this.y[i] = Math.max(-FAR, Math.min(FAR, y));
      if (i > 0) this.walked[i] = this.walked[i - 1] + this.length(i);
      this.end = i;
    }
    this.rings = this.ringedPoints();
  }

  /** @param {number} i @returns {number} the length of the step that leads to point i */
  length(i) {
    return Math.hypot(this.x[i] - this.x[i - 1], this.y[i] - this.y[i - 1]);
  }

  /** @param {number} tick @returns {number} the point shown at a tick */
  at(tick) {
    const { reached } = this.path;
    return Math.min(this.end, reached[Math.max(0, Math.min(reached.length - 1, tick))]);
  }

  /**
   * Draws the steps between two ticks.
   * @param {CanvasRenderingContext2D} context
   * @param {number} fromTick
   * @param {number} toTick
   * @param {import("./theme.js").Theme} theme
   * @param {boolean} rimmed whether a rim lifts it off what lies below
   */
  draw(context, fromTick, toTick, theme, rimmed) {
    const from = this.at(fromTick);
    const last = this.at(toTick);
    if (last > from) this.stretch(context, from, last, theme, rimmed);
  }

  /**
   * Draws the way from one point to another.
   * @param {CanvasRenderingContext2D} context
   * @param {number} from
   * @param {number} last
   * @param {import("./theme.js").Theme} theme
   * @param {boolean} rimmed
   */
  stretch(context, from, last, theme, rimmed) {
    const colour = pathColour(this.path, theme);
    const width = this.light ? 0.6 : this.thin ? 1.2 : 2;
    context.lineJoin = "round";
    context.beginPath();
    context.moveTo(this.x[from], this.y[from]);
    for (let i = from + 1; i <= last; i += 1) context.lineTo(this.x[i], this.y[i]);
    if (rimmed) {
      context.lineWidth = width + RIM;
      context.strokeStyle = theme.background;
      context.stroke();
    }
    context.lineWidth = width;
    context.strokeStyle = this.light ? theme.muted : colour;
    context.setLineDash(DASHES[this.path.style.dash]);
    context.lineDashOffset = this.walked[from];
    context.stroke();
    context.setLineDash([]);
    this.drawStops(context, from, last, colour);
    for (const i of this.ringed(from, last)) drawRing(context, this.x[i], this.y[i], theme);
  }

  /**
   * The points from one to before another that are ringed.
   * @param {number} from
   * @param {number} before
   */
  ringed(from, before) {
    return this.rings.filter((i) => i >= from && i < before);
  }

  /** Which points are ringed: of those in one small square the first, so that rings can be told apart. */
  ringedPoints() {
    const { rings } = this.path;
    /** @type {Map<string, number>} */
    const kept = new Map();
    for (let i = 0; rings && i < this.end; i += 1) {
      const square = `${Math.round(this.x[i] / RING)},${Math.round(this.y[i] / RING)}`;
      if (rings.steps[i] === 1 && !kept.has(square)) kept.set(square, i);
    }
    return [...kept.values()];
  }

  /**
   * A dot at each point, where the steps are long enough to be told from one another.
   * @param {CanvasRenderingContext2D} context
   * @param {number} from
   * @param {number} last
   * @param {string} colour
   */
  drawStops(context, from, last, colour) {
    const size = this.light ? 3.2 : 2.2;
    context.fillStyle = colour;
    context.beginPath();
    for (let i = from + 1; i <= last; i += 1) {
      if (!this.isStop(i)) continue;
      context.moveTo(this.x[i] + size, this.y[i]);
      context.arc(this.x[i], this.y[i], size, 0, 2 * Math.PI);
    }
    context.fill();
  }

  /** @param {number} i @returns {boolean} whether the step to a point is long enough for a dot there */
  isStop(i) {
    return this.length(i) >= 6;
  }

  /**
   * Whether the head lies on a place.
   * @param {number} tick
   * @param {[number, number]} place
   */
  covers(tick, [x, y]) {
    const at = this.at(tick);
    return at >= 1 && !this.path.faint && Math.hypot(this.x[at] - x, this.y[at] - y) < COVER;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} tick
   * @param {import("./theme.js").Theme} theme
   */
  drawHead(context, tick, theme) {
    const at = this.at(tick);
    if (at < 1 || this.path.faint) return;
    const colour = pathColour(this.path, theme);
    drawHead(context, this.path.style.marker, this.x[at], this.y[at], colour, theme.background);
  }
}

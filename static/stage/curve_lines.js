/** The lines of a curve: each path's numbers against steps, as far as they may be seen. */
import { drawHeights, drawSteps, frameWithin, reached, ROW } from "./axes.js";
import { clipped } from "./canvas.js";
import { short } from "./format.js";
import { Line } from "./line.js";
import { DASHES } from "./marks.js";
import { drawNames } from "./names.js";
import { linearScale, logScale } from "./scales.js";
import { pathColour } from "./theme.js";

const END = 2.6;

/** @typedef {{x: number, y: number}} Point in units, from the picture's upper left corner */
/** @typedef {import("./view.js").Box} Box */
/** @typedef {import("./theme.js").Theme} Theme */

/**
 * What a pointer reads.
 * @typedef {object} Read
 * @property {string} text
 * @property {Point | null} dot where the number is, if it has a place
 * @property {string} colour
 */

export class CurveLines {
  /** @type {Line[]} */
  lines = [];
  /** @type {import("./scales.js").Scale} */
  scale = { share: () => 0, ticks: [] };
  /** @type {Theme | null} */
  theme = null;
  last = 1;
  until = 0;
  clock = "step";

  /**
   * @param {import("./types.js").Answer} answer
   * @param {string} key of the numbers
   * @param {import("./types.js").PathData[]} paths
   * @param {Theme} theme
   * @param {boolean} log whether the scale is logarithmic
   * @param {number} height of the picture
   */
  draw({ last, unit }, key, paths, theme, log, height) {
    this.last = last;
    this.clock = unit;
    this.theme = theme;
    this.lines = paths.filter((path) => path.curves[key]).map((path) => new Line(path, path.curves[key]));
    const values = this.lines.map((line) => line.values);
    const rows = Math.floor(frameWithin(0, height, [], null).height / ROW);
    this.scale = (log ? logScale : linearScale)(values, rows);
  }

  /**
   * @param {number} width
   * @param {number} height
   */
  frameIn(width, height) {
    const labels = this.scale.ticks.map(({ label }) => label);
    return frameWithin(width, height, [...labels, this.clock], this.theme);
  }

  /**
   * @param {CanvasRenderingContext2D} paper for axes and names
   * @param {CanvasRenderingContext2D} context for the lines alone
   * @param {Box} frame
   */
  paint(paper, context, frame) {
    const { lines, scale, theme } = this;
    if (!theme) return;
    const drawn = lines.map((line) => ({ path: line.path, points: this.pointsOf(line, frame) }));
    // Numbers that no line has come to yet would tell how it ends.
    const ticks = this.until < this.last ? reached(scale.ticks, drawn, frame) : scale.ticks;
    drawHeights({ context: paper, frame, theme }, ticks);
    drawSteps({ context: paper, frame, theme }, this.last, this.clock);
    drawNames(paper, drawn, frame, theme);
    const { left, top, width, height } = frame;
    clipped(context, { left: left - END, top, width: width + 2 * END, height }, () => {
      for (const { path, points } of drawn) drawLine(context, path, points, theme);
    });
  }

  /**
   * A line in units, as far as it may be seen.
   * @param {Line} line
   * @param {Box} frame
   */
  pointsOf(line, frame) {
    const points = [];
    const end = line.at(this.until);
    for (let i = 0; i <= end; i += 1) points.push(this.place(line, i, frame));
    return points;
  }

  /**
   * @param {Line} line
   * @param {number} index
   * @param {Box} frame
   */
  place(line, index, frame) {
    const share = this.scale.share(line.values[index]);
    return {
      x: this.across(line.tickOf(index), frame),
      y: frame.top + (1 - Math.max(-2, Math.min(3, share))) * frame.height,
    };
  }

  /**
   * @param {number} step
   * @param {Box} frame
   */
  across(step, { left, width }) {
    return left + (step / Math.max(1, this.last)) * width;
  }

  /**
   * The step at a place of the frame.
   * @param {number} share of its width
   */
  stepAt(share) {
    return Math.round(share * this.last);
  }

  /**
   * Which run's number is next to a point.
   * @param {Point} point
   * @param {Box} frame
   * @returns {Read | null}
   */
  readAt({ x, y }, frame) {
    const { theme } = this;
    const tick = Math.max(0, this.stepAt((x - frame.left) / frame.width));
    if (!theme || tick > this.until) return null;
    const read = this.lines
      .filter((line) => line.lasts(tick))
      .map((line) => ({ line, index: line.at(tick), dot: this.place(line, line.at(tick), frame) }));
    if (!read.length) return null;
    const off = (/** @type {{dot: Point}} */ { dot }) => Math.abs(dot.y - y);
    const { line, index, dot } = read.reduce((a, b) => (off(b) < off(a) ? b : a));
    const step = line.path.ticks ? tick : line.tickOf(index);
    const text = `${line.path.name}, ${this.clock} ${step}: ${short(line.values[index])}`;
    return { text, dot, colour: pathColour(line.path, theme) };
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./types.js").PathData} path
 * @param {Point[]} points
 * @param {Theme} theme
 */
function drawLine(context, path, points, theme) {
  if (!points.length) return;
  context.strokeStyle = pathColour(path, theme);
  context.lineWidth = path.faint ? 1 : 1.6;
  context.lineJoin = "round";
  context.setLineDash(DASHES[path.style.dash]);
  context.beginPath();
  for (const { x, y } of points) context.lineTo(x, y);
  context.stroke();
  context.setLineDash([]);
  if (path.faint) return;
  const { x, y } = points[points.length - 1];
  context.fillStyle = context.strokeStyle;
  context.beginPath();
  context.arc(x, y, END, 0, 2 * Math.PI);
  context.fill();
}

/**
 * A map over one knob: the runs' final loss against its values. The paths on the stage that have this
 * number from a knob of their own are marked where they stand, and can be taken hold of.
 */
import { drawAcross, drawHeights, frameWithin, ROW } from "./axes.js";
import { short } from "./format.js";
import { drawDiamond, drawGuide, nameAcross } from "./guides.js";
import { KnobMap, symbolOf, ticksOf } from "./knob_map.js";
import { jobFrom, valueOf, WHOLE } from "./knob_source.js";
import { amountOf, DIVERGED, measureOf } from "./map_kinds.js";
import { coordinates } from "./map_marks.js";
import { drawHead } from "./marks.js";
import { shareOf } from "./range.js";
import { linearScale, logScale } from "./scales.js";
import { pathColour } from "./theme.js";

// Runs that diverge stand in a row of their own above all heights. What ends higher than so many
// times the loss at the start stands at the scale's upper end.
const ABOVE = 16;
// Dots and marks on the lowest height stay within the frame.
const BELOW = 7;
const TICK = 45;
const MOST = { log: 10, linear: 1.25 };
const DOT = 1.6;
const CROSS = 2.6;
const NEAR = 12;

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").PathData} PathData */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./view.js").Box} Box */
/** @typedef {import("./curve_lines.js").Point} Point */
/** @typedef {import("./knob_source.js").Shown} Shown */

/** @typedef {{path: PathData, knob: string, value: number, end: number}} Own a path where it stands */

export class KnobCurve extends KnobMap {
  log = true;
  /** @type {Float64Array} those that are run */
  values = new Float64Array();
  /** @type {Own[]} */
  own = [];
  // The loss at the start; the knob that the page names, and that which a pointer turns.
  first = NaN;
  knob = "";
  held = "";

  /**
   * @param {Answer} answer
   * @param {import("./types.js").CurveData} curve
   * @param {import("./knob_map.js").How} how
   */
  draw(answer, curve, how) {
    this.log = how.log;
    this.values = curve.values ?? new Float64Array();
    this.knob = curve.knobs[0];
    super.draw(answer, curve, how);
    const { shown } = this;
    this.own = shown ? ownOf(shown, answer, how.paths) : [];
    this.first = shown?.panel.paths[shown.index].curves.loss?.[0] ?? NaN;
  }

  /** Its dots are no image. */
  colour() {}

  /**
   * @param {Shown} shown
   * @param {Answer} answer
   */
  wishOf(shown, { start }) {
    const { source, names } = shown;
    const { values } = this;
    const job = jobFrom(shown, start);
    if (!job) return null;
    const across = (/** @type {number} */ share) => values[Math.floor(share * values.length)];
    const measure = measureOf(source.kind, source.ground, () => true);
    const size = { width: values.length, height: 1, finest: 1 };
    return { source, view: WHOLE, job, names, across, up: () => 0, ...size, measure };
  }

  /** Why there is nothing; its axes tell the rest. */
  get key() {
    return this.reason ? { lead: this.reason, entries: [] } : null;
  }

  /** @returns {Float32Array} the final losses, as the values follow one another */
  get ends() {
    return this.picture?.cells ?? new Float32Array();
  }

  /** Whether some run does. */
  get diverges() {
    return this.ends.includes(DIVERGED) || this.own.some(({ end }) => end === DIVERGED);
  }

  /**
   * How far up the frame losses stand, as shares of it, and the numbers beside it.
   * @param {number} height of the frame
   */
  heightsIn(height) {
    const most = this.first * MOST[this.log ? "log" : "linear"];
    const ends = this.ends.filter((end) => end <= most);
    const room = height - ABOVE - BELOW;
    const scale = (this.log ? logScale : linearScale)([Float32Array.of(this.first, ...ends)], Math.floor(room / ROW));
    const row = 1 - ABOVE / 2 / height;
    const within = (/** @type {number} */ share) => (BELOW + Math.max(0, Math.min(1, share)) * room) / height;
    const at = (/** @type {number} */ end) => (end === DIVERGED ? row : within(scale.share(end)));
    const ticks = scale.ticks.map((tick) => ({ ...tick, at: within(tick.at) }));
    if (!this.diverges) return { at, ticks };
    const clear = ticks.filter((tick) => (row - tick.at) * height >= ROW);
    return { at, ticks: [...clear, { at: row, label: "diverges" }] };
  }

  /**
   * @param {number} width
   * @param {number} height
   */
  frameIn(width, height) {
    const frame = frameWithin(0, height, [], null);
    const labels = this.heightsIn(frame.height).ticks.map(({ label }) => label);
    return frameWithin(width, height, labels, this.theme);
  }

  /**
   * @param {CanvasRenderingContext2D} paper for the axes
   * @param {CanvasRenderingContext2D} context for the runs
   * @param {Box} frame
   */
  paint(paper, context, frame) {
    const { shown, theme, values, ends } = this;
    if (!shown || !theme) return;
    const [knob] = shown.knobs;
    const { at, ticks } = this.heightsIn(frame.height);
    const place = placeIn(knob, at, frame);
    drawHeights({ context: paper, frame, theme }, ticks);
    drawAcross({ context: paper, frame, theme }, ticksOf(knob, Math.floor(frame.width / TICK)));
    nameAcross(paper, symbolOf(knob), frame, theme);
    drawEnds(context, [...ends].map((end, i) => ({ ...place(values[i], end), diverges: end === DIVERGED })), theme);
    for (const mark of this.marks) {
      const [[across], up] = coordinates(mark, 1, (name) => this.standing.get(name));
      const { x, y } = place(across, up?.[0] ?? 0);
      if (up) drawDiamond(context, { x, y }, mark.name, frame, theme);
      else drawGuide(context, [{ x, y: frame.top }, { x, y: frame.top + frame.height }], mark.name, frame, theme);
    }
    for (const { path, value, end } of this.own) {
      const { x, y } = place(value, end);
      drawHead(context, path.style.marker, x, y, pathColour(path, theme), theme.background);
    }
  }

  /**
   * Takes hold of the knob of the path that stands there, or of the page's.
   * @param {Point} point
   * @param {Box} frame
   */
  grab(point, frame) {
    this.held = this.knob;
    if (!this.shown) return;
    const place = placeIn(this.shown.knobs[0], this.heightsIn(frame.height).at, frame);
    let nearest = NEAR;
    for (const { knob, value, end } of this.own) {
      const { x, y } = place(value, end);
      const away = Math.hypot(x - point.x, y - point.y);
      if (away < nearest) [nearest, this.held] = [away, knob];
    }
  }

  /**
   * The value at a point, for the knob that is held.
   * @param {Point} point
   * @param {Box} frame
   * @returns {[string, number][]}
   */
  valuesAt(point, frame) {
    const value = this.values[this.nearest(point, frame)];
    return value === undefined ? [] : [[this.held, value]];
  }

  /**
   * The index of the value that is nearest to a point.
   * @param {Point} point
   * @param {Box} frame
   */
  nearest({ x }, { left, width }) {
    const { shown, values } = this;
    if (!shown) return -1;
    const [knob] = shown.knobs;
    const off = (/** @type {number} */ value) => Math.abs(shareOf(knob, value) - (x - left) / width);
    return values.reduce((best, value, i) => (off(value) < off(values[best]) ? i : best), 0);
  }

  /**
   * How the run of the value there ends.
   * @param {Point} point
   * @param {Box} frame
   * @returns {import("./curve_lines.js").Read | null}
   */
  readAt(point, frame) {
    const { shown, theme, values, ends } = this;
    const i = this.nearest(point, frame);
    if (!shown || !theme || !(i in ends) || point.x < frame.left - NEAR) return null;
    const [knob] = shown.knobs;
    const diverges = ends[i] === DIVERGED;
    return {
      text: `${symbolOf(knob)} ${short(values[i])}: ${diverges ? "diverges" : `loss ${amountOf(ends[i])}`}`,
      dot: placeIn(knob, this.heightsIn(frame.height).at, frame)(values[i], ends[i]),
      colour: diverges ? theme.limit : theme.muted,
    };
  }
}

/**
 * Where the other paths stand whose program is the same, and how they end.
 * @param {Shown} shown
 * @param {Answer} answer
 * @param {PathData[]} seen those that are switched on
 * @returns {Own[]}
 */
function ownOf({ panel, index, names: [input] }, answer, seen) {
  const { live } = panel.paths[index];
  const program = live && "program" in live ? live.program : null;
  const paths = answer.panels.flatMap(({ surface, paths }) => (surface === panel.surface ? paths : []));
  return paths.flatMap((path) => {
    if (!seen.includes(path) || !path.live || !("program" in path.live) || path.live.program !== program) return [];
    const knob = answer.knobs.find(({ name }) => path.live && "fed" in path.live && name === path.live.fed[input]);
    if (!knob) return [];
    // A path that has left all bounds has no points from there on.
    const ended = Number.isFinite(path.points[path.points.length - 2]);
    const end = ended ? (path.curves.loss?.at(-1) ?? NaN) : DIVERGED;
    return [{ path, knob: knob.name, value: valueOf(knob, answer), end }];
  });
}

/**
 * @param {import("./types.js").KnobData} knob
 * @param {(end: number) => number} at how far up losses stand
 * @param {Box} frame
 * @returns {(value: number, end: number) => Point}
 */
function placeIn(knob, at, { left, top, width, height }) {
  return (value, end) => ({ x: left + shareOf(knob, value) * width, y: top + (1 - at(end)) * height });
}

/**
 * Dots, and crosses for the runs that diverge: as many as there is room for.
 * @param {CanvasRenderingContext2D} context
 * @param {(Point & {diverges: boolean})[]} ends
 * @param {Theme} theme
 */
function drawEnds(context, ends, theme) {
  context.fillStyle = theme.muted;
  context.strokeStyle = theme.limit;
  context.lineWidth = 1;
  let free = -Infinity;
  for (const { x, y, diverges } of ends) {
    context.beginPath();
    if (!diverges) {
      context.arc(x, y, DOT, 0, 2 * Math.PI);
      context.fill();
    } else if (x >= free) {
      free = x + 3 * CROSS;
      for (const up of [-CROSS, CROSS]) {
        context.moveTo(x - CROSS, y - up);
        context.lineTo(x + CROSS, y + up);
      }
      context.stroke();
    }
  }
}

/** A map over two knobs: one goes across and one up, and a ring is where they stand. */
import { drawAcross, drawHeights, frameWithin } from "./axes.js";
import { strokeLines } from "./canvas.js";
import { short } from "./format.js";
import { drawDiamond, drawGuide, drawLabel, nameAcross } from "./guides.js";
import { KnobMap, symbolOf, ticksOf } from "./knob_map.js";
import { jobFrom, WHOLE } from "./knob_source.js";
import { coordinates } from "./map_marks.js";
import { keyOf, wishOf } from "./map_source.js";
import { shareOf, valueAt } from "./range.js";
import { pool } from "./workers.js";

const RING = 6;
// Of so many points is a line that is drawn over the map.
const LINE = 65;

/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./types.js").KnobData} KnobData */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./view.js").Box} Box */
/** @typedef {import("./curve_lines.js").Point} Point */
/** @typedef {import("./knob_source.js").Shown} Shown */

export class PairMap extends KnobMap {
  /**
   * @param {Shown} shown
   * @param {import("./types.js").Answer} answer
   * @param {import("./types.js").CurveData} _
   * @param {{width: number, height: number}} box
   */
  wishOf(shown, { start }, _, box) {
    const { source, names, knobs: [across, up] } = shown;
    const job = jobFrom(shown, start);
    return job && wishOf(source, job, WHOLE, box, pool, { names, across: along(across), up: along(up) });
  }

  /** What its colours mean. */
  get key() {
    const { shown, theme, range, reason } = this;
    if (reason) return { lead: reason, entries: [] };
    return shown && theme ? keyOf(shown.source, range, theme) : null;
  }

  /**
   * @param {number} width
   * @param {number} height
   */
  frameIn(width, height) {
    const { shown, theme } = this;
    const labels = shown ? ticksOf(shown.knobs[1], 4).map(({ label }) => label) : [];
    return frameWithin(width, height, labels, theme);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {CanvasRenderingContext2D} _
   * @param {Box} frame
   */
  paint(context, _, frame) {
    const { shown, theme } = this;
    if (!shown || !theme) return;
    const [across, up] = shown.knobs;
    drawHeights({ context, frame, theme }, ticksOf(up, 4));
    drawAcross({ context, frame, theme }, ticksOf(across, 5));
    this.paintInto(context, frame, WHOLE);
    drawLabel(context, symbolOf(up), frame.left, frame.top, theme, theme.muted);
    nameAcross(context, symbolOf(across), frame, theme);
    this.paintMarks(context, shown, frame, theme);
    drawRing(context, pointAt(shown.knobs, shown.values, frame), theme);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Shown} shown
   * @param {Box} frame
   * @param {Theme} theme
   */
  paintMarks(context, { knobs }, frame, theme) {
    const rows = Float64Array.from({ length: LINE }, (_, i) => along(knobs[1])(i / (LINE - 1)));
    for (const mark of this.marks) {
      const line = mark.places.length === 1;
      const valueOf = (/** @type {string} */ name) => (line && name === knobs[1].name ? rows : this.standing.get(name));
      const [across, up] = coordinates(mark, line ? LINE : 1, valueOf);
      const points = [...across].map((value, i) => pointAt(knobs, [value, (up ?? rows)[i]], frame));
      if (line) drawGuide(context, points, mark.name, frame, theme);
      else drawDiamond(context, points[0], mark.name, frame, theme);
    }
  }

  /**
   * The knobs' values at a point.
   * @param {Point} point
   * @param {Box} frame
   * @returns {[string, number][]}
   */
  valuesAt(point, frame) {
    const shares = sharesOf(point, frame);
    return (this.shown?.knobs ?? []).map((knob, i) => [knob.name, valueAt(knob, shares[i])]);
  }

  /**
   * What becomes of the run there.
   * @param {Point} point
   * @param {Box} frame
   * @returns {import("./curve_lines.js").Read | null}
   */
  readAt(point, frame) {
    const shares = sharesOf(point, frame);
    const told = shares.every((share) => share <= 1) ? this.told(shares) : "";
    if (!told) return null;
    const values = this.valuesAt(point, frame);
    const where = (this.shown?.knobs ?? []).map((knob, i) => `${symbolOf(knob)} ${short(values[i][1])}`);
    return { text: `${where.join(", ")}: ${told}`, dot: null, colour: "" };
  }
}

/**
 * @param {Point} point
 * @param {Box} frame
 * @returns {Pair}
 */
function sharesOf({ x, y }, { left, top, width, height }) {
  return [(x - left) / width, 1 - (y - top) / height];
}

/**
 * @param {KnobData[]} knobs
 * @param {number[]} values
 * @param {Box} frame
 * @returns {Point}
 */
function pointAt([across, up], [x, y], { left, top, width, height }) {
  return { x: left + shareOf(across, x) * width, y: top + (1 - shareOf(up, y)) * height };
}

/**
 * @param {KnobData} knob
 * @returns {(share: number) => number}
 */
function along({ low, high, log }) {
  return (share) => (log ? low * (high / low) ** share : low + share * (high - low));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Point} point
 * @param {Theme} theme
 */
function drawRing(context, { x, y }, theme) {
  context.beginPath();
  context.arc(x, y, RING, 0, 2 * Math.PI);
  strokeLines(context, [[5, theme.background], [2.4, theme.ink]]);
}

/**
 * A map over two knobs, in a curve's place: every dot is a run from the start, with the knobs'
 * values there.
 */
import { drawAcross, drawHeights, roomFor } from "./axes.js";
import { inner } from "./canvas.js";
import { short } from "./format.js";
import { keyOf } from "./map_source.js";
import { isForeignPage, pairWish, shownOf, WHOLE } from "./pair_source.js";
import { shareOf, valueAt } from "./range.js";
import { RunMap } from "./run_map.js";
import { logTicks, niceTicks } from "./scales.js";
import { widthOf } from "./widths.js";

const MARGIN = { r: 8, t: 8, b: 20 };
const RING = 6;
// A name within the frame, on paper of its own.
const [FONT, HIGH, BESIDE] = [12, 16, 4];
const FOREIGN = "This browser cannot run programs, which this map is made with.";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").KnobData} KnobData */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./pair_source.js").Shown} Shown */

export class PairMap extends RunMap {
  /** @type {Shown | null} */
  shown = null;
  foreign = false;

  /**
   * Sees to the picture, where it is another one.
   * @param {Answer} answer
   * @param {import("./types.js").CurveData} curve
   * @param {Theme} theme
   * @param {{width: number, height: number}} box in CSS pixels
   */
  draw(answer, curve, theme, box) {
    this.setTheme(theme);
    this.shown = shownOf(answer, curve);
    this.foreign = !this.shown && isForeignPage(answer);
    if (this.shown && box.width >= 1 && box.height >= 1) this.want(pairWish(this.shown, answer.start, box));
  }

  clear() {
    super.clear();
    this.shown = null;
    this.foreign = false;
  }

  /** What its colours mean. */
  get key() {
    const { shown, theme, range, foreign } = this;
    if (foreign) return { lead: FOREIGN, entries: [] };
    return shown && theme ? keyOf(shown.source, range, theme) : null;
  }

  /**
   * The frame within a picture of this size, with room for the numbers at its left.
   * @param {number} width
   * @param {number} height
   */
  frameIn(width, height) {
    const { shown, theme } = this;
    const labels = shown ? ticksOf(shown.knobs[1], 4).map(({ label }) => label) : [];
    return inner(width, height, { ...MARGIN, l: theme ? roomFor(labels, "", theme) : 0 });
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {import("./view.js").Box} frame
   */
  paint(context, frame) {
    const { shown, theme } = this;
    if (!shown || !theme) return;
    const [across, up] = shown.knobs;
    drawHeights({ context, frame, theme }, ticksOf(up, 4));
    drawAcross({ context, frame, theme }, ticksOf(across, 5));
    const { left, top, width, height } = frame;
    this.paintInto(context, frame, WHOLE);
    const [x, y] = shown.values.map((value, i) => shareOf(shown.knobs[i], value));
    drawRing(context, left + x * width, top + (1 - y) * height, theme);
    drawName(context, symbolOf(up), left, top, theme);
    const name = symbolOf(across);
    drawName(context, name, left + width - roomOf(name, theme), top + height - HIGH, theme);
  }

  /**
   * The knobs' values at a place of the frame.
   * @param {number} x its share of the width
   * @param {number} y of the height, from above
   * @returns {[string, number][]}
   */
  valuesAt(x, y) {
    const shares = [x, 1 - y];
    return (this.shown?.knobs ?? []).map((knob, i) => [knob.name, valueAt(knob, shares[i])]);
  }

  /**
   * What becomes of the run there.
   * @param {number} x as above
   * @param {number} y
   */
  toldAt(x, y) {
    const told = x <= 1 && y <= 1 ? this.told([x, 1 - y]) : "";
    const values = this.valuesAt(x, y);
    const where = (this.shown?.knobs ?? []).map((knob, i) => `${symbolOf(knob)} ${short(values[i][1])}`);
    return told && `${where.join(", ")}: ${told}`;
  }
}

/**
 * @param {KnobData} knob
 * @param {number} most how many there is room for
 */
function ticksOf(knob, most) {
  const { low, high, log } = knob;
  /** @type {[number, string][]} */
  const ticks = log
    ? logTicks(Math.log10(low), Math.log10(high), most)
    : niceTicks(low, high, most).map((value) => [value, short(value)]);
  return ticks.map(([value, label]) => ({ at: shareOf(knob, value), label }));
}

/**
 * A knob's letter: the last word of its label.
 * @param {KnobData} knob
 */
function symbolOf({ label }) {
  return label.split(" ").at(-1) ?? label;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {Theme} theme
 */
function drawRing(context, x, y, theme) {
  for (const [width, colour] of /** @type {const} */ ([[5, theme.background], [2.4, theme.ink]])) {
    context.beginPath();
    context.arc(x, y, RING, 0, 2 * Math.PI);
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  }
}

/**
 * @param {string} name
 * @param {Theme} theme
 */
function roomOf(name, theme) {
  return widthOf(name, `${FONT}px ${theme.font}`) + 2 * BESIDE;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} name
 * @param {number} left
 * @param {number} top
 * @param {Theme} theme
 */
function drawName(context, name, left, top, theme) {
  context.fillStyle = theme.background;
  context.fillRect(left, top, roomOf(name, theme), HIGH);
  context.fillStyle = theme.muted;
  context.font = `${FONT}px ${theme.font}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(name, left + BESIDE, top + HIGH / 2);
}

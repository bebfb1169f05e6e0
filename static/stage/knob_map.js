/**
 * A map over knobs, in a curve's place: every dot is a run from the start, with the knobs' values there.
 * This is what maps over one knob and over two have in common; each draws itself.
 */
import { foundIn, lackingOf, shownOf, valueOf } from "./knob_source.js";
import { isFormula } from "./map_marks.js";
import { isSame, sentPicture } from "./map_source.js";
import { shareOf } from "./range.js";
import { RunMap } from "./run_map.js";
import { logTicks, niceTicks } from "./scales.js";
import { short } from "./format.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").CurveData} CurveData */
/** @typedef {import("./types.js").KnobData} KnobData */
/** @typedef {import("./types.js").MapMarkData} MapMarkData */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./knob_source.js").Shown} Shown */
/** @typedef {import("./map_source.js").Wish} Wish */

/**
 * @typedef {object} How it is drawn
 * @property {import("./types.js").PathData[]} paths those that are switched on
 * @property {Theme} theme
 * @property {boolean} log whether the scale of a single knob's runs is logarithmic
 * @property {number} width of the whole, in units
 * @property {number} height
 * @property {number} unit in CSS pixels
 */

export class KnobMap extends RunMap {
  /** @type {Shown | null} */
  shown = null;
  /** @type {import("./types.js").MapRequest[]} the map that the server is to fill, if there is one */
  lacking = [];
  /** @type {MapMarkData[]} those that hold of what is shown */
  marks = [];
  /** @type {{marks: MapMarkData[], wish: Wish | null} | null} the runs of which an answer's marks are */
  answered = null;
  /** @type {Map<string, number>} where the knobs stand */
  standing = new Map();
  // Why there is no map.
  reason = "";

  /**
   * Sees to the picture, where it is another one.
   * @param {Answer} answer
   * @param {CurveData} curve
   * @param {How} how
   */
  draw(answer, curve, { theme, width, height, unit }) {
    this.setTheme(theme);
    this.standing = new Map(answer.knobs.map((knob) => [knob.name, valueOf(knob, answer)]));
    const found = foundIn(answer, curve.knobs);
    this.reason = found ? "" : nobody(answer, curve);
    this.shown = found && shownOf(found, answer, curve);
    if (!found || !width || !height) return;
    const frame = this.frameIn(width, height);
    const box = { width: frame.width * unit, height: frame.height * unit };
    this.lacking = lackingOf(found, curve, box);
    if (!this.shown) return;
    const { source } = this.shown;
    const wish = this.wishOf(this.shown, answer, curve, box);
    if (wish) this.want(wish);
    else if (source.sent && source.sent !== this.picture?.source.sent) this.show(sentPicture(source, source.sent), true);
    this.setMarks(answer, curve);
  }

  /**
   * @param {Shown} _shown
   * @param {Answer} _answer
   * @param {CurveData} _curve
   * @param {{width: number, height: number}} _box of the picture, in CSS pixels
   * @returns {Wish | null} null where its runs cannot be followed here
   */
  wishOf(_shown, _answer, _curve, _box) {
    return null;
  }

  /**
   * @param {number} _width
   * @param {number} _height
   * @returns {import("./view.js").Box}
   */
  frameIn(_width, _height) {
    throw new Error("each map has a frame of its own");
  }

  /**
   * Marks that are no formulas are of the runs of their answer: of others they say nothing.
   * @param {Answer} answer
   * @param {CurveData} curve
   */
  setMarks({ previewed }, { marks }) {
    const { wish } = this;
    if (!previewed) this.answered = { marks, wish };
    const { answered } = this;
    const hold = answered?.marks === marks && (!wish || !answered.wish || isSame(wish, answered.wish));
    this.marks = marks.filter((mark) => hold || isFormula(mark));
  }

  /**
   * A pointer takes hold of what it meets.
   * @param {import("./curve_lines.js").Point} _point
   * @param {import("./view.js").Box} _frame
   */
  grab(_point, _frame) {}

  clear() {
    super.clear();
    this.shown = null;
    this.lacking = [];
    this.reason = "";
  }
}

/**
 * @param {Answer} answer
 * @param {CurveData} curve
 */
function nobody({ knobs }, { knobs: names }) {
  const symbols = knobs.filter(({ name }) => names.includes(name)).map(symbolOf);
  return `No run here takes its ${symbols.join(" and ")} from the knobs.`;
}

/**
 * A knob's letter: the last word of its label, or of what stands before a comma.
 * @param {KnobData} knob
 */
export function symbolOf({ label }) {
  return label.split(",")[0].split(" ").at(-1) ?? label;
}

/**
 * @param {KnobData} knob
 * @param {number} most how many there is room for
 * @returns {{at: number, label: string}[]}
 */
export function ticksOf(knob, most) {
  const { low, high, log } = knob;
  /** @type {[number, string][]} */
  const ticks = log
    ? logTicks(Math.log10(low), Math.log10(high), most)
    : niceTicks(low, high, most).map((value) => [value, short(value)]);
  return ticks.map(([value, label]) => ({ at: shareOf(knob, value), label }));
}

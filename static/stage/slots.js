/** The numbers of a step as its formula shows them, each in as many figures as tell something. */
import { short } from "./format.js";

const FIGURES = 3;
/** Points that agree in so many figures are written alike. */
const MOST_FIGURES = 12;

/**
 * A number in a template: where its values lie, and what it is. The step's own number lies nowhere.
 * @typedef {object} Slot
 * @property {import("./types.js").SeriesData | null} series
 * @property {number} column
 * @property {import("./types.js").SlotsData} as
 */

/**
 * @param {import("./types.js").FormulaData} formula
 * @param {import("./types.js").VariantData} variant
 * @returns {Slot[]}
 */
export function slotsOf(formula, variant) {
  return variant.slots.flatMap((as) => {
    const series = as.series === null ? null : formula.series[as.series];
    return Array.from({ length: series?.width ?? 1 }, (_, column) => ({ series, column, as }));
  });
}

/**
 * What all slots of a variant show.
 * @param {Slot[]} slots
 * @param {number} row
 * @param {number} step the number of the step, counted from 1
 */
export function textsOf(slots, row, step) {
  const numbers = slots.map((slot) => (slot.series ? valueOf(slot.series, slot, row) : step));
  const points = numbers.filter((_, i) => slots[i].as.kind === "point");
  const width = slots.find(({ as }) => as.kind === "point")?.series?.width ?? 0;
  const telling = tellingFigures(points.slice(0, width), points.slice(-width));
  return slots.map(({ as }, i) => {
    const text = short(numbers[i], figuresOf(as.kind, numbers[i], telling));
    return as.fenced && numbers[i] < 0 ? `(${text})` : text;
  });
}

/**
 * @param {import("./types.js").SeriesData} series
 * @param {Slot} slot
 * @param {number} row
 */
function valueOf({ values, rest, width }, { column, as }, row) {
  const place = (row + as.ahead) * width + column;
  return values[place] + (rest?.[place] ?? 0);
}

/**
 * @param {import("./types.js").SlotsData["kind"]} kind
 * @param {number} value
 * @param {number} telling with how many figures the point before the step and that after it differ
 */
function figuresOf(kind, value, telling) {
  if (kind === "point") return telling;
  // Of their difference, which is about as small as a step, three figures are left.
  if (kind === "fine") return Math.min(telling + 3, MOST_FIGURES);
  if (kind === "plain") return shareFigures(value);
  if (kind === "count") return MOST_FIGURES;
  // The two that are compared may be close.
  return kind === "compared" ? FIGURES + 1 : FIGURES;
}

/**
 * So many figures that what a number lacks of 1 keeps three.
 * @param {number} value
 */
export function shareFigures(value) {
  const rest = 1 - value;
  if (!(rest > 0 && rest < 1)) return FIGURES;
  return Math.min(Math.max(2 - Math.floor(Math.log10(rest)), FIGURES), MOST_FIGURES);
}

/**
 * With how many figures a point and the next differ.
 * @param {number[]} point
 * @param {number[]} next
 */
export function tellingFigures(point, next) {
  if (point.every((coordinate, i) => coordinate === next[i])) return FIGURES;
  let figures = FIGURES;
  const areAlike = () => point.every((coordinate, i) => short(coordinate, figures) === short(next[i], figures));
  while (figures < MOST_FIGURES && areAlike()) figures += 1;
  return figures;
}

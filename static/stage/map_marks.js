/**
 * What is known of a map over knobs. What follows from the knobs is worked out anew wherever these
 * stand.
 */
import { columnsOf } from "./columns.js";

/** @typedef {import("./types.js").MapMarkData} MapMarkData */

/**
 * Whether a mark follows the knobs; any other is of the runs of one answer.
 * @param {MapMarkData} mark
 */
export function isFormula({ tape }) {
  return tape.some((operation) => operation.length === 1);
}

/**
 * A mark's coordinates across, and up where it has any: a number a row.
 * @param {MapMarkData} mark
 * @param {number} rows
 * @param {(knob: string) => Float64Array | number | undefined} valueOf
 * @returns {Float64Array[]}
 */
export function coordinates({ tape, places }, rows, valueOf) {
  const columns = columnsOf(tape, rows, valueOf);
  return places.map((place) => columns[place]);
}

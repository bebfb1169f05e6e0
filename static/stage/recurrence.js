/** Works a tape out step by step, where a step begins with what the one before has left. */
import { OPERATIONS } from "./tape.js";

/**
 * What an input is at each step: a number a step, or the same for all; or what the step before has
 * left at a place of the tape, and `first` before there is one.
 * @typedef {ArrayLike<number> | number | {place: number, first: number}} Given
 */

/**
 * The numbers of every operation, a row each.
 * @param {import("./types.js").Operation[]} tape
 * @param {number} rows
 * @param {(name: string) => Given} input by its name
 * @returns {Float64Array[]}
 */
export function stepped(tape, rows, input) {
  const columns = tape.map(() => new Float64Array(rows));
  /** @type {Map<number, {place: number, first: number}>} */
  const left = new Map();
  tape.forEach(([name, ...parts], i) => {
    if (parts.length) return;
    const given = input(String(name));
    if (typeof given === "number") columns[i].fill(given);
    else if ("place" in given) left.set(i, given);
    else columns[i].set(given);
  });
  const at = (/** @type {string | number} */ place, /** @type {number} */ row) => columns[Number(place)]?.[row];
  for (let row = 0; row < rows; row += 1) {
    for (let i = 0; i < tape.length; i += 1) {
      const [name, a, b, c] = tape[i];
      const before = left.get(i);
      if (before) columns[i][row] = row ? columns[before.place][row - 1] : before.first;
      else if (name === "c") columns[i][row] = Number(a);
      // Its exponent is the step's number.
      else if (name === "power") columns[i][row] = (row ? columns[i][row - 1] : 1) * at(a, row);
      else if (a !== undefined) columns[i][row] = OPERATIONS[name](at(a, row), at(b, row), at(c, row));
    }
  }
  return columns;
}

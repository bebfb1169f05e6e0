/** Works a tape out for many rows at once: operation by operation, each over all rows. */
import { OPERATIONS } from "./tape.js";

/**
 * The numbers of every operation, a row each.
 * @param {import("./types.js").Operation[]} tape
 * @param {number} rows
 * @param {(name: string) => Float64Array | number | undefined} input by its name: a number a row, or
 *   the same for all
 * @returns {Float64Array[]}
 */
export function columnsOf(tape, rows, input) {
  /** @type {Float64Array[]} */
  const columns = [];
  for (const [name, ...parts] of tape) {
    if (!parts.length) columns.push(columnOf(input(String(name)), rows, String(name)));
    else if (name === "c") columns.push(new Float64Array(rows).fill(Number(parts[0])));
    else {
      const [a, b, c] = parts.map((part) => columns[Number(part)]);
      columns.push(name === "power" ? powers(a, b) : each(OPERATIONS[name], a, b ?? a, c ?? a));
    }
  }
  return columns;
}

/**
 * @param {Float64Array | number | undefined} value
 * @param {number} rows
 * @param {string} name
 */
function columnOf(value, rows, name) {
  if (value === undefined) throw new Error(`a tape needs ${name}`);
  return typeof value === "number" ? new Float64Array(rows).fill(value) : value;
}

/**
 * @param {(a: number, b: number, c: number) => number} operation
 * @param {Float64Array} a
 * @param {Float64Array} b
 * @param {Float64Array} c
 */
function each(operation, a, b, c) {
  const made = new Float64Array(a.length);
  for (let i = 0; i < made.length; i += 1) made[i] = operation(a[i], b[i], c[i]);
  return made;
}

/**
 * Powers to whole numbers as running products, as the rules have them.
 * @param {Float64Array} base
 * @param {Float64Array} exponent
 */
function powers(base, exponent) {
  const made = new Float64Array(base.length);
  let [product, reached] = [1, 0];
  for (let i = 0; i < made.length; i += 1) {
    if (exponent[i] < reached || base[i] !== base[i - 1]) [product, reached] = [1, 0];
    for (; reached < exponent[i]; reached += 1) product *= base[i];
    made[i] = product;
  }
  return made;
}

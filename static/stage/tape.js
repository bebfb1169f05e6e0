/** Plays a surface's formula back: the server's own operations, in the same double precision. */

/**
 * @typedef {object} Formula
 * @property {(x: number, y: number) => number} value
 * @property {(x: number, y: number) => number[]} gradient
 */

/** @type {Record<string, (a: number, b: number) => number>} */
const OPERATIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  ">": (a, b) => Number(a > b),
  "<": (a, b) => Number(a < b),
  ">=": (a, b) => Number(a >= b),
  "<=": (a, b) => Number(a <= b),
  maximum: Math.max,
  minimum: Math.min,
  negate: (a) => -a,
  abs: Math.abs,
  sign: Math.sign,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  tanh: Math.tanh,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  raise: (a, b) => Math.exp(b * Math.log(a)),
};

/**
 * @param {import("./types.js").TapeData | null} tape
 * @returns {Formula | null}
 */
export function formulaOf(tape) {
  if (!tape) return null;
  const { operations } = tape;
  const cells = new Float64Array(operations.length);
  const run = (/** @type {number} */ x, /** @type {number} */ y) => {
    for (let i = 0; i < operations.length; i += 1) {
      const [name, a, b] = operations[i];
      if (name === "x") cells[i] = x;
      else if (name === "y") cells[i] = y;
      else if (name === "c") cells[i] = /** @type {number} */ (a);
      else cells[i] = OPERATIONS[name](cells[/** @type {number} */ (a)], cells[/** @type {number} */ (b)]);
    }
  };
  return {
    value(x, y) {
      run(x, y);
      return cells[tape.value];
    },
    gradient(x, y) {
      run(x, y);
      return tape.gradient.map((place) => cells[place]);
    },
  };
}

/** Plays a surface's formula back: the server's own operations, in the same double precision. */

/**
 * @typedef {object} Formula
 * @property {(x: number, y: number) => number} value
 * @property {(x: number, y: number) => number[]} gradient
 */

/** @type {Record<string, (a: number, b: number, c: number) => number>} */
export const OPERATIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  ">": (a, b) => Number(a > b),
  "<": (a, b) => Number(a < b),
  ">=": (a, b) => Number(a >= b),
  "<=": (a, b) => Number(a <= b),
  maximum: (a, b) => Math.max(a, b),
  minimum: (a, b) => Math.min(a, b),
  negate: (a) => -a,
  abs: Math.abs,
  sign: Math.sign,
  floor: Math.floor,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  tanh: Math.tanh,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  hypot: (a, b) => Math.hypot(a, b),
  where: (a, b, c) => (a ? b : c),
  raise: (a, b) => Math.exp(b * Math.log(a)),
};

/**
 * @param {import("./types.js").TapeData | null} tape
 * @param {Record<string, number>} given the values of its parameters
 * @returns {Formula | null}
 */
export function formulaOf(tape, given) {
  if (!tape) return null;
  const { operations } = tape;
  const cells = new Float64Array(operations.length);
  const run = (/** @type {number} */ x, /** @type {number} */ y) => {
    for (let i = 0; i < operations.length; i += 1) {
      const [name, ...parts] = operations[i];
      if (!parts.length) cells[i] = name === "x" ? x : name === "y" ? y : given[name];
      else if (name === "c") cells[i] = Number(parts[0]);
      else {
        const [a, b, c] = /** @type {number[]} */ (parts);
        cells[i] = OPERATIONS[name](cells[a], cells[b], cells[c]);
      }
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

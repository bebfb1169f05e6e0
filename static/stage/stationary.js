/**
 * The minima, saddles and maxima of a surface whose knobs are being turned, where its slope along
 * each axis depends on that axis alone: as `turning_points` finds them on the server.
 */

const OWN = ["minimum", "saddle", "maximum"];
const GRID = 1001;

/** @typedef {import("./types.js").MarkData} MarkData */
/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {{minima: number[], maxima: number[]}} Turns along an axis */

/**
 * The panel's marks, those of its surface as they are now.
 * @param {import("./types.js").PanelData} panel
 * @param {import("./types.js").SurfaceData} surface
 * @returns {MarkData[] | null} null where they cannot be found so
 */
export function marksOn({ kind, marks, domain: [across, up] }, { tape, formula }) {
  if (!tape || !formula || !isSeparable(tape)) return null;
  const own = marks.filter((mark) => !mark.fed.length && OWN.includes(mark.kind));
  // Of a surface that somebody typed the server alone says what it has found.
  if (!own.length || own.some((mark) => mark.name !== mark.kind)) return null;
  const others = marks.filter((mark) => !own.includes(mark));
  const along = turnsOf((x) => formula.gradient(x, 0)[0], across);
  if (kind === "line") {
    const lifted = (/** @type {number} */ x) => /** @type {Pair} */ ([x, formula.value(x, 0)]);
    return [...marked("minimum", along.minima.map(lifted)), ...marked("maximum", along.maxima.map(lifted)), ...others];
  }
  const other = turnsOf((y) => formula.gradient(0, y)[1], up);
  return [
    ...marked("minimum", pairs(along.minima, other.minima)),
    ...marked("saddle", [...pairs(along.minima, other.maxima), ...pairs(along.maxima, other.minima)]),
    ...marked("maximum", pairs(along.maxima, other.maxima)),
    ...others,
  ];
}

/** @param {import("./types.js").TapeData} tape */
function isSeparable({ operations, gradient }) {
  return gradient.every((place, axis) => !reaches(operations, place, axis ? "x" : "y"));
}

/**
 * Whether an operation is made of an input.
 * @param {import("./types.js").Operation[]} operations
 * @param {number} place
 * @param {string} input
 * @returns {boolean}
 */
function reaches(operations, place, input) {
  const made = operations.map(() => false);
  operations.forEach(([name, ...parts], i) => {
    made[i] = parts.length ? name !== "c" && parts.some((part) => made[Number(part)]) : name === input;
  });
  return made[place];
}

/**
 * @param {(at: number) => number} slope
 * @param {Pair} range
 * @returns {Turns}
 */
function turnsOf(slope, [low, high]) {
  /** @type {Turns} */
  const turns = { minima: [], maxima: [] };
  const at = (/** @type {number} */ i) => (i === GRID ? high : low + i * ((high - low) / GRID));
  let before = Math.sign(slope(low));
  for (let i = 1; i <= GRID; i += 1) {
    const sign = Math.sign(slope(at(i)));
    if (sign !== before) turns[before < 0 ? "minima" : "maxima"].push(between(slope, at(i - 1), at(i), before));
    before = sign;
  }
  return turns;
}

/**
 * Halves the gap in which the slope changes its sign until nothing is inside it.
 * @param {(at: number) => number} slope
 * @param {number} left
 * @param {number} right
 * @param {number} sign on the left
 */
function between(slope, left, right, sign) {
  for (;;) {
    const middle = 0.5 * (left + right);
    if (!(left < middle && middle < right)) return right;
    if (Math.sign(slope(middle)) === sign) left = middle;
    else right = middle;
  }
}

/**
 * @param {string} kind
 * @param {Pair[]} points
 * @returns {MarkData[]}
 */
function marked(kind, points) {
  return points.map((point) => ({ kind, point, name: kind, fed: [] }));
}

/**
 * @param {number[]} xs
 * @param {number[]} ys
 */
function pairs(xs, ys) {
  return xs.flatMap((x) => ys.map((y) => /** @type {Pair} */ ([x, y])));
}

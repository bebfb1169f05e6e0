/** Heights on a grid over a view, from the surface's own formula, with their levels and colours. */

// Cells along the longer side of a view, and the fewest along the shorter.
const CELLS = 144;
const FEWEST = 60;
// How many times as many levels as the domain has a wider view may have.
const MOST = 3;

/** @typedef {import("./types.js").Pair} Pair */

/**
 * @typedef {object} Grid what is drawn: rows of scaled heights, evenly spaced levels
 * @property {Float32Array[]} rows
 * @property {Pair} x first coordinate and spacing
 * @property {Pair} y
 * @property {number} first level
 * @property {number} last
 * @property {number} step
 * @property {[number, number]} span the shares of the levels' range that the colours run over
 */

/**
 * What is drawn of a surface in a view.
 * @param {import("./types.js").ContourData} contour
 * @param {import("./tape.js").Formula | null} formula
 * @param {Pick<import("./lens.js").Lens, "view" | "isZoomed">} lens
 * @returns {Grid}
 */
export function gridOf(contour, formula, { view, isZoomed }) {
  if (!formula) return sent(contour);
  return (isZoomed ? magnified : widened)(contour, formula, view);
}

/**
 * The colours over a part of the levels' range, the outer ones on to its ends.
 * @param {string[]} colours
 * @param {Pair} span
 * @returns {[number, string][]}
 */
export function colourScale(colours, [low, high]) {
  const scale = /** @type {[number, string][]} */ (
    colours.map((colour, i) => [low + ((high - low) * i) / (colours.length - 1), colour])
  );
  return [[0, colours[0]], ...scale, [1, colours[colours.length - 1]]];
}

/**
 * The heights that the server sent for the domain, where a surface has no formula here.
 * @param {import("./types.js").ContourData} contour
 * @returns {Grid}
 */
export function sent({ side, heights, first, last, step, x, y }) {
  if (!heights) throw new Error("a surface has neither heights nor a formula");
  const rows = Array.from({ length: side }, (_, i) => heights.subarray(i * side, (i + 1) * side));
  return { rows, x, y, first, last, step, span: [0, 1] };
}

/**
 * A wider view: the domain's own levels and colours, and more levels of the same step beyond them.
 * @param {import("./types.js").ContourData} contour
 * @param {import("./tape.js").Formula} formula
 * @param {import("./types.js").View} view
 * @returns {Grid}
 */
export function widened(contour, formula, view) {
  const { rows, x, y, low, high } = sample(contour, formula, view);
  const { first, last, step } = contour;
  const levels = Math.round((last - first) / step) + 1;
  const more = (/** @type {number} */ room) =>
    Math.max(0, Math.min(MOST * levels, Math.ceil(room / step) - 1)) || 0;
  const below = more(first - low);
  const above = more(high - last);
  const all = below + levels + above;
  const span = /** @type {[number, number]} */ ([below / all, (below + levels) / all]);
  return { rows, x, y, first: first - below * step, last: last + above * step, step, span };
}

/**
 * A nearer view: as many levels as the domain has, within the heights there are.
 * @param {import("./types.js").ContourData} contour
 * @param {import("./tape.js").Formula} formula
 * @param {import("./types.js").View} view
 * @returns {Grid}
 */
export function magnified(contour, formula, view) {
  const { rows, x, y, low, high } = sample(contour, formula, view);
  const bands = Math.round((contour.last - contour.first) / contour.step) + 2;
  const step = (high - low) / bands || 1;
  return { rows, x, y, first: low + step, last: high - step, step, span: [0, 1] };
}

/**
 * @param {import("./types.js").ContourData} contour
 * @param {import("./tape.js").Formula} formula
 * @param {import("./types.js").View} view
 */
function sample({ scaling }, formula, view) {
  const [wide, high] = [view.x[1] - view.x[0], view.y[1] - view.y[0]];
  const cells = (/** @type {number} */ share) =>
    Math.max(FEWEST, Math.round(CELLS * Math.min(1, share)));
  const columns = cells(wide / high);
  const x = spacing(view.x, columns);
  const y = spacing(view.y, cells(high / wide));
  let lowest = Infinity;
  let highest = -Infinity;
  const rows = Array.from({ length: cells(high / wide) + 1 }, (_, j) => {
    const row = new Float32Array(columns + 1);
    for (let i = 0; i <= columns; i += 1) {
      const value = scaled(formula.value(x[0] + i * x[1], y[0] + j * y[1]), scaling);
      // Where there is no height, nothing is drawn.
      row[i] = Number.isFinite(value) ? value : NaN;
      if (row[i] < lowest) lowest = row[i];
      if (row[i] > highest) highest = row[i];
    }
    return row;
  });
  // In a hole of the surface there is no height at all.
  return lowest > highest ? { rows, x, y, low: 0, high: 0 } : { rows, x, y, low: lowest, high: highest };
}

/**
 * As `Scaling` on the server.
 * @param {number} value
 * @param {import("./types.js").ScalingData} scaling
 */
export function scaled(value, { kind, low, scale }) {
  const above = (value - low) / scale;
  return kind === "log" ? Math.log1p(Math.max(above, 0)) : Math.asinh(above);
}

/**
 * The value that has this scaled height.
 * @param {number} height
 * @param {import("./types.js").ScalingData} scaling
 */
export function unscaled(height, { kind, low, scale }) {
  return low + scale * (kind === "log" ? Math.expm1(height) : Math.sinh(height));
}

/**
 * @param {Pair} interval
 * @param {number} cells
 * @returns {Pair}
 */
export function spacing([low, high], cells) {
  return [low, (high - low) / cells];
}

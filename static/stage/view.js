/** The part of a panel's domain that is seen: arithmetic alone. */

// How many times closer than the whole domain a view may come.
const DEEPEST = 500;

/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./types.js").View} View */
/** @typedef {[Pair, Pair]} Domain */
/** @typedef {{left: number, top: number, width: number, height: number}} Box */

/**
 * @param {Domain} domain
 * @returns {View}
 */
export function wholeOf([x, y]) {
  return { x: [...x], y: [...y] };
}

/**
 * @param {View} view
 * @param {Domain} domain
 */
export function isZoomed(view, [[x0, x1]]) {
  return view.x[1] - view.x[0] < (x1 - x0) * (1 - 1e-9);
}

/**
 * @param {View} view
 * @returns {Pair}
 */
export function centreOf({ x, y }) {
  return [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2];
}

/**
 * @param {View} view
 * @param {Pair} point
 */
export function isInView({ x, y }, [px, py]) {
  return px >= x[0] && px <= x[1] && py >= y[0] && py <= y[1];
}

/**
 * The nearest point of the domain.
 * @param {Domain} domain
 * @param {Pair} point
 * @returns {Pair}
 */
export function nearestIn([x, y], [px, py]) {
  return [Math.max(x[0], Math.min(x[1], px)), Math.max(y[0], Math.min(y[1], py))];
}

/**
 * Zoomed about a point that stays where it is, as far as the domain allows.
 * @param {View} view
 * @param {Domain} domain
 * @param {Pair} centre
 * @param {number} factor
 * @returns {View}
 */
export function zoomed(view, domain, centre, factor) {
  return {
    x: zoomedAxis(view.x, domain[0], centre[0], factor),
    y: zoomedAxis(view.y, domain[1], centre[1], factor),
  };
}

/**
 * @param {Pair} interval
 * @param {Pair} whole
 * @param {number} centre
 * @param {number} factor
 * @returns {Pair}
 */
function zoomedAxis([low, high], whole, centre, factor) {
  const full = whole[1] - whole[0];
  const size = Math.max(full / DEEPEST, Math.min(full, (high - low) / factor));
  const share = (centre - low) / (high - low);
  return within([centre - share * size, centre + (1 - share) * size], whole);
}

/**
 * Moved by shares of its own size, as far as the domain allows.
 * @param {View} view
 * @param {Domain} domain
 * @param {number} right
 * @param {number} up
 * @returns {View}
 */
export function panned({ x, y }, domain, right, up) {
  const [dx, dy] = [right * (x[1] - x[0]), up * (y[1] - y[0])];
  return {
    x: within([x[0] + dx, x[1] + dx], domain[0]),
    y: within([y[0] + dy, y[1] + dy], domain[1]),
  };
}

/**
 * Moves an interval, whole, into another.
 * @param {Pair} interval
 * @param {Pair} whole
 * @returns {Pair}
 */
function within([low, high], whole) {
  const size = high - low;
  if (size >= whole[1] - whole[0]) return [...whole];
  const from = Math.max(whole[0], Math.min(whole[1] - size, low));
  return [from, from + size];
}

/**
 * From data coordinates to a box, in the box's own unit.
 * @param {View} view
 * @param {Box} box
 * @returns {(x: number, y: number) => Pair}
 */
export function projection({ x: [x0, x1], y: [y0, y1] }, { left, top, width, height }) {
  return (x, y) => [
    left + ((x - x0) / (x1 - x0)) * width,
    top + ((y1 - y) / (y1 - y0)) * height,
  ];
}

/**
 * From a box to data coordinates.
 * @param {View} view
 * @param {Box} box
 * @param {Pair} at
 * @returns {Pair}
 */
export function pointAt({ x: [x0, x1], y: [y0, y1] }, { left, top, width, height }, at) {
  return [
    x0 + ((at[0] - left) / width) * (x1 - x0),
    y1 - ((at[1] - top) / height) * (y1 - y0),
  ];
}

/** The part of the plane that is seen in a panel: arithmetic alone. */

// How many times closer than the whole a view may come.
const DEEPEST = 500;
const ROUNDING = 1e-9;
// Between a start and the edge of a view that was grown to hold it.
const AIR = 0.1;

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
 * The least view of one scale on both axes that fills a box and holds another, about its centre.
 * @param {View} view
 * @param {{width: number, height: number}} box
 * @returns {View}
 */
export function fitted({ x, y }, { width, height }) {
  const [across, up] = [(x[1] - x[0]) / width, (y[1] - y[0]) / height];
  // The axis that fills the box keeps its very ends: a start may lie on them.
  return across >= up
    ? { x: [...x], y: about(y, height * across) }
    : { x: about(x, width * up), y: [...y] };
}

/**
 * The view itself, or one of the same shape about the same centre that a point lies well within.
 * @param {View} view
 * @param {Pair} point
 * @returns {View}
 */
export function grownTo(view, [px, py]) {
  if (isInView(view, [px, py])) return view;
  const [cx, cy] = centreOf(view);
  const wide = view.x[1] - view.x[0];
  const high = view.y[1] - view.y[0];
  const share = 2 * Math.max(Math.abs(px - cx) / wide, Math.abs(py - cy) / high);
  const factor = share * (1 + AIR);
  return { x: about(view.x, factor * wide), y: about(view.y, factor * high) };
}

/**
 * An interval at least this long about the same centre.
 * @param {Pair} interval
 * @param {number} length
 * @returns {Pair}
 */
function about([low, high], length) {
  if (length <= high - low) return [low, high];
  const centre = (low + high) / 2;
  return [centre - length / 2, centre + length / 2];
}

/**
 * @param {View} view
 * @param {View} whole
 */
export function isZoomed({ x, y }, whole) {
  const least = 1 - ROUNDING;
  return (
    x[1] - x[0] < (whole.x[1] - whole.x[0]) * least || y[1] - y[0] < (whole.y[1] - whole.y[0]) * least
  );
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
 * Whether any of the way between two points lies in a box.
 * @param {Box} box
 * @param {Pair} from
 * @param {Pair} to
 */
export function crosses(box, from, to) {
  return shareWithin(box, from, to) !== null;
}

/**
 * From which to which share of the way between two points it lies in a box: the part of it that is
 * left of each edge, right of it, below it and above it is cut away in turn. Null for none of it.
 * @param {Box} box
 * @param {Pair} from
 * @param {Pair} to
 * @returns {Pair | null}
 */
export function shareWithin({ left, top, width, height }, from, to) {
  let [first, last] = [0, 1];
  for (const [axis, low, size] of [[0, left, width], [1, top, height]]) {
    const way = to[axis] - from[axis];
    const [near, far] = [(low - from[axis]) / way, (low + size - from[axis]) / way];
    if (way === 0 && (from[axis] < low || from[axis] > low + size)) return null;
    if (way === 0) continue;
    first = Math.max(first, Math.min(near, far));
    last = Math.min(last, Math.max(near, far));
  }
  return first <= last ? [first, last] : null;
}

/**
 * The nearest point of a domain.
 * @param {Domain} domain
 * @param {Pair} point
 * @returns {Pair}
 */
export function nearestIn([x, y], [px, py]) {
  return [Math.max(x[0], Math.min(x[1], px)), Math.max(y[0], Math.min(y[1], py))];
}

/**
 * Zoomed about a point that stays where it is, as far as the whole allows.
 * @param {View} view
 * @param {View} whole
 * @param {Pair} centre
 * @param {number} factor
 * @returns {View}
 */
export function zoomed(view, whole, centre, factor) {
  return {
    x: zoomedAxis(view.x, whole.x, centre[0], factor),
    y: zoomedAxis(view.y, whole.y, centre[1], factor),
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
 * Moved by shares of its own size, as far as the whole allows.
 * @param {View} view
 * @param {View} whole
 * @param {number} right
 * @param {number} up
 * @returns {View}
 */
export function panned({ x, y }, whole, right, up) {
  const [dx, dy] = [right * (x[1] - x[0]), up * (y[1] - y[0])];
  return {
    x: within([x[0] + dx, x[1] + dx], whole.x),
    y: within([y[0] + dy, y[1] + dy], whole.y),
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

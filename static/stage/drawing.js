/**
 * Points drawn by hand: pressed where there is none, one is added; pressed on, it is removed;
 * dragged, it follows.
 */

const STILL = 6;
// How far from a point it is still meant, in pixels: a finger hides what it presses.
const REACH = { mouse: 10, pen: 14, touch: 22 };
const DECIMALS = 100;

/** @typedef {import("./types.js").Pair} Pair */

/**
 * @typedef {object} Handlers
 * @property {() => ArrayLike<number> | null} points x and y by turns; null where none are drawn
 * @property {(pointer: {clientX: number, clientY: number}) => Pair} pointAt within the frame
 * @property {(point: Pair) => Pair} toPixels within the frame
 * @property {(points: number[], time: number, held: boolean) => void} draw all points as they are by
 *   now, and whether a hand still holds one
 * @property {() => void} letGo
 */

/**
 * The point that is meant by a place, if any: the nearest one within reach.
 * @param {ArrayLike<number>} points x and y by turns
 * @param {Pair} place in pixels
 * @param {(point: Pair) => Pair} toPixels
 * @param {number} reach in pixels
 * @returns {number} its index; −1 for none
 */
export function meant(points, place, toPixels, reach) {
  let [index, nearest] = [-1, reach];
  for (let i = 0; i < points.length / 2; i += 1) {
    const [x, y] = toPixels([points[2 * i], points[2 * i + 1]]);
    const distance = Math.hypot(x - place[0], y - place[1]);
    if (distance <= nearest) [index, nearest] = [i, distance];
  }
  return index;
}

/**
 * The points with another one at an index, without one, or with one more.
 * @param {ArrayLike<number>} points x and y by turns
 * @param {number} index −1 for a new one
 * @param {Pair | null} point null where it is removed
 * @returns {number[]}
 */
export function changed(points, index, point) {
  const all = Array.from(points);
  const rounded = (point ?? []).map((value) => Math.round(value * DECIMALS) / DECIMALS);
  if (index < 0) all.push(...rounded);
  else all.splice(2 * index, 2, ...rounded);
  return all;
}

/**
 * @param {HTMLElement} frame
 * @param {Handlers} handlers
 */
export function listenToDrawing(frame, handlers) {
  /** @type {{id: number, index: number, from: PointerEvent, dragged: boolean} | null} */
  let held = null;

  const indexAt = (/** @type {PointerEvent} */ event, /** @type {ArrayLike<number>} */ points) => {
    const box = frame.getBoundingClientRect();
    const place = /** @type {Pair} */ ([event.clientX - box.left, event.clientY - box.top]);
    const reach = REACH[/** @type {keyof typeof REACH} */ (event.pointerType)] ?? REACH.mouse;
    return meant(points, place, handlers.toPixels, reach);
  };

  frame.addEventListener("pointerdown", (event) => {
    const points = handlers.points();
    if (!points || event.target !== frame || event.button !== 0 || !event.isPrimary) return;
    held = { id: event.pointerId, index: indexAt(event, points), from: event, dragged: false };
    if (held.index >= 0) frame.setPointerCapture(event.pointerId);
  });
  frame.addEventListener("pointermove", (event) => {
    const points = handlers.points();
    if (!points || !held || event.pointerId !== held.id) return;
    const { from, index } = held;
    held.dragged ||= Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > STILL;
    if (held.dragged && index >= 0) {
      handlers.draw(changed(points, index, handlers.pointAt(event)), event.timeStamp, true);
    }
  });
  frame.addEventListener("pointerup", (event) => {
    const points = handlers.points();
    if (!points || !held || event.pointerId !== held.id) return;
    const { index, dragged } = held;
    held = null;
    if (dragged) {
      if (index >= 0) handlers.letGo();
    } else {
      const point = index < 0 ? handlers.pointAt(event) : null;
      handlers.draw(changed(points, index, point), event.timeStamp, false);
    }
  });
  frame.addEventListener("pointercancel", () => {
    if (held?.dragged && held.index >= 0) handlers.letGo();
    held = null;
  });
  // A finger on a point drags it; elsewhere it may scroll the page.
  frame.addEventListener(
    "touchstart",
    (event) => held && held.index >= 0 && event.preventDefault(),
    { passive: false },
  );
}

/** Reads the server's block of bytes, and writes one: header length, JSON header, float32 arrays. */
import { follow } from "./follow.js";
import { formulaOf } from "./tape.js";

/**
 * @param {Uint8Array} bytes
 * @returns {import("./types.js").Answer}
 */
export function decode(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const numbers = new Float32Array(bytes.slice(4 + length).buffer);
  const text = new TextDecoder().decode(bytes.subarray(4, 4 + length));
  return complete(
    JSON.parse(text, (_, value) =>
      value?.$ ? arrayAt(numbers, value.$) : value?.$$ ? exactAt(numbers, value.$$) : value,
    ),
  );
}

/**
 * The block that `decode` reads as this answer.
 * @param {import("./types.js").Answer} answer
 */
export function encode(answer) {
  /** @type {Float32Array[]} */
  const arrays = [];
  let stored = 0;
  const kept = (/** @type {Float32Array} */ array) => {
    arrays.push(array);
    stored += array.length;
    return [stored - array.length, array.length, array.length];
  };
  const text = JSON.stringify(answer, (_, value) => {
    if (value instanceof Float32Array) return { $: kept(value) };
    if (value instanceof Float64Array) return { $$: keptExact(value, kept) };
    // When points are reached is filled in again.
    return value instanceof Int32Array ? undefined : value;
  });
  const header = new TextEncoder().encode(text);
  const block = new Uint8Array(4 + header.length + 4 * stored);
  new DataView(block.buffer).setUint32(0, header.length, true);
  block.set(header, 4);
  let end = 4 + header.length;
  for (const array of arrays) {
    block.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), end);
    end += array.byteLength;
  }
  return block;
}

/**
 * Numbers in double precision as pairs of places.
 * @param {Float64Array} exact
 * @param {(array: Float32Array) => number[]} kept
 */
function keptExact(exact, kept) {
  const [offset, places] = kept(new Float32Array(exact.slice().buffer));
  return [offset, places, exact.length];
}

/**
 * The id that a block answers which says that the browser has what there is; null for another.
 * @param {Uint8Array} bytes
 */
export function nothingNew(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return view.getUint32(0, true) ? null : view.getFloat64(4, true);
}

/**
 * @param {Uint8Array} a
 * @param {Uint8Array | undefined} b
 */
export function sameBytes(a, b) {
  if (!b || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * @param {Float32Array} numbers
 * @param {[number, number, number]} place as `ArrayPlace` on the server
 */
function arrayAt(numbers, [offset, stored, count]) {
  // Numbers that are all the same come once.
  return stored === count
    ? numbers.subarray(offset, offset + count)
    : new Float32Array(count).fill(numbers[offset]);
}

/**
 * Numbers in double precision, each in two places.
 * @param {Float32Array} numbers
 * @param {[number, number, number]} place
 */
function exactAt(numbers, [offset, stored, count]) {
  const exact = new Float64Array(numbers.slice(offset, offset + stored).buffer);
  return exact.length === count ? exact : new Float64Array(count).fill(exact[0]);
}

/**
 * Fills in what follows from the rest.
 * @param {import("./types.js").Answer} answer
 */
function complete(answer) {
  for (const surface of Object.values(answer.surfaces)) {
    surface.formula = formulaOf(surface.tape, surface.arguments);
  }
  answer.previewed = false;
  answer.turned = new Map();
  for (const panel of answer.panels) panel.paths = panel.paths.map((path) => filled(path, answer.start));
  return timed(answer);
}

/**
 * A path that comes without its numbers is followed here.
 * @param {import("./types.js").PathData} path
 * @param {import("./types.js").Pair} start
 */
function filled(path, start) {
  const { live, points } = path;
  if (points.length || !live || !("program" in live)) return path;
  const made = follow(path, live, start, new Map());
  if (!made) throw new Error(`${path.name} was sent without its numbers, and cannot be followed here`);
  return made;
}

/**
 * Fills in when each point is reached.
 * @param {import("./types.js").Answer} answer
 */
export function timed(answer) {
  answer.last = lastTick(answer.panels);
  for (const { paths } of answer.panels) {
    for (const path of paths) path.reached = reachedAt(path, answer.last);
  }
  return answer;
}

/** @param {import("./types.js").PanelData[]} panels */
function lastTick(panels) {
  const ends = panels.flatMap(({ paths, clouds }) => [
    ...paths.map(({ points, ticks }) =>
      ticks ? Math.ceil(ticks[ticks.length - 1]) : points.length / 2 - 1,
    ),
    ...clouds.map(({ points, count }) => points.length / (2 * count) - 1),
  ]);
  return Math.max(0, ...ends);
}

/**
 * The last point that a path has reached at each tick.
 * @param {import("./types.js").PathData} path
 * @param {number} last
 */
function reachedAt({ points, ticks }, last) {
  const final = points.length / 2 - 1;
  const reached = new Int32Array(last + 1);
  let at = 0;
  for (let tick = 0; tick <= last; tick += 1) {
    if (ticks) while (at < final && ticks[at + 1] <= tick + 1e-4) at += 1;
    else at = Math.min(tick, final);
    reached[tick] = at;
  }
  return reached;
}

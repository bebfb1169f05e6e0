/** Reads the server's block of bytes: header length, JSON header, float32 arrays. */
import { formulaOf } from "./tape.js";

/**
 * @param {Uint8Array} bytes
 * @returns {import("./types.js").Answer}
 */
export function decode(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const numbers = new Float32Array(bytes.slice(4 + length).buffer);
  const fill = (/** @type {any} */ holder, /** @type {string[]} */ ...names) => {
    for (const name of names) {
      if (!holder[name]) continue;
      const [offset, stored, count] = holder[name];
      // Numbers that are all the same come once.
      holder[name] =
        stored === count
          ? numbers.subarray(offset, offset + count)
          : new Float32Array(count).fill(numbers[offset]);
    }
  };
  for (const panel of header.panels) {
    fill(panel, "data");
    for (const cloud of panel.clouds) fill(cloud, "points");
    for (const path of panel.paths) {
      fill(path, "points", "ticks", "tangents");
      fill(path.curves, ...Object.keys(path.curves));
      for (const arrow of path.arrows) fill(arrow, "vectors", "tails");
      for (const reading of path.readings) fill(reading, "values");
    }
  }
  for (const surface of Object.values(header.surfaces)) {
    fill(surface, "heights");
    surface.formula = formulaOf(surface.tape);
  }
  header.last = lastTick(header);
  for (const panel of header.panels) {
    for (const path of panel.paths) path.reached = reachedAt(path, header.last);
  }
  return header;
}

/** @param {import("./types.js").Answer} header */
function lastTick(header) {
  const ends = header.panels.flatMap(({ paths, clouds }) => [
    ...paths.map(({ points, ticks }) => (ticks ? Math.ceil(ticks[ticks.length - 1]) : points.length / 2 - 1)),
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

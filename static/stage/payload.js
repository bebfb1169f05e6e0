/** Reads the server's block of bytes: header length, JSON header, float32 arrays. */

/**
 * @param {Uint8Array} bytes
 * @returns {import("./types.js").Answer}
 */
export function decode(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const numbers = new Float32Array(bytes.slice(4 + length).buffer);
  const take = (/** @type {[number, number]} */ [offset, size]) =>
    numbers.subarray(offset, offset + size);
  for (const panel of header.panels) {
    for (const path of panel.paths) {
      path.points = take(path.points);
      for (const key of Object.keys(path.curves)) path.curves[key] = take(path.curves[key]);
    }
  }
  for (const surface of Object.values(header.surfaces)) surface.heights = take(surface.heights);
  return header;
}

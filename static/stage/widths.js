/**
 * How wide texts are. A canvas of the page is asked only after the page's style has been worked out
 * anew; one that is no part of it answers at once.
 */

const MOST = 2000;
const canvas = globalThis.OffscreenCanvas ? new OffscreenCanvas(1, 1) : document.createElement("canvas");
const asked = /** @type {CanvasRenderingContext2D | null} */ (canvas.getContext("2d"));
/** @type {Map<string, number>} by font and text */
const widths = new Map();
document.fonts?.addEventListener("loadingdone", () => widths.clear());

/**
 * @param {string} text
 * @param {string} font
 */
export function widthOf(text, font) {
  const key = `${font}|${text}`;
  const known = widths.get(key);
  if (known !== undefined || !asked) return known ?? 0;
  if (asked.font !== font) asked.font = font;
  const { width } = asked.measureText(text);
  if (widths.size >= MOST) widths.clear();
  widths.set(key, width);
  return width;
}

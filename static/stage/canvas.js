/** Canvases that are sharp on dense screens, and drawing within a frame. */

/**
 * Fits a canvas to a size on the screen; it is drawn on in units, of one pixel or larger.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width in CSS pixels
 * @param {number} height
 * @param {number} unit
 */
export function fit(canvas, width, height, unit) {
  const dense = window.devicePixelRatio || 1;
  const size = [Math.round(width * dense), Math.round(height * dense)];
  if (canvas.width !== size[0]) canvas.width = size[0];
  if (canvas.height !== size[1]) canvas.height = size[1];
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.getContext("2d")?.setTransform(dense * unit, 0, 0, dense * unit, 0, 0);
}

/**
 * What margins leave of a box.
 * @param {number} width
 * @param {number} height
 * @param {{l: number, r: number, t: number, b: number}} margin
 * @returns {import("./view.js").Box}
 */
export function inner(width, height, { l, r, t, b }) {
  return { left: l, top: t, width: Math.max(1, width - l - r), height: Math.max(1, height - t - b) };
}

/**
 * Strokes what was traced, one line upon another: the first is a rim that lifts the others off.
 * @param {CanvasRenderingContext2D} context
 * @param {(readonly [number, string])[]} lines widths and colours
 */
export function strokeLines(context, lines) {
  for (const [width, colour] of lines) {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./view.js").Box} box
 * @param {() => void} work what is drawn, within the box
 */
export function clipped(context, { left, top, width, height }, work) {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  work();
  context.restore();
}

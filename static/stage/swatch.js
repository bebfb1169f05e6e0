/** Small pictures for the legend, drawn with what draws the large one. */
import { drawArrow } from "./anatomy.js";
import { element } from "./dom.js";
import { DASHES, drawHead, drawMark, drawRing, drawStart } from "./marks.js";
import { pathColour } from "./theme.js";

/** @typedef {import("./theme.js").Theme} Theme */

const HEIGHT = 16;
const MIDDLE = HEIGHT / 2;

/**
 * @param {number} width
 * @param {(context: CanvasRenderingContext2D) => void} draw
 */
export function swatch(width, draw) {
  const canvas = element("canvas", { "aria-hidden": "true", width: 2 * width, height: 2 * HEIGHT });
  canvas.style.width = `${width}px`;
  canvas.style.height = `${HEIGHT}px`;
  const context = canvas.getContext("2d");
  if (context) {
    context.scale(2, 2);
    draw(context);
  }
  return canvas;
}

/**
 * @param {import("./types.js").PathData} path
 * @param {Theme} theme
 * @param {boolean} headed whether it has a marker at its head
 */
export function pathSwatch(path, theme, headed) {
  return swatch(30, (context) => {
    line(context, 30, pathColour(path, theme), path.faint ? 1.2 : 2, DASHES[path.style.dash]);
    if (!headed) return;
    const colour = pathColour(path, theme);
    drawHead(context, path.style.marker, 15, MIDDLE, colour, theme.background);
  });
}

/**
 * @param {string} colour
 * @param {number} width
 * @param {number[]} [dash]
 */
export function lineSwatch(colour, width, dash = []) {
  return swatch(22, (context) => line(context, 22, colour, width, dash));
}

/**
 * @param {string} colour
 * @param {number} width
 */
export function arrowSwatch(colour, width) {
  return swatch(24, (context) => drawArrow(context, [1, MIDDLE], [23, MIDDLE], colour, width));
}

/**
 * @param {string} colour
 * @param {number} radius
 */
export function dotsSwatch(colour, radius) {
  return swatch(18, (context) => {
    context.fillStyle = colour;
    for (const [x, y] of [[5, 5], [12, 4], [8, 9], [14, 10], [5, 12], [11, 13]]) {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
    }
  });
}

/** @param {string} colour */
export function ellipseSwatch(colour) {
  return swatch(24, (context) => {
    context.strokeStyle = colour;
    context.lineWidth = 1.8;
    context.beginPath();
    context.ellipse(12, MIDDLE, 11, 6.5, 0, 0, 2 * Math.PI);
    context.moveTo(8, MIDDLE);
    context.lineTo(16, MIDDLE);
    context.moveTo(12, MIDDLE - 4);
    context.lineTo(12, MIDDLE + 4);
    context.stroke();
  });
}

/**
 * @param {string} kind
 * @param {Theme} theme
 */
export function markSwatch(kind, theme) {
  return swatch(20, (context) => {
    context.translate(10, MIDDLE);
    context.scale(0.8, 0.8);
    drawMark(context, kind, 0, 0, theme);
  });
}

/** @param {Theme} theme */
export function ringSwatch(theme) {
  return swatch(18, (context) => drawRing(context, 9, MIDDLE, theme));
}

/** @param {Theme} theme */
export function startSwatch(theme) {
  return swatch(18, (context) => drawStart(context, 9, MIDDLE, theme));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} length
 * @param {string} colour
 * @param {number} width
 * @param {number[]} dash
 */
function line(context, length, colour, width, dash) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(0, MIDDLE);
  context.lineTo(length, MIDDLE);
  context.stroke();
  context.setLineDash([]);
}

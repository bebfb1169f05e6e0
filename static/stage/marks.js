/** Small shapes on a canvas: the head of a path by family, and the marks of the surface. */
import { strokeLines } from "./canvas.js";

/** @type {Record<string, [number, number][]>} corners on the unit circle */
const OUTLINES = {
  square: polygon(4, 45),
  diamond: polygon(4, 0),
  triangle: polygon(3, 90),
  wedge: polygon(3, 270),
  pentagon: polygon(5, 90),
  star: star(5),
};

/** @type {Record<string, string>} marks that are outlines, by their kind */
const OPEN = { maximum: "triangle", truth: "diamond", target: "square" };

const STAR = 10;
const RING = 4.5;

/** @type {Record<string, number[]>} */
export const DASHES = {
  "": [],
  dash: [7, 4],
  dot: [2, 3],
  dashdot: [9, 3, 2, 3],
  long: [14, 4],
};

/**
 * Traces a shape around (x, y); the caller fills or strokes it.
 * @param {CanvasRenderingContext2D} context
 * @param {string} shape
 * @param {number} x
 * @param {number} y
 * @param {number} size its radius
 */
export function trace(context, shape, x, y, size) {
  context.beginPath();
  if (shape === "circle") {
    context.arc(x, y, size * 0.9, 0, 2 * Math.PI);
    return;
  }
  for (const [dx, dy] of OUTLINES[shape]) context.lineTo(x + size * dx, y - size * dy);
  context.closePath();
}

/**
 * The head of a path: filled, with a rim that lifts it off what lies below.
 * @param {CanvasRenderingContext2D} context
 * @param {string} shape
 * @param {number} x
 * @param {number} y
 * @param {string} colour
 * @param {string} rim
 */
export function drawHead(context, shape, x, y, colour, rim) {
  trace(context, shape, x, y, 6.5);
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = rim;
  context.stroke();
  context.fillStyle = colour;
  context.fill();
}

/**
 * A minimum's star over a head that has come to rest on it.
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number]} at
 * @param {import("./theme.js").Theme} theme
 */
export function drawStar(context, [x, y], theme) {
  trace(context, "star", x, y, STAR);
  strokeLines(context, [[3, theme.background], [1.4, theme.ink]]);
}

/**
 * What is known of the surface: a star for a minimum, a cross for a saddle, a peak for a maximum,
 * a diamond for the parameters that made the data, a square for another function's minimum.
 * @param {CanvasRenderingContext2D} context
 * @param {string} kind
 * @param {number} x
 * @param {number} y
 * @param {import("./theme.js").Theme} theme
 */
export function drawMark(context, kind, x, y, theme) {
  context.lineJoin = "miter";
  if (kind === "minimum") {
    // Larger than a path's head, so that its points are seen below one.
    trace(context, "star", x, y, STAR);
    context.lineWidth = 2.5;
    context.strokeStyle = theme.background;
    context.stroke();
    context.fillStyle = theme.ink;
    context.fill();
    return;
  }
  if (kind in OPEN) trace(context, OPEN[kind], x, y, 7);
  else {
    context.beginPath();
    context.moveTo(x - 4.5, y - 4.5);
    context.lineTo(x + 4.5, y + 4.5);
    context.moveTo(x - 4.5, y + 4.5);
    context.lineTo(x + 4.5, y - 4.5);
  }
  context.lineWidth = 1.6;
  context.strokeStyle = theme.ink;
  context.stroke();
}

/**
 * Where the paths set off: a ring, heavier than any mark.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {import("./theme.js").Theme} theme
 */
export function drawStart(context, x, y, theme) {
  context.beginPath();
  context.arc(x, y, 5.5, 0, 2 * Math.PI);
  context.lineWidth = 3;
  context.strokeStyle = theme.ink;
  context.fillStyle = theme.background;
  context.fill();
  context.stroke();
}

/**
 * A step that something happened to: an open ring, with a rim that lifts it off the path.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {import("./theme.js").Theme} theme
 */
export function drawRing(context, x, y, theme) {
  trace(context, "circle", x, y, RING);
  strokeLines(context, [[3, theme.background], [1.6, theme.arrows.gradient]]);
}

/**
 * @param {number} corners
 * @param {number} first angle in degrees
 * @returns {[number, number][]}
 */
function polygon(corners, first) {
  return Array.from({ length: corners }, (_, i) => onCircle(first + (360 * i) / corners, 1));
}

/**
 * @param {number} points
 * @returns {[number, number][]}
 */
function star(points) {
  return Array.from({ length: 2 * points }, (_, i) =>
    onCircle(90 + (180 * i) / points, i % 2 ? 0.42 : 1),
  );
}

/**
 * @param {number} degrees
 * @param {number} radius
 * @returns {[number, number]}
 */
function onCircle(degrees, radius) {
  const angle = (degrees * Math.PI) / 180;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** Many runs at once: their points at a tick, and where it says something the mean and the 2-σ ellipse. */
import { strokeLines } from "./canvas.js";

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./types.js").CloudData} cloud
 * @param {number} tick
 * @param {(x: number, y: number) => [number, number]} toUnits
 * @param {import("./theme.js").Theme} theme
 */
export function drawCloud(context, cloud, tick, toUnits, theme) {
  const row = rowAt(cloud, tick);
  const colour = cloud.style[theme.mode];
  const [x0, y0] = toUnits(0, 0);
  const [x1, y1] = toUnits(1, 1);
  context.fillStyle = colour;
  context.globalAlpha = 0.45;
  context.beginPath();
  for (let i = 0; i < row.length; i += 2) {
    const x = x0 + row[i] * (x1 - x0);
    const y = y0 + row[i + 1] * (y1 - y0);
    if (!Number.isFinite(x + y)) continue;
    context.moveTo(x + 2.1, y);
    context.arc(x, y, 2.1, 0, 2 * Math.PI);
  }
  context.fill();
  context.globalAlpha = 1;
  const spread = cloud.summed_up ? moments(row) : null;
  if (!spread) return;
  const centre = toUnits(...spread.mean);
  drawEllipse(context, centre, spread, [x1 - x0, y1 - y0], colour);
  drawMean(context, centre, colour, theme.background);
}

/**
 * The points at a tick, x and y by turns.
 * @param {import("./types.js").CloudData} cloud
 * @param {number} tick
 */
export function rowAt({ count, points }, tick) {
  const ticks = points.length / (2 * count);
  const from = 2 * count * Math.max(0, Math.min(ticks - 1, tick));
  return points.subarray(from, from + 2 * count);
}

/**
 * Mean and covariance of the points that are there.
 * @param {Float32Array} row
 */
export function moments(row) {
  let n = 0;
  let [sx, sy] = [0, 0];
  for (let i = 0; i < row.length; i += 2) {
    if (!Number.isFinite(row[i])) continue;
    n += 1;
    sx += row[i];
    sy += row[i + 1];
  }
  if (n < 2) return null;
  /** @type {[number, number]} */
  const mean = [sx / n, sy / n];
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < row.length; i += 2) {
    if (!Number.isFinite(row[i])) continue;
    const [dx, dy] = [row[i] - mean[0], row[i + 1] - mean[1]];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  return { mean, xx: xx / (n - 1), xy: xy / (n - 1), yy: yy / (n - 1) };
}

/**
 * The ellipse at two standard deviations, in pixels.
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number]} centre
 * @param {{xx: number, xy: number, yy: number}} spread
 * @param {[number, number]} scale pixels a unit in x and y
 * @param {string} colour
 */
function drawEllipse(context, centre, spread, [kx, ky], colour) {
  const [xx, xy, yy] = [spread.xx * kx * kx, spread.xy * kx * ky, spread.yy * ky * ky];
  const middle = (xx + yy) / 2;
  const half = Math.hypot((xx - yy) / 2, xy);
  const radius = (/** @type {number} */ variance) => 2 * Math.sqrt(Math.max(0, variance));
  context.strokeStyle = colour;
  context.lineWidth = 1.8;
  context.beginPath();
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  context.ellipse(...centre, radius(middle + half), radius(middle - half), angle, 0, 2 * Math.PI);
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number]} centre
 * @param {string} colour
 * @param {string} rim
 */
function drawMean(context, [x, y], colour, rim) {
  context.beginPath();
  context.moveTo(x - 10, y);
  context.lineTo(x + 10, y);
  context.moveTo(x, y - 10);
  context.lineTo(x, y + 10);
  strokeLines(context, [[4.5, rim], [1.8, colour]]);
}

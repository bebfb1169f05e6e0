/** What moves with the clock on a panel: trails, marks, clouds, heads and the anatomy of a step. */
import { drawArrows, drawTangent } from "./anatomy.js";
import { clipped } from "./canvas.js";
import { drawCloud } from "./cloud.js";
import { DASHES, drawMark, drawStar } from "./marks.js";
import { pathColour } from "./theme.js";

/**
 * @typedef {object} Scene one panel, ready to be painted
 * @property {import("./types.js").PanelData} data
 * @property {import("./trail.js").Trail[]} trails
 * @property {(index: number) => boolean} shows whether a path is switched on
 * @property {import("./types.js").View} view
 * @property {import("./view.js").Box} frame
 * @property {(x: number, y: number) => [number, number]} toUnits
 * @property {import("./theme.js").Theme} theme
 * @property {boolean} mapped whether strong colours lie below the paths
 */

/**
 * The steps between two ticks.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {number} from
 * @param {number} to
 */
export function paintTrails(context, { trails, shows, frame, theme, mapped }, from, to) {
  clipped(context, frame, () => {
    trails.forEach((trail, i) => {
      if (shows(i)) trail.draw(context, from, to, theme, mapped);
    });
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {number} tick
 */
export function paintMarks(context, scene, tick) {
  const { data, trails, shows, view, frame, toUnits, theme } = scene;
  clipped(context, frame, () => {
    if (data.kind === "data") paintLines(context, scene, tick);
    for (const { kind, point } of data.marks) drawMark(context, kind, ...toUnits(...point), theme);
    for (const cloud of data.clouds) drawCloud(context, cloud, tick, toUnits, theme);
    const shown = trails.filter((_, i) => shows(i));
    for (const trail of shown) drawTangent(context, trail, tick, toUnits, view, theme);
    for (const trail of shown) trail.drawHead(context, tick, theme);
    for (const { kind, point } of data.marks) {
      const at = toUnits(...point);
      if (kind === "minimum" && shown.some((trail) => trail.covers(tick, at))) drawStar(context, at, theme);
    }
    for (const trail of shown) drawArrows(context, trail, tick, toUnits, theme);
  });
}

/**
 * Each path's point (w, b) as the line y = wx + b.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {number} tick
 */
function paintLines(context, { data, shows, view, toUnits, theme }, tick) {
  const [x0, x1] = view.x;
  data.paths.forEach((path, i) => {
    if (!shows(i)) return;
    const at = path.reached[Math.min(tick, path.reached.length - 1)];
    const [w, b] = [path.points[2 * at], path.points[2 * at + 1]];
    context.strokeStyle = pathColour(path, theme);
    context.lineWidth = 2;
    context.setLineDash(DASHES[path.style.dash]);
    context.beginPath();
    context.moveTo(...toUnits(x0, w * x0 + b));
    context.lineTo(...toUnits(x1, w * x1 + b));
    context.stroke();
    context.setLineDash([]);
  });
}

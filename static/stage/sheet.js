/** A saved picture's sheet: title, legends above their panels, curves, and what is said at the foot. */
import { footHeight, HEAD, paintFoot, paintHead } from "./caption.js";
import { itemsOf, layKey, ROW } from "./key.js";
import { drawStart } from "./marks.js";
import { paintMarks, paintTrails } from "./paint.js";

const SCALE = 2;
const PADDING = 16;
const GAP = 16;
const NAME = 22;
/** A curve beside a single panel. */
const WIDE = 400;
const HIGH = 300;

/** @typedef {import("./picture.js").Shot} Shot */
/** @typedef {import("./curve.js").Curve} Curve */

/**
 * @typedef {object} Place of a panel
 * @property {import("./panel.js").Panel} panel
 * @property {import("./key.js").Item[]} items
 * @property {HTMLImageElement} image what lies under its paths
 * @property {import("./space.js").Still["paint"] | null} paint all of it, where it is seen in space
 * @property {number} x
 * @property {number} y
 * @property {number} head how much its name and legend take above it
 */

/** @typedef {{curve: Curve, twin: Curve, x: number, y: number}} PlacedCurve the twin is what is painted */

/**
 * @typedef {object} Sheet
 * @property {HTMLCanvasElement} canvas
 * @property {CanvasRenderingContext2D} context
 * @property {Place[]} places
 * @property {PlacedCurve[]} curves
 * @property {import("./caption.js").Box} top
 * @property {import("./caption.js").Box} foot
 */

/**
 * A canvas with room for all that a stage shows, and what lies under the paths ready as images.
 * @param {Shot} shot
 * @returns {Promise<Sheet>}
 */
export async function prepare({ panels, curves, unit, words, theme }) {
  const scale = SCALE * unit;
  const stills = await Promise.all(panels.map((panel) => panel.still(scale)));
  const canvas = document.createElement("canvas");
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const { places, right, bottom } = placePanels(context, panels, stills, theme);
  const drawn = curves.filter((curve) => curve.width);
  // Beside a single panel there is room for its curves; more panels take the width.
  const beside = panels.length === 1;
  const column = beside && drawn.length ? GAP + WIDE : 0;
  const width = right + column - PADDING;
  const { placed, end } = beside
    ? placeBeside(drawn, right + GAP, places[0], scale)
    : placeBelow(drawn, bottom, width, scale);
  const foot = { left: PADDING, top: Math.max(bottom, end) + 8, width };
  canvas.width = scale * (width + 2 * PADDING);
  canvas.height = scale * (foot.top + footHeight(context, words, width, theme) + PADDING);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  return { canvas, context, places, curves: placed, top: { left: PADDING, top: PADDING, width }, foot };
}

/**
 * Two rows for four panels, one for fewer.
 * @param {CanvasRenderingContext2D} context
 * @param {import("./panel.js").Panel[]} panels
 * @param {Awaited<ReturnType<import("./panel.js").Panel["still"]>>[]} stills
 * @param {import("./theme.js").Theme} theme
 */
function placePanels(context, panels, stills, theme) {
  const columns = panels.length === 4 ? 2 : panels.length;
  const [wide, high] = [panels[0].width, panels[0].height];
  const how = { revealed: true, paints: false };
  const parts = panels.map((panel, i) => {
    const items = itemsOf(panel, theme);
    const rows = layKey(context, items, { left: 0, top: 0, width: wide }, theme, how);
    return { panel, items, ...stills[i], head: (panel.data?.title ? NAME : 0) + ROW * rows };
  });
  /** @type {Place[]} */
  const places = [];
  let bottom = PADDING + HEAD;
  for (let first = 0; first < parts.length; first += columns) {
    const row = parts.slice(first, first + columns);
    const y = bottom + Math.max(...row.map(({ head }) => head));
    row.forEach((part, i) => places.push({ ...part, x: PADDING + i * (wide + GAP), y }));
    bottom = y + high + GAP / 2;
  }
  return { places, right: PADDING + columns * wide + (columns - 1) * GAP, bottom };
}

/**
 * Below one another, as high as the panel lets them be.
 * @param {Curve[]} curves
 * @param {number} x
 * @param {Place} panel
 * @param {number} scale
 */
function placeBeside(curves, x, { y: top, head, panel }, scale) {
  const room = (panel.height + head) / Math.max(1, curves.length) - NAME - GAP;
  const height = Math.max(120, Math.min(HIGH, room));
  const placed = curves.map((curve, i) => ({
    curve,
    twin: curve.twin(WIDE, height, scale),
    x,
    y: top - head + NAME + i * (height + NAME + GAP),
  }));
  return { placed, end: top - head + curves.length * (height + NAME + GAP) };
}

/**
 * Side by side, as many as have their width.
 * @param {Curve[]} curves
 * @param {number} top
 * @param {number} width
 * @param {number} scale
 */
function placeBelow(curves, top, width, scale) {
  const columns = Math.max(1, Math.min(curves.length, Math.floor(width / 320)));
  const [wide, high] = [(width - (columns - 1) * GAP) / columns, 200];
  const placed = curves.map((curve, i) => ({
    curve,
    twin: curve.twin(wide, high, scale),
    x: PADDING + (i % columns) * (wide + GAP),
    y: top + NAME + Math.floor(i / columns) * (high + NAME + GAP),
  }));
  return { placed, end: top + Math.ceil(curves.length / columns) * (high + NAME + GAP) };
}

/**
 * @param {Sheet} sheet
 * @param {Shot} shot
 */
export function paint({ canvas, context, places, curves, top, foot }, { theme, start, step, words }) {
  context.fillStyle = theme.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  paintHead(context, words, top, theme);
  for (const place of places) {
    paintKey(context, place, theme, words.outcome !== "");
    paintPanel(context, place, start, step, theme);
  }
  for (const curve of curves) paintCurve(context, curve, step, theme);
  paintFoot(context, words, foot, theme);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Place} place
 * @param {import("./theme.js").Theme} theme
 * @param {boolean} revealed whether it may be seen how the runs end
 */
function paintKey(context, { panel, items, x, y, head }, theme, revealed) {
  const title = panel.data?.title ?? "";
  context.fillStyle = theme.ink;
  context.font = `600 14px ${theme.font}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(title, x, y - head + NAME / 2);
  const box = { left: x, top: y - head + (title ? NAME : 0), width: panel.width };
  layKey(context, items, box, theme, { revealed, paints: true });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Place} place
 * @param {import("./types.js").Pair} start
 * @param {number} step
 * @param {import("./theme.js").Theme} theme
 */
function paintPanel(context, { panel, image, paint: inSpace, x, y }, start, step, theme) {
  const { scene } = panel;
  if (!scene) return;
  context.save();
  context.translate(x, y);
  if (inSpace) inSpace(context, step, start);
  else {
    panel.map.paintInto(context, scene.frame, scene.view);
    context.drawImage(image, 0, 0, panel.width, panel.height);
    paintTrails(context, scene, 0, step);
    paintMarks(context, scene, step);
    if (scene.data.kind !== "data") drawStart(context, ...scene.toUnits(...start), theme);
  }
  context.restore();
}

/**
 * A curve as far as it is seen on the screen, with the cursor at the step where it has one.
 * @param {CanvasRenderingContext2D} context
 * @param {PlacedCurve} placed
 * @param {number} step
 * @param {import("./theme.js").Theme} theme
 */
function paintCurve(context, { curve, twin, x, y }, step, theme) {
  twin.follow(curve);
  const { width, height, frame } = twin;
  context.fillStyle = theme.ink;
  context.font = `600 13px ${theme.font}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(curve.words, x + frame.left, y - NAME / 2, frame.width);
  for (const layer of [twin.paper, twin.canvas]) context.drawImage(layer, x, y, width, height);
  if (twin.map) return;
  context.fillStyle = theme.muted;
  context.fillRect(x + twin.lines.across(step, frame) - 0.5, y + frame.top, 1, frame.height);
}

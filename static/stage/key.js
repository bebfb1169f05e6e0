/** What a saved picture's legend says: runs, arrows, marks, colours; in rows as wide as its panel. */
import { pathSwatch, swatch } from "./swatch.js";

export const ROW = 20;
const APART = 18;
const GAP = 6;

/** @typedef {import("./theme.js").Theme} Theme */

/**
 * @typedef {object} Item
 * @property {HTMLCanvasElement} picture
 * @property {string} name
 * @property {boolean} strong
 * @property {string} detail
 * @property {string} note how a run ends
 * @property {() => boolean} isDrawn
 */

/**
 * What a panel's legend has, but for the runs that are switched off.
 * @param {import("./panel.js").Panel} panel
 * @param {Theme} theme
 * @returns {Item[]}
 */
export function itemsOf({ data, legend, scale }, theme) {
  const paths = (data?.paths ?? []).filter((_, i) => legend.shows(i));
  const runs = paths.map((path) => ({
    picture: pathSwatch(path, theme, data?.kind !== "data" && !path.faint),
    name: path.name,
    strong: true,
    detail: path.detail,
    note: path.note,
    isDrawn: () => true,
  }));
  const others = legend.explained.map(({ entry, item }) => ({
    picture: entry.swatch(theme),
    name: entry.name,
    strong: false,
    detail: entry.repeated ? "" : entry.detail,
    note: "",
    isDrawn: () => item.dataset.drawn !== "false",
  }));
  return [...runs, ...others, ...scale.said(theme).map(colours)];
}

/**
 * What the colours of a map in a curve's place mean; none for a curve.
 * @param {import("./curve.js").Curve} curve
 * @returns {Item[]}
 */
export function coloursOf(curve) {
  return curve.map ? curve.colours.keyed.map(colours) : [];
}

/**
 * @param {{colours: string[], blends: boolean, name: string, isDrawn: boolean}} one of the colours
 *   below the paths
 * @returns {Item}
 */
function colours({ colours: all, blends, name, isDrawn }) {
  const width = all.length > 1 ? 60 : 14;
  const picture = swatch(width, (context) => {
    const gradient = context.createLinearGradient(0, 0, width, 0);
    all.forEach((colour, i, { length }) => {
      for (const at of blends ? [i / (length - 1)] : [i / length, (i + 1) / length]) gradient.addColorStop(at, colour);
    });
    context.fillStyle = gradient;
    context.fillRect(0, 3, width, 10);
  });
  return { picture, name, strong: false, detail: "", note: "", isDrawn: () => isDrawn };
}

/**
 * Paints items row by row, or only counts the rows.
 * @param {CanvasRenderingContext2D} context
 * @param {Item[]} items
 * @param {{left: number, top: number, width: number}} box
 * @param {Theme} theme
 * @param {{revealed: boolean, paints: boolean}} how whether it may be seen how the runs end
 * @returns {number} how many rows there are
 */
export function layKey(context, items, { left, top, width }, theme, { revealed, paints }) {
  let [x, row] = [left, 0];
  for (const item of items) {
    const length = extent(context, item, theme, revealed);
    if (x > left && x + length > left + width) [x, row] = [left, row + 1];
    if (paints) paintItem(context, item, x, top + ROW * (row + 0.5), theme, revealed);
    x += length + APART;
  }
  return items.length ? row + 1 : 0;
}

/**
 * @param {Item} item
 * @param {boolean} revealed
 */
function detailOf({ detail, note }, revealed) {
  return [detail, revealed && note].filter(Boolean).join(" · ");
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Item} item
 * @param {Theme} theme
 * @param {boolean} revealed
 */
function extent(context, item, theme, revealed) {
  const detail = detailOf(item, revealed);
  context.font = fontOf(item.strong, theme);
  const name = context.measureText(item.name).width;
  context.font = fontOf(false, theme);
  return item.picture.width / 2 + GAP + name + (detail ? GAP + context.measureText(detail).width : 0);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Item} item
 * @param {number} x
 * @param {number} y of its middle
 * @param {Theme} theme
 * @param {boolean} revealed
 */
function paintItem(context, item, x, y, theme, revealed) {
  const [width, height] = [item.picture.width / 2, item.picture.height / 2];
  context.save();
  // What is not seen at this moment stands back, as on the screen.
  if (!item.isDrawn()) context.globalAlpha = 0.45;
  context.drawImage(item.picture, x, y - height / 2, width, height);
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillStyle = theme.ink;
  context.font = fontOf(item.strong, theme);
  context.fillText(item.name, x + width + GAP, y);
  const name = context.measureText(item.name).width;
  context.fillStyle = theme.muted;
  context.font = fontOf(false, theme);
  context.fillText(detailOf(item, revealed), x + width + 2 * GAP + name, y);
  context.restore();
}

/**
 * @param {boolean} strong
 * @param {Theme} theme
 */
function fontOf(strong, theme) {
  return `${strong ? 600 : 400} 13px ${theme.font}`;
}

/** A map of runs: its picture, a dot a run, filled again whenever other runs are wanted. */
import { clipped } from "./canvas.js";
import { element } from "./dom.js";
import { painterOf, toldOf } from "./map_kinds.js";
import { NO_RANGE } from "./map_range.js";
import { filledPicture, isSame } from "./map_source.js";
import { Raster } from "./raster.js";
import { isInView, projection } from "./view.js";
import { pool } from "./workers.js";

/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./types.js").View} View */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./map_source.js").Wish} Wish */
/** @typedef {import("./map_source.js").Picture} Picture */

export class RunMap {
  canvas = element("canvas");

  /** @param {() => void} onPicture */
  constructor(onPicture) {
    this.onPicture = onPicture;
    /** @type {Raster<Wish>} */
    this.raster = new Raster(pool, (level) => {
      this.show(filledPicture(level), level.wish === this.wish && level.size === level.wish.finest);
    });
    /** @type {Wish | null} */
    this.wish = null;
    /** @type {Picture | null} */
    this.picture = null;
    // Whether no better one follows.
    this.rests = false;
    this.range = NO_RANGE;
    /** @type {Theme | null} */
    this.theme = null;
  }

  /** @param {Wish} wish */
  want(wish) {
    if (this.wish && isSame(wish, this.wish)) return;
    this.wish = wish;
    this.rests = false;
    this.raster.want(wish);
  }

  /** @param {Theme} theme */
  setTheme(theme) {
    const repaints = this.theme?.mode !== theme.mode;
    this.theme = theme;
    if (repaints) this.colour();
  }

  /**
   * @param {Picture} picture
   * @param {boolean} rests
   */
  show(picture, rests) {
    this.picture = picture;
    this.rests = rests;
    this.range = picture.source.kind.range(picture.cells);
    this.colour();
    this.onPicture();
  }

  clear() {
    this.raster.clear();
    this.wish = null;
    this.picture = null;
  }

  /** Gives the dots their colours. */
  colour() {
    const { picture, theme, range, canvas } = this;
    if (!picture || !theme) return;
    const { source, columns, rows, cells } = picture;
    const colours = painterOf(source.kind, source.ground, range, theme)(cells);
    canvas.width = columns;
    canvas.height = rows;
    const image = new ImageData(new Uint8ClampedArray(colours.buffer), columns, rows);
    canvas.getContext("2d")?.putImageData(image, 0, 0);
  }

  /**
   * Paints it into a frame.
   * @param {CanvasRenderingContext2D} context
   * @param {import("./view.js").Box} frame
   * @param {View} view what is seen in the frame
   */
  paintInto(context, frame, view) {
    const { picture, canvas } = this;
    if (!picture) return;
    const [x, y, wide, high] = sidesOf(picture, projection(view, frame));
    clipped(context, frame, () => {
      context.imageSmoothingEnabled = false;
      context.drawImage(canvas, x, y, wide, high);
    });
  }

  /**
   * Whether an entry of the key is seen in the picture.
   * @param {import("./map_kinds.js").Entry} entry
   */
  shows({ has }) {
    return this.picture === null || this.picture.cells.some(has);
  }

  /**
   * What becomes of the run at a point, as the picture has it.
   * @param {Pair} point
   */
  told(point) {
    const { picture } = this;
    if (!picture || !isInView(picture.extent, point)) return "";
    const { source, columns, rows, cells, extent } = picture;
    const [column, row] = projection(extent, { left: 0, top: 0, width: columns, height: rows })(...point);
    const cell = Math.min(rows - 1, Math.floor(row)) * columns + Math.min(columns - 1, Math.floor(column));
    return toldOf(source.kind, source.ground, cells[cell]);
  }
}

/**
 * A picture's left edge, upper edge, width and height.
 * @param {Picture} picture
 * @param {(x: number, y: number) => Pair} toBox
 */
export function sidesOf({ extent: { x, y } }, toBox) {
  const [left, top] = toBox(x[0], y[1]);
  const [right, bottom] = toBox(x[1], y[0]);
  return [left, top, right - left, bottom - top];
}

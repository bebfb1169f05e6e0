/** A map of starts below a panel's paths: every dot is a run that sets off there. */
import { clipped } from "./canvas.js";
import { element } from "./dom.js";
import { painterOf, toldOf } from "./map_kinds.js";
import { NO_RANGE } from "./map_range.js";
import { filledPicture, isSame, sentPicture, wishOf } from "./map_source.js";
import { Raster } from "./raster.js";
import { isInView, projection } from "./view.js";
import { pool } from "./workers.js";

/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./types.js").View} View */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./map_source.js").Source} Source */
/** @typedef {import("./map_source.js").Wish} Wish */
/** @typedef {import("./map_source.js").Picture} Picture */

export class StartMap {
  canvas = element("canvas");
  root = element("div", { class: "dl-map", "aria-hidden": "true", "data-testid": "map", hidden: true }, this.canvas);

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
    this.range = NO_RANGE;
    /** @type {Theme | null} */
    this.theme = null;
    this.seen = { view: /** @type {View} */ ({ x: [0, 1], y: [0, 1] }), width: 1, height: 1 };
    this.pictures = 0;
  }

  /**
   * Sees to the picture of what is seen, where it is another one, and shows what there is of it.
   * @param {Source | null} source null for no picture
   * @param {View} view
   * @param {{width: number, height: number}} box in CSS pixels
   * @param {Theme} theme
   */
  draw(source, view, box, theme) {
    this.root.hidden = source === null;
    if (!source) {
      this.clear();
      return;
    }
    const repaints = this.theme?.mode !== theme.mode;
    this.theme = theme;
    this.seen = { view, ...box };
    if (source.job) this.want(wishOf(source, source.job, view, box, pool));
    else if (source.sent && source.sent !== this.picture?.source.sent) this.show(sentPicture(source, source.sent), true);
    if (!this.picture) return;
    if (repaints) this.paint(this.picture, theme);
    this.place(this.picture);
  }

  clear() {
    this.raster.clear();
    this.wish = null;
    this.picture = null;
  }

  /** @param {Wish} wish */
  want(wish) {
    if (this.wish && isSame(wish, this.wish)) return;
    this.wish = wish;
    this.root.dataset.rests = "false";
    this.raster.want(wish);
  }

  /**
   * @param {Picture} picture
   * @param {boolean} rests whether no better one follows
   */
  show(picture, rests) {
    if (!this.theme) return;
    this.picture = picture;
    this.range = picture.source.kind.range(picture.cells);
    this.paint(picture, this.theme);
    this.place(picture);
    this.pictures += 1;
    this.root.dataset.pictures = String(this.pictures);
    this.root.dataset.rests = String(rests);
    this.onPicture();
  }

  /**
   * @param {Picture} picture
   * @param {Theme} theme
   */
  paint({ source, columns, rows, cells }, theme) {
    const colours = painterOf(source.kind, source.ground, this.range, theme)(cells);
    this.canvas.width = columns;
    this.canvas.height = rows;
    const image = new ImageData(new Uint8ClampedArray(colours.buffer), columns, rows);
    this.canvas.getContext("2d")?.putImageData(image, 0, 0);
  }

  /**
   * Where the picture's part of the plane is by now: a view may have moved on from it.
   * @param {Picture} picture
   */
  place(picture) {
    const { view, width, height } = this.seen;
    const sides = sidesOf(picture, projection(view, { left: 0, top: 0, width, height }));
    ["left", "top", "width", "height"].forEach((side, i) => {
      this.canvas.style.setProperty(side, `${sides[i]}px`);
    });
  }

  /**
   * Paints it into the frame of a saved picture.
   * @param {CanvasRenderingContext2D} context
   * @param {import("./view.js").Box} frame
   */
  paintInto(context, frame) {
    const { picture, canvas, seen } = this;
    if (!picture) return;
    const [x, y, wide, high] = sidesOf(picture, projection(seen.view, frame));
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
   * What becomes of a start, as the picture has it.
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
function sidesOf({ extent: { x, y } }, toBox) {
  const [left, top] = toBox(x[0], y[1]);
  const [right, bottom] = toBox(x[1], y[0]);
  return [left, top, right - left, bottom - top];
}

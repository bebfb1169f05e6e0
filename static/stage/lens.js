/** What part of the plane a panel shows: one scale on both axes, unless the panel says otherwise. */
import { fitted, grownTo, isZoomed, nearestIn, panned, wholeOf, zoomed } from "./view.js";

/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./types.js").View} View */
/** @typedef {import("./view.js").Domain} Domain */

export class Lens {
  /** @type {Domain} */
  domain = [[0, 1], [0, 1]];
  /** @type {Domain} where a start may lie */
  reach = [[0, 1], [0, 1]];
  toScale = false;
  width = 0;
  height = 0;
  /** @type {View} all that is seen where nothing is zoomed */
  whole = wholeOf(this.domain);
  /** @type {View} */
  view = this.whole;
  /** @type {View | null} the zoom that was asked for, whatever the box's shape makes of it */
  asked = null;

  /** @param {Pick<import("./types.js").PanelData, "domain" | "reach" | "to_scale">} panel */
  setPanel({ domain, reach, to_scale }) {
    const same = JSON.stringify([this.domain, this.reach, this.toScale]);
    if (same === JSON.stringify([domain, reach, to_scale])) return;
    this.domain = domain;
    this.reach = reach;
    this.toScale = to_scale;
    this.reset();
  }

  /**
   * Fits the view to a box; one that is zoomed stays so.
   * @param {{width: number, height: number}} box
   */
  setBox({ width, height }) {
    if (width === this.width && height === this.height) return;
    const { asked } = this;
    this.width = width;
    this.height = height;
    this.reset();
    if (asked) this.show(asked);
  }

  get isZoomed() {
    return isZoomed(this.view, this.whole);
  }

  reset() {
    this.whole = this.fit(wholeOf(this.domain));
    this.view = this.whole;
    this.asked = null;
  }

  /**
   * The least view in the box's shape that holds this one.
   * @param {View} view
   */
  fit(view) {
    return this.toScale && this.width && this.height ? fitted(view, this) : view;
  }

  /**
   * Shows what another panel of the same domain shows.
   * @param {View} view
   */
  show(view) {
    const near = panned(this.fit(view), this.whole, 0, 0);
    const zooms = isZoomed(near, this.whole);
    this.view = zooms ? near : this.whole;
    // What the whole is, only a box can tell.
    this.asked = zooms || !this.width ? view : null;
  }

  /**
   * Shows more where a start, from a link or a field, lies outside the whole view.
   * @param {Pair} start
   * @returns {boolean} whether the view has changed
   */
  hold(start) {
    const whole = this.toScale ? grownTo(this.whole, start) : this.whole;
    if (whole === this.whole) return false;
    const near = this.isZoomed;
    this.whole = whole;
    if (!near) this.view = whole;
    return !near;
  }

  /**
   * @param {Pair} centre stays where it is
   * @param {number} factor
   */
  zoomed(centre, factor) {
    return zoomed(this.view, this.whole, centre, factor);
  }

  /**
   * @param {number} right by a share of the view
   * @param {number} up
   */
  panned(right, up) {
    return panned(this.view, this.whole, right, up);
  }

  /**
   * The nearest start that can be set by hand.
   * @param {Pair} point
   */
  nearest(point) {
    return nearestIn(this.reach, nearestIn([this.whole.x, this.whole.y], point));
  }
}

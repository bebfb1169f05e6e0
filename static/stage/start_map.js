/** A map of starts below a panel's paths: every dot is a run that sets off there. */
import { element } from "./dom.js";
import { sentPicture, wishOf } from "./map_source.js";
import { RunMap, sidesOf } from "./run_map.js";
import { projection } from "./view.js";
import { pool } from "./workers.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./map_source.js").Source} Source */
/** @typedef {import("./map_source.js").Picture} Picture */

export class StartMap extends RunMap {
  root = element("div", { class: "dl-map", "aria-hidden": "true", "data-testid": "map", hidden: true }, this.canvas);
  seen = { view: /** @type {View} */ ({ x: [0, 1], y: [0, 1] }), width: 1, height: 1 };
  pictures = 0;

  /**
   * Sees to the picture of what is seen, where it is another one, and shows what there is of it.
   * @param {Source | null} source null for no picture
   * @param {View} view
   * @param {{width: number, height: number}} box in CSS pixels
   * @param {import("./theme.js").Theme} theme
   */
  draw(source, view, box, theme) {
    this.root.hidden = source === null;
    if (!source) {
      this.clear();
      return;
    }
    this.setTheme(theme);
    this.seen = { view, ...box };
    if (source.job) this.want(wishOf(source, source.job, view, box, pool));
    else if (source.sent && source.sent !== this.picture?.source.sent) this.show(sentPicture(source, source.sent), true);
    this.root.dataset.rests = String(this.rests);
    if (this.picture) this.place(this.picture);
  }

  /**
   * @param {Picture} picture
   * @param {boolean} rests
   */
  show(picture, rests) {
    this.place(picture);
    this.pictures += 1;
    this.root.dataset.pictures = String(this.pictures);
    this.root.dataset.rests = String(rests);
    super.show(picture, rests);
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
}

/** What the surface's colours mean: a bar of them in a corner of the stage's first contour. */
import { element, write } from "./dom.js";

export class Scale {
  constructor() {
    this.bar = element("span", { class: "dl-scale-bar", "aria-hidden": "true" });
    this.words = element("span");
    this.root = element("div", { class: "dl-scale", "data-testid": "scale" }, this.bar, this.words);
  }

  /**
   * @param {import("./types.js").PanelData} panel
   * @param {import("./theme.js").Theme} theme
   * @param {Set<string>} told what the stage has explained before
   */
  show({ kind, height }, theme, told) {
    const words = `${height}, lower is darker`;
    this.root.hidden = kind !== "contour" || told.has(words);
    if (this.root.hidden) return;
    told.add(words);
    write(this.words, words);
    this.bar.style.background = `linear-gradient(to right, ${theme.surface.join(", ")})`;
  }
}

/** What the surface's colours mean: a bar of them in a corner of the stage's first contour. */
import { element } from "./dom.js";

const WORDS = "loss, lower is darker";

export class Scale {
  constructor() {
    this.bar = element("span", { class: "dl-scale-bar", "aria-hidden": "true" });
    this.root = element("div", { class: "dl-scale", "data-testid": "scale" }, this.bar, WORDS);
  }

  /**
   * @param {import("./types.js").PanelData} panel
   * @param {import("./theme.js").Theme} theme
   * @param {Set<string>} told what the stage has explained before
   */
  show({ kind }, theme, told) {
    this.root.hidden = kind !== "contour" || told.has(WORDS);
    if (this.root.hidden) return;
    told.add(WORDS);
    this.bar.style.background = `linear-gradient(to right, ${theme.surface.join(", ")})`;
  }
}

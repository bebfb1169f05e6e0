/** Names every path of a panel, switches it on and off, and says what the marks mean. */
import { element } from "./dom.js";
import { DASHES, drawHead, drawMark } from "./marks.js";
import { pathColour } from "./theme.js";

const MARKS = /** @type {const} */ (["minimum", "saddle", "maximum"]);

export class Legend {
  /** @param {() => void} onSwitch */
  constructor(onSwitch) {
    this.onSwitch = onSwitch;
    /** @type {Set<number>} */
    this.hidden = new Set();
    this.drawn = "";
    this.root = element("ul", { class: "dl-legend", "aria-label": "Paths" });
  }

  /** @param {number} index */
  shows(index) {
    return !this.hidden.has(index);
  }

  /**
   * @param {import("./types.js").PanelData} panel
   * @param {import("./theme.js").Theme} theme
   */
  setPaths(panel, theme) {
    const words = panel.paths.map(({ name, detail, note, style }) => [name, detail, note, style]);
    const kinds = MARKS.filter((kind) => panel.marks[kind].length);
    const key = JSON.stringify([words, kinds, theme.mode]);
    if (key === this.drawn) return;
    this.drawn = key;
    const focused = [...this.root.querySelectorAll("button")].indexOf(
      /** @type {HTMLButtonElement} */ (document.activeElement),
    );
    for (const index of this.hidden) if (index >= panel.paths.length) this.hidden.delete(index);
    this.root.replaceChildren(
      ...panel.paths.map((path, index) => this.entry(path, index, theme)),
      ...kinds.map((kind) => markEntry(kind, theme)),
    );
    if (focused >= 0) this.root.querySelectorAll("button")[focused]?.focus();
  }

  /**
   * @param {import("./types.js").PathData} path
   * @param {number} index
   * @param {import("./theme.js").Theme} theme
   */
  entry(path, index, theme) {
    const button = element(
      "button",
      { type: "button", "aria-pressed": String(this.shows(index)), title: "Show or hide" },
      pathSwatch(path, theme),
      element("strong", {}, path.name),
      element("span", { class: "dl-muted" }, path.detail),
    );
    if (path.note) button.append(element("span", { class: "dl-note" }, path.note));
    button.addEventListener("click", () => {
      if (!this.hidden.delete(index)) this.hidden.add(index);
      button.setAttribute("aria-pressed", String(this.shows(index)));
      this.onSwitch();
    });
    return element("li", {}, button);
  }
}

/**
 * @param {import("./types.js").PathData} path
 * @param {import("./theme.js").Theme} theme
 */
function pathSwatch(path, theme) {
  return swatch(30, (context) => {
    context.strokeStyle = pathColour(path, theme);
    context.lineWidth = path.faint ? 1.2 : 2;
    context.setLineDash(DASHES[path.style.dash]);
    context.beginPath();
    context.moveTo(0, 8);
    context.lineTo(30, 8);
    context.stroke();
    context.setLineDash([]);
    if (path.faint) return;
    drawHead(context, path.style.marker, 15, 8, pathColour(path, theme), theme.background);
  });
}

/**
 * @param {"minimum" | "saddle" | "maximum"} kind
 * @param {import("./theme.js").Theme} theme
 */
function markEntry(kind, theme) {
  const drawn = swatch(18, (context) => drawMark(context, kind, 9, 8, theme));
  return element("li", { class: "dl-mark" }, drawn, kind);
}

/**
 * @param {number} width
 * @param {(context: CanvasRenderingContext2D) => void} draw
 */
function swatch(width, draw) {
  const canvas = element("canvas", { "aria-hidden": "true", width: 2 * width, height: 32 });
  canvas.style.width = `${width}px`;
  canvas.style.height = "16px";
  const context = canvas.getContext("2d");
  if (context) {
    context.scale(2, 2);
    draw(context);
  }
  return canvas;
}

/** Names every path of a panel, switches it on and off, and says what marks and arrows mean. */
import { drawArrow } from "./anatomy.js";
import { element } from "./dom.js";
import { DASHES, drawHead, drawMark } from "./marks.js";
import { pathColour } from "./theme.js";

const MARKS = { minimum: "minimum", saddle: "saddle", maximum: "maximum", truth: "truth" };

export class Legend {
  /** @param {() => void} onSwitch */
  constructor(onSwitch) {
    this.onSwitch = onSwitch;
    /** @type {string[]} a name of its own for each path */
    this.names = [];
    /** @type {Set<string>} the names of those that are switched off */
    this.hidden = new Set();
    this.drawn = "";
    this.root = element("ul", { class: "dl-legend", "aria-label": "Paths" });
  }

  /** @param {number} index */
  shows(index) {
    return !this.hidden.has(this.names[index]);
  }

  /** @param {number[]} indexes of the paths that are switched off, and no others */
  hide(indexes) {
    this.hidden = new Set(indexes.flatMap((index) => this.names[index] ?? []));
    this.root.querySelectorAll("button").forEach((button, index) => {
      button.setAttribute("aria-pressed", String(this.shows(index)));
    });
  }

  /**
   * @param {import("./types.js").PanelData} panel
   * @param {import("./theme.js").Theme} theme
   * @param {boolean} explains whether it is the one that says what marks and arrows mean
   */
  setPanel(panel, theme, explains) {
    const named = (/** @type {{name: string, detail: string, style: object}} */ one) =>
      [one.name, one.detail, one.style, "note" in one && one.note];
    const marked = explains ? panel.marks : [];
    const pointed = explains ? panel.paths : [];
    const kinds = Object.keys(MARKS).filter((kind) => marked.some((mark) => mark.kind === kind));
    const arrows = new Map(pointed.flatMap((path) => path.arrows.map((a) => [a.name, a.colour])));
    const parts = [panel.paths.map(named), panel.clouds.map(named), kinds, [...arrows], theme.mode];
    const key = JSON.stringify(parts);
    if (key === this.drawn) return;
    this.drawn = key;
    this.names = distinctNames(panel.paths);
    for (const name of this.hidden) if (!this.names.includes(name)) this.hidden.delete(name);
    const focused = [...this.root.querySelectorAll("button")].indexOf(
      /** @type {HTMLButtonElement} */ (document.activeElement),
    );
    this.root.replaceChildren(
      ...panel.paths.map((path, index) => this.entry(path, index, theme)),
      ...panel.clouds.map((cloud) => cloudEntry(cloud, theme)),
      ...[...arrows].map(([name, colour]) => arrowEntry(name, theme.arrows[colour])),
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
      ...named(path),
    );
    if (path.note) button.append(element("span", { class: "dl-note" }, path.note));
    button.addEventListener("click", () => {
      const name = this.names[index];
      if (!this.hidden.delete(name)) this.hidden.add(name);
      button.setAttribute("aria-pressed", String(this.shows(index)));
      this.onSwitch();
    });
    return element("li", {}, button);
  }
}

/**
 * The paths' names, numbered where they repeat.
 * @param {import("./types.js").PathData[]} paths
 */
function distinctNames(paths) {
  const all = paths.map(({ name }) => name);
  return all.map((name, i) => `${name} ${all.slice(0, i).filter((other) => other === name).length}`);
}

/** @param {{name: string, detail: string}} one */
function named({ name, detail }) {
  return [element("strong", {}, name), element("span", { class: "dl-muted" }, detail)];
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
 * @param {import("./types.js").CloudData} cloud
 * @param {import("./theme.js").Theme} theme
 */
function cloudEntry(cloud, theme) {
  const drawn = swatch(18, (context) => {
    context.fillStyle = cloud.style[theme.mode];
    for (const [x, y] of [[5, 5], [12, 4], [8, 9], [14, 10], [5, 12], [11, 13]]) {
      context.fillRect(x - 1.3, y - 1.3, 2.6, 2.6);
    }
  });
  return element("li", { class: "dl-mark" }, drawn, ...named(cloud));
}

/**
 * @param {string} name
 * @param {string} colour
 */
function arrowEntry(name, colour) {
  const drawn = swatch(22, (context) => drawArrow(context, [1, 8], [20, 8], colour, 2.4));
  return element("li", { class: "dl-mark" }, drawn, name);
}

/**
 * @param {string} kind
 * @param {import("./theme.js").Theme} theme
 */
function markEntry(kind, theme) {
  const drawn = swatch(18, (context) => drawMark(context, kind, 9, 8, theme));
  return element("li", { class: "dl-mark" }, drawn, MARKS[/** @type {"truth"} */ (kind)]);
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

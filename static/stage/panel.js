/** One panel: plotly's picture below, a canvas of trails and one of marks above, and its gestures. */
import { drawArrows, drawTangent } from "./anatomy.js";
import { drawCloud } from "./cloud.js";
import { Contour, MARGIN } from "./contour.js";
import { element, mark, write } from "./dom.js";
import { short } from "./format.js";
import { dragHandle, listen } from "./gestures.js";
import { Legend } from "./legend.js";
import { drawMark } from "./marks.js";
import { pathColour } from "./theme.js";
import { Trail } from "./trail.js";

const DEEPEST = 500;
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Panel {
  base = element("div", { class: "dl-contour", "aria-hidden": "true" });
  trailCanvas = element("canvas", { "aria-hidden": "true" });
  markCanvas = element("canvas", { "aria-hidden": "true" });
  handle = element("button", { class: "dl-start", type: "button", "data-testid": "start-handle" });
  frame = element("div", { class: "dl-frame", "data-testid": "frame" }, this.handle);
  pointer = element("div", { class: "dl-hover", "data-testid": "hover" });
  zooming = element("div", { class: "dl-zoom", role: "group", "aria-label": "Zoom" });
  plot = element("div", { class: "dl-plot", "data-testid": "plot" });
  title = element("h3", { class: "dl-panel-title" });
  root = element("section", { class: "dl-panel", "data-testid": "panel" });

  /** @param {import("./stage.js").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    /** @type {import("./types.js").PanelData | null} */
    this.data = null;
    /** @type {import("./types.js").View} */
    this.view = { x: [0, 1], y: [0, 1] };
    /** @type {Trail[]} */
    this.trails = [];
    this.drawn = -1;
    this.width = 0;
    this.height = 0;
    this.legend = new Legend(() => stage.switched());
    this.assemble();
    this.contour = new Contour(this.base);
    listen(this.frame, {
      set: (event) => this.setOff(event),
      zoom: (centre, factor) => this.zoom(this.pointAt(centre), factor),
      pan: (dx, dy) => this.pan(dx, dy),
      hover: (event) => this.hover(event),
      zoomed: () => this.zoomed,
    });
    dragHandle(this.handle, (pointer, event) => stage.moveStart(this.startAt(pointer), event));
    this.handle.addEventListener("keydown", (event) => this.nudge(event));
  }

  assemble() {
    this.zooming.append(
      this.zoomButton("+", "Zoom in", () => this.zoom(this.centre, 2)),
      this.zoomButton("−", "Zoom out", () => this.zoom(this.centre, 0.5)),
      this.zoomButton("⤢", "Reset the view", () => this.stage.look(this, this.whole)),
    );
    this.plot.append(this.base, this.trailCanvas, this.markCanvas, this.frame, this.pointer);
    this.plot.append(this.zooming);
    this.root.append(this.title, this.legend.root, this.plot);
  }

  /**
   * @param {string} sign
   * @param {string} label
   * @param {() => void} act
   */
  zoomButton(sign, label, act) {
    const button = element("button", { type: "button", "aria-label": label, title: label }, sign);
    button.addEventListener("click", act);
    return button;
  }

  /** @param {MouseEvent} event */
  setOff(event) {
    // Data are not where a start lies.
    if (this.data?.kind !== "data") this.stage.setOff(this.startAt(event), event.timeStamp);
  }

  /** @param {KeyboardEvent} event */
  nudge(event) {
    const direction = STEPS[/** @type {"ArrowUp"} */ (event.key)];
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    const share = event.shiftKey ? 1 / 500 : 1 / 50;
    const [x, y] = this.stage.start;
    const { x: across, y: up } = this.view;
    this.stage.moveStart(
      this.inDomain([
        x + direction[0] * share * (across[1] - across[0]),
        y + direction[1] * share * (up[1] - up[0]),
      ]),
      event.timeStamp,
    );
  }

  /**
   * @param {import("./types.js").PanelData} data
   * @param {boolean} explains whether its legend says what marks and arrows mean
   */
  setData(data, explains) {
    const moved = JSON.stringify(this.data?.domain) !== JSON.stringify(data.domain);
    this.data = data;
    if (moved) this.view = this.whole;
    write(this.title, data.title);
    this.title.hidden = !data.title;
    this.handle.hidden = data.kind === "data";
    this.frame.dataset.kind = data.kind;
    this.legend.setPanel(data, this.stage.theme, explains);
  }

  get surface() {
    return this.data ? this.stage.surfaces.get(this.data.surface) : undefined;
  }

  /** Fits canvases to the panel's size, sharp on dense screens. */
  resize() {
    const { clientWidth, clientHeight } = this.plot;
    const { unit } = this.stage;
    const dense = window.devicePixelRatio || 1;
    // Whole units, as plotly's axes have them, though the box may be a fraction larger.
    this.width = Math.floor(clientWidth / unit);
    this.height = Math.floor(clientHeight / unit);
    for (const canvas of [this.trailCanvas, this.markCanvas]) {
      const [width, height] = [Math.round(clientWidth * dense), Math.round(clientHeight * dense)];
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      canvas.style.width = `${clientWidth}px`;
      canvas.style.height = `${clientHeight}px`;
      canvas.getContext("2d")?.setTransform(dense * unit, 0, 0, dense * unit, 0, 0);
    }
    this.frame.style.width = `${this.inner.width * unit}px`;
    this.frame.style.height = `${this.inner.height * unit}px`;
    this.lay();
  }

  /** Puts paths into pixels and the contour below them: after a change of data, size or view. */
  lay() {
    const { data, stage } = this;
    if (!data || !this.width || !this.height) return;
    this.drawn = -1;
    const line = data.kind === "line";
    const drawn = data.kind === "data" ? [] : data.paths;
    this.trails = drawn.map((path) => new Trail(path, this.toUnits, line));
    this.zooming.hidden = data.kind !== "contour";
    this.plot.dataset.zoomed = String(this.zoomed);
    if (data.kind === "data" || this.surface) {
      this.contour.draw(data, this.surface, this.view, stage.theme, this.width, this.height);
    }
  }

  get inner() {
    return {
      width: Math.max(1, this.width - MARGIN.l - MARGIN.r),
      height: Math.max(1, this.height - MARGIN.t - MARGIN.b),
    };
  }

  /**
   * Data to units of the plot.
   * @param {number} x
   * @param {number} y
   * @returns {[number, number]}
   */
  toUnits = (x, y) => {
    const { width, height } = this.inner;
    const [x0, x1] = this.view.x;
    const [y0, y1] = this.view.y;
    return [
      MARGIN.l + ((x - x0) / (x1 - x0)) * width,
      MARGIN.t + ((y1 - y) / (y1 - y0)) * height,
    ];
  };

  /**
   * The data coordinates of a pointer.
   * @param {{clientX: number, clientY: number}} pointer
   * @returns {import("./types.js").Pair}
   */
  pointAt(pointer) {
    const box = this.frame.getBoundingClientRect();
    const [x0, x1] = this.view.x;
    const [y0, y1] = this.view.y;
    return [
      x0 + ((pointer.clientX - box.left) / box.width) * (x1 - x0),
      y1 - ((pointer.clientY - box.top) / box.height) * (y1 - y0),
    ];
  }

  /** @param {{clientX: number, clientY: number}} pointer */
  startAt(pointer) {
    return this.inDomain(this.pointAt(pointer));
  }

  /**
   * The nearest start there can be: within the domain and, on a line, on the curve.
   * @param {import("./types.js").Pair} point
   * @returns {import("./types.js").Pair}
   */
  inDomain(point) {
    const domain = this.data?.domain ?? [this.view.x, this.view.y];
    const [x, y] = point.map((value, i) => Math.max(domain[i][0], Math.min(domain[i][1], value)));
    return [x, this.data?.kind === "line" ? (this.surface?.formula?.value(x, 0) ?? y) : y];
  }

  /** @returns {import("./types.js").View} */
  get whole() {
    const [x, y] = this.data?.domain ?? [this.view.x, this.view.y];
    return { x: [...x], y: [...y] };
  }

  get zoomed() {
    return this.view.x[1] - this.view.x[0] < (this.whole.x[1] - this.whole.x[0]) * (1 - 1e-9);
  }

  /** @returns {import("./types.js").Pair} */
  get centre() {
    const { x, y } = this.view;
    return [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2];
  }

  /**
   * Zooms about a point that stays where it is.
   * @param {import("./types.js").Pair} centre
   * @param {number} factor
   */
  zoom(centre, factor) {
    if (this.data?.kind !== "contour") return;
    const { whole } = this;
    const view = this.whole;
    for (const [i, axis] of /** @type {const} */ ([[0, "x"], [1, "y"]])) {
      const [low, high] = this.view[axis];
      const full = whole[axis][1] - whole[axis][0];
      const size = Math.max(full / DEEPEST, Math.min(full, (high - low) / factor));
      const share = (centre[i] - low) / (high - low);
      view[axis] = within([centre[i] - share * size, centre[i] + (1 - share) * size], whole[axis]);
    }
    this.hover(null);
    this.stage.look(this, view);
  }

  /**
   * @param {number} dx
   * @param {number} dy pixels
   */
  pan(dx, dy) {
    const { x, y } = this.view;
    const box = this.frame.getBoundingClientRect();
    const across = (-dx / box.width) * (x[1] - x[0]);
    const up = (dy / box.height) * (y[1] - y[0]);
    this.stage.look(this, {
      x: within([x[0] + across, x[1] + across], this.whole.x),
      y: within([y[0] + up, y[1] + up], this.whole.y),
    });
  }

  /** @param {PointerEvent | null} event */
  hover(event) {
    const formula = this.surface?.formula;
    if (!event || !formula || !this.data) {
      this.pointer.textContent = "";
      return;
    }
    const [x, y] = this.pointAt(event);
    const gradient = formula.gradient(x, y).map((slope) => short(slope));
    const [first, second] = this.data.axes;
    this.pointer.textContent =
      this.data.kind === "line"
        ? `x ${short(x)} · f ${short(formula.value(x, 0))} · slope ${gradient[0]}`
        : `${first} ${short(x)}, ${second} ${short(y)} · f ${short(formula.value(x, y))} · ∇f (${gradient.join(", ")})`;
  }

  /** @param {import("./types.js").Pair} start */
  placeStart(start) {
    const [x, y] = this.toUnits(...start);
    const { unit } = this.stage;
    const { style } = this.handle;
    style.transform = `translate(${(x - MARGIN.l) * unit}px, ${(y - MARGIN.t) * unit}px)`;
    const outside =
      start[0] < this.view.x[0] || start[0] > this.view.x[1] || start[1] < this.view.y[0] || start[1] > this.view.y[1];
    style.visibility = outside ? "hidden" : "";
    const [first, second] = this.data?.axes ?? ["x", "y"];
    const words = `Start: ${first} ${short(start[0], 4)}, ${second} ${short(start[1], 4)}. Drag it, or move it with the arrow keys.`;
    mark(this.handle, "aria-label", words);
  }

  /**
   * @param {number} tick
   * @param {boolean} afresh draw the whole trail again, not only what is new
   */
  draw(tick, afresh) {
    const trail = this.trailCanvas.getContext("2d");
    const marks = this.markCanvas.getContext("2d");
    if (!this.data || !trail || !marks || !this.width || !this.height) return;
    const whole = afresh || this.drawn < 0 || tick < this.drawn;
    if (whole) trail.clearRect(0, 0, this.width, this.height);
    this.paintTrails(trail, whole ? 0 : this.drawn, tick);
    marks.clearRect(0, 0, this.width, this.height);
    this.paintMarks(marks, tick);
    this.drawn = tick;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} from
   * @param {number} to
   */
  paintTrails(context, from, to) {
    const { theme } = this.stage;
    this.clipped(context, () => {
      this.trails.forEach((trail, i) => {
        if (this.legend.shows(i)) trail.draw(context, from, to, theme);
      });
    });
  }

  /**
   * Marks, clouds, heads and the anatomy of the step.
   * @param {CanvasRenderingContext2D} context
   * @param {number} tick
   */
  paintMarks(context, tick) {
    const { data, toUnits, view } = this;
    const { theme } = this.stage;
    if (!data) return;
    this.clipped(context, () => {
      if (data.kind === "data") this.paintLines(context, data.paths, tick);
      for (const { kind, point } of data.marks) drawMark(context, kind, ...toUnits(...point), theme);
      for (const cloud of data.clouds) drawCloud(context, cloud, tick, toUnits, theme);
      const shown = this.trails.filter((_, i) => this.legend.shows(i));
      for (const trail of shown) drawTangent(context, trail, tick, toUnits, view, theme);
      for (const trail of shown) trail.drawHead(context, tick, theme);
      for (const trail of shown) drawArrows(context, trail, tick, toUnits, theme);
    });
  }

  /**
   * Each path's point (w, b) as the line y = wx + b.
   * @param {CanvasRenderingContext2D} context
   * @param {import("./types.js").PathData[]} paths
   * @param {number} tick
   */
  paintLines(context, paths, tick) {
    const [x0, x1] = this.view.x;
    paths.forEach((path, i) => {
      if (!this.legend.shows(i)) return;
      const at = path.reached[Math.min(tick, path.reached.length - 1)];
      const [w, b] = [path.points[2 * at], path.points[2 * at + 1]];
      context.strokeStyle = pathColour(path, this.stage.theme);
      context.lineWidth = 2;
      context.beginPath();
      context.moveTo(...this.toUnits(x0, w * x0 + b));
      context.lineTo(...this.toUnits(x1, w * x1 + b));
      context.stroke();
    });
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {() => void} work what is drawn, within the frame
   */
  clipped(context, work) {
    context.save();
    context.beginPath();
    context.rect(MARGIN.l, MARGIN.t, this.inner.width, this.inner.height);
    context.clip();
    work();
    context.restore();
  }

  destroy() {
    this.contour.destroy();
    this.root.remove();
  }
}

/**
 * Moves an interval, whole, into another.
 * @param {[number, number]} interval
 * @param {import("./types.js").Pair} whole
 * @returns {import("./types.js").Pair}
 */
function within([low, high], whole) {
  const size = high - low;
  if (size >= whole[1] - whole[0]) return [...whole];
  const from = Math.max(whole[0], Math.min(whole[1] - size, low));
  return [from, from + size];
}

/** One contour with its paths: plotly's picture below, a canvas of trails and one of marks above. */
import { Contour, MARGIN } from "./contour.js";
import { element } from "./dom.js";
import { short } from "./format.js";
import { Legend } from "./legend.js";
import { drawMark } from "./marks.js";
import { Trail } from "./trail.js";

/** @typedef {{x: [number, number], y: [number, number]}} View */

export class Panel {
  /** @param {import("./stage.js").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    /** @type {import("./types.js").PanelData | null} */
    this.data = null;
    /** @type {View} */
    this.view = { x: [0, 1], y: [0, 1] };
    /** @type {Trail[]} */
    this.trails = [];
    this.drawn = 0;
    this.legend = new Legend(() => stage.switched());
    this.base = element("div", { class: "dl-contour", "aria-hidden": "true" });
    this.trailCanvas = element("canvas", { "aria-hidden": "true" });
    this.markCanvas = element("canvas", { "aria-hidden": "true" });
    this.handle = element("button", {
      class: "dl-start",
      type: "button",
      "data-testid": "start-handle",
    });
    this.frame = element("div", { class: "dl-frame", "data-testid": "frame" }, this.handle);
    this.plot = element(
      "div",
      { class: "dl-plot", "data-testid": "plot" },
      this.base,
      this.trailCanvas,
      this.markCanvas,
      this.frame,
    );
    this.root = element("section", { class: "dl-panel", "data-testid": "panel" });
    this.root.append(this.legend.root, this.plot);
    this.contour = new Contour(this.base);
    this.listen();
  }

  listen() {
    this.frame.addEventListener("click", (event) => {
      if (event.target !== this.frame) return;
      this.stage.setOff(this.pointAt(event), event.timeStamp);
    });
    this.handle.addEventListener("pointerdown", (event) => this.grab(event));
    this.handle.addEventListener("keydown", (event) => this.nudge(event));
  }

  /** @param {PointerEvent} event */
  grab(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.handle.focus({ preventScroll: true });
    this.handle.setPointerCapture(event.pointerId);
    const box = this.handle.getBoundingClientRect();
    const offset = {
      x: event.clientX - (box.left + box.width / 2),
      y: event.clientY - (box.top + box.height / 2),
    };
    const move = (/** @type {PointerEvent} */ moved) => {
      const at = { clientX: moved.clientX - offset.x, clientY: moved.clientY - offset.y };
      this.stage.moveStart(this.inDomain(this.pointAt(at)), moved.timeStamp);
    };
    const done = () => {
      this.handle.removeEventListener("pointermove", move);
      this.handle.removeEventListener("pointerup", done);
      this.handle.removeEventListener("pointercancel", done);
    };
    this.handle.addEventListener("pointermove", move);
    this.handle.addEventListener("pointerup", done);
    this.handle.addEventListener("pointercancel", done);
  }

  /** @param {KeyboardEvent} event */
  nudge(event) {
    const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[
      event.key
    ];
    if (!direction || !this.data) return;
    event.preventDefault();
    event.stopPropagation();
    const share = event.shiftKey ? 1 / 500 : 1 / 50;
    const [x, y] = this.stage.start;
    const { x: across, y: up } = this.view;
    const moved = [
      x + direction[0] * share * (across[1] - across[0]),
      y + direction[1] * share * (up[1] - up[0]),
    ];
    this.stage.moveStart(this.inDomain(/** @type {[number, number]} */ (moved)), event.timeStamp);
  }

  /**
   * @param {import("./types.js").PanelData} data
   * @param {[string, string]} axes
   */
  setData(data) {
    const moved = JSON.stringify(this.data?.domain) !== JSON.stringify(data.domain);
    this.data = data;
    if (moved) this.view = { x: [...data.domain[0]], y: [...data.domain[1]] };
    this.legend.setPaths(data, this.stage.theme);
    this.layTrails();
  }

  /** Fits canvases to the panel's size, sharp on dense screens. */
  resize() {
    const { clientWidth: width, clientHeight: height } = this.plot;
    if (!width || !height) return;
    this.width = width;
    this.height = height;
    for (const canvas of [this.trailCanvas, this.markCanvas]) {
      const scale = window.devicePixelRatio || 1;
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      canvas.getContext("2d")?.setTransform(scale, 0, 0, scale, 0, 0);
    }
    this.layTrails();
  }

  get inner() {
    return {
      width: Math.max(1, (this.width ?? 1) - MARGIN.l - MARGIN.r),
      height: Math.max(1, (this.height ?? 1) - MARGIN.t - MARGIN.b),
    };
  }

  /**
   * Data to pixels of the plot.
   * @param {number} x
   * @param {number} y
   * @returns {[number, number]}
   */
  toPixel(x, y) {
    const { width, height } = this.inner;
    const [x0, x1] = this.view.x;
    const [y0, y1] = this.view.y;
    return [
      MARGIN.l + ((x - x0) / (x1 - x0)) * width,
      MARGIN.t + ((y1 - y) / (y1 - y0)) * height,
    ];
  }

  /**
   * The data coordinates of a pointer.
   * @param {{clientX: number, clientY: number}} pointer
   * @returns {[number, number]}
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

  /**
   * @param {[number, number]} point
   * @returns {[number, number]}
   */
  inDomain(point) {
    const domain = this.data?.domain ?? [this.view.x, this.view.y];
    return /** @type {[number, number]} */ (
      point.map((value, i) => Math.max(domain[i][0], Math.min(domain[i][1], value)))
    );
  }

  layTrails() {
    if (!this.data || !this.width) return;
    this.trails = this.data.paths.map((path) => new Trail(path, (x, y) => this.toPixel(x, y)));
    this.drawn = -1;
  }

  /** @param {import("./types.js").Pair} start */
  placeStart(start) {
    const [x, y] = this.toPixel(...start);
    const style = this.handle.style;
    style.left = `${x - MARGIN.l}px`;
    style.top = `${y - MARGIN.t}px`;
    const [first, second] = this.data?.axes ?? ["x", "y"];
    this.handle.setAttribute(
      "aria-label",
      `Start: ${first} ${short(start[0], 4)}, ${second} ${short(start[1], 4)}. Drag it, or move it with the arrow keys.`,
    );
  }

  /**
   * @param {number} step
   * @param {boolean} afresh draw the whole trail again, not only what is new
   */
  draw(step, afresh) {
    const { data } = this;
    const trail = this.trailCanvas.getContext("2d");
    const marks = this.markCanvas.getContext("2d");
    if (!data || !trail || !marks || !this.width || !this.height) return;
    const { theme } = this.stage;
    const whole = afresh || this.drawn < 0 || step < this.drawn;
    const shown = this.trails.filter((_, i) => this.legend.shows(i));
    this.clipped(trail, whole, () => {
      for (const path of shown) path.draw(trail, whole ? 0 : this.drawn, step, theme);
    });
    this.clipped(marks, true, () => {
      this.drawMarks(marks, data, theme);
      for (const path of shown) path.drawHead(marks, step, theme);
    });
    this.drawn = step;
  }

  /**
   * Draws within the frame, on a clean canvas if `clean`.
   * @param {CanvasRenderingContext2D} context
   * @param {boolean} clean
   * @param {() => void} work
   */
  clipped(context, clean, work) {
    if (clean) context.clearRect(0, 0, this.width ?? 0, this.height ?? 0);
    context.save();
    context.beginPath();
    context.rect(MARGIN.l, MARGIN.t, this.inner.width, this.inner.height);
    context.clip();
    work();
    context.restore();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {import("./types.js").PanelData} data
   * @param {import("./theme.js").Theme} theme
   */
  drawMarks(context, data, theme) {
    for (const [kind, points] of Object.entries(data.marks)) {
      for (const [x, y] of points) {
        const [px, py] = this.toPixel(x, y);
        drawMark(context, /** @type {"minimum"} */ (kind), px, py, theme);
      }
    }
  }

  drawContour() {
    const surface = this.data && this.stage.surfaces.get(this.data.surface);
    if (!this.data || !surface || !this.width || !this.height) return;
    const { theme } = this.stage;
    this.contour.draw(this.data.surface, surface, this.view, theme, this.width, this.height);
  }

  destroy() {
    this.contour.destroy();
    this.root.remove();
  }
}

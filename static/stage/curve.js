/**
 * A curve beside the panels: a title in which the reader chooses, and below it the picture. That is of
 * the paths' numbers on the stage's clock, with the scrubber's cursor, or a map over knobs in its place.
 */
import { fit } from "./canvas.js";
import { CurveLines } from "./curve_lines.js";
import { element, hide, mark, write } from "./dom.js";
import { KnobCurve } from "./knob_curve.js";
import { PairMap } from "./pair_map.js";
import { Scale } from "./scale.js";

/** @typedef {import("./curve_lines.js").Point} Point */

/**
 * @typedef {object} Handlers
 * @property {(step: number) => void} pick
 * @property {() => void} choose another curve is wanted
 * @property {() => import("./knobs.js").Knobs} knobs that a map takes values over to
 */

export class Curve {
  // Below are axes and names, above them the lines alone.
  paper = element("canvas", { "aria-hidden": "true" });
  canvas = element("canvas", { "aria-hidden": "true", "data-testid": "curve-lines" });
  cursor = element("div", { class: "dl-cursor" });
  dot = element("div", { class: "dl-curve-dot", hidden: true });
  reading = element("div", { class: "dl-curve-hover", "data-testid": "curve-hover" });
  choice = element("select", { "aria-label": "Curve", "data-testid": "curve-choice" });
  scale = element("button", { type: "button", "data-testid": "curve-scale" });
  area = element("div", { class: "dl-curve-area", "data-testid": "curve" });
  colours = new Scale({ chooseMap: () => {}, chooseRun: () => {} });

  /**
   * @param {number} index which of the page's curves it shows until the reader chooses another
   * @param {Handlers} handlers
   */
  constructor(index, handlers) {
    this.index = index;
    /** @type {boolean | null} */
    this.log = null;
    this.area.append(this.paper, this.canvas, this.cursor, this.dot, this.reading);
    const chooser = element("span", { class: "dl-choice" }, this.choice);
    this.head = element("figcaption", { class: "dl-curve-title" }, chooser, this.scale);
    const { key } = this.colours;
    key.dataset.testid = "pair-key";
    this.root = element("figure", { class: "dl-curve" }, this.head, this.area, key);
    this.lines = new CurveLines();
    this.sweep = new KnobCurve(() => this.paint());
    this.pairs = new PairMap(() => this.paint());
    /** @type {KnobCurve | PairMap | null} what stands here in the lines' place */
    this.map = null;
    // Whether nothing may be seen of the runs.
    this.veiled = false;
    /** @type {(Point & {touch: boolean}) | null} where a pointer reads it */
    this.pointer = null;
    this.unit = 1;
    this.width = 0;
    this.height = 0;
    this.listen(handlers);
  }

  /** @param {Handlers} handlers */
  listen({ pick, choose, knobs }) {
    const follow = (/** @type {PointerEvent} */ event) => {
      this.point(event);
      const at = this.pointOf(event);
      if (!this.map) pick(this.lines.stepAt((at.x - this.frame.left) / this.frame.width));
      else for (const [name, value] of this.map.valuesAt(at, this.frame)) knobs().set(name, value, event.timeStamp);
    };
    this.choice.addEventListener("change", () => {
      this.index = this.choice.selectedIndex;
      this.log = null;
      choose();
    });
    this.scale.addEventListener("click", () => {
      this.log = this.scale.getAttribute("aria-pressed") !== "true";
      choose();
    });
    this.area.addEventListener("pointerdown", (event) => {
      this.area.setPointerCapture(event.pointerId);
      if (this.map) {
        this.map.grab(this.pointOf(event), this.frame);
        knobs().handlers.grab();
      }
      follow(event);
    });
    this.area.addEventListener("pointermove", (event) => {
      if (event.buttons) follow(event);
      else this.point(event);
    });
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
      this.area.addEventListener(end, () => this.map && knobs().handlers.letGo());
    }
    this.area.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") this.point(null);
    });
  }

  /**
   * @param {number} index
   * @param {boolean | null} log null for the curve's own scale
   */
  show(index, log) {
    this.index = index;
    this.log = log;
  }

  /** @param {import("./types.js").CurveData[]} all the page's curves */
  offer(all) {
    const labels = JSON.stringify(all.map(({ label }) => label));
    this.index = Math.min(this.index, all.length - 1);
    if (this.choice.dataset.labels !== labels) {
      this.choice.dataset.labels = labels;
      this.choice.replaceChildren(...all.map(({ label }) => element("option", {}, label)));
    }
    this.choice.selectedIndex = this.index;
    this.choice.disabled = all.length < 2;
  }

  /** What it shows, and on which scale. */
  get words() {
    return `${this.choice.value}, ${this.map?.key?.lead ?? `${this.scale.textContent} scale`}`;
  }

  /** The maps that the server is to fill. */
  get lacking() {
    return this.map?.lacking ?? [];
  }

  get plot() {
    return this.map ?? this.lines;
  }

  get frame() {
    return this.plot.frameIn(this.width, this.height);
  }

  /** @param {number} unit of all pictures, in pixels */
  resize(unit) {
    const { clientWidth, clientHeight } = this.area;
    this.unit = unit;
    this.width = clientWidth / unit;
    this.height = clientHeight / unit;
    for (const canvas of [this.paper, this.canvas]) fit(canvas, clientWidth, clientHeight, unit);
  }

  /**
   * The same curve off the screen, in a size of its own.
   * @param {number} width
   * @param {number} height
   * @param {number} scale
   */
  twin(width, height, scale) {
    const knobs = () => {
      throw new Error("a picture has no knobs");
    };
    const twin = new Curve(this.index, { pick: () => {}, choose: () => {}, knobs });
    twin.width = width;
    twin.height = height;
    for (const canvas of [twin.paper, twin.canvas]) {
      canvas.width = width * scale;
      canvas.height = height * scale;
      canvas.getContext("2d")?.setTransform(scale, 0, 0, scale, 0, 0);
    }
    return twin;
  }

  /** @param {Curve} curve whose picture it shows, as far as that does */
  follow({ lines, map }) {
    Object.assign(this, { lines, map });
    this.paint();
  }

  /**
   * In units, from the upper left corner.
   * @param {{clientX: number, clientY: number}} event
   * @returns {Point}
   */
  pointOf({ clientX, clientY }) {
    const { left, top } = this.area.getBoundingClientRect();
    return { x: (clientX - left) / this.unit, y: (clientY - top) / this.unit };
  }

  /**
   * @param {number} step where the cursor stands
   * @param {number} until the last tick that is shown
   */
  move(step, until) {
    const { lines, map, width, height, unit } = this;
    this.cursor.style.transform = `translateX(${lines.across(step, lines.frameIn(width, height)) * unit}px)`;
    if (this.pointer?.touch) this.point(null);
    if (until === lines.until) return;
    lines.until = until;
    if (!map) this.paint();
  }

  /**
   * @param {import("./types.js").Answer} answer
   * @param {import("./types.js").PathData[]} paths
   * @param {import("./theme.js").Theme} theme
   */
  draw(answer, paths, theme) {
    this.offer(answer.curves);
    const data = answer.curves[this.index];
    const log = this.log ?? data.log;
    write(this.scale, log ? "log" : "linear");
    mark(this.scale, "aria-pressed", String(log));
    mark(this.scale, "aria-label", `${data.label}: logarithmic scale`);
    const count = data.knobs.length;
    mark(this.root, "data-knobs", String(count));
    this.map = [null, this.sweep, this.pairs][count];
    for (const map of [this.sweep, this.pairs]) if (map !== this.map || this.veiled) map.clear();
    if (!this.map) this.lines.draw(answer, data.key, paths, theme, log, this.height);
    else if (!this.veiled) this.map.draw(answer, data, { ...this, paths, theme, log });
    this.paint();
  }

  /** Paints what may be seen. */
  paint() {
    const paper = this.paper.getContext("2d");
    const context = this.canvas.getContext("2d");
    if (!paper || !context || !this.width) return;
    for (const each of [paper, context]) each.clearRect(0, 0, this.width, this.height);
    this.plot.paint(paper, context, this.frame);
    const { map } = this;
    this.colours.explain(map?.key ?? null, new Set());
    this.colours.follow((entry) => map?.shows(entry) ?? false);
    if (map) mark(this.area, "data-rests", String(map.rests));
    this.read();
  }

  /** @param {PointerEvent | null} event */
  point(event) {
    this.pointer = event && { ...this.pointOf(event), touch: event.pointerType !== "mouse" };
    this.read();
  }

  /** Says what is next to the pointer. */
  read() {
    const { pointer, frame, unit, reading, dot } = this;
    const read = pointer && this.plot.readAt(pointer, frame);
    write(reading, read?.text ?? "");
    hide(dot, !read?.dot);
    if (!pointer || !read) return;
    const { x, y } = read.dot ?? pointer;
    dot.style.transform = `translate(${x * unit}px, ${y * unit}px)`;
    dot.style.borderColor = read.colour;
    const room = this.width * unit - reading.offsetWidth;
    reading.style.left = `${Math.max(frame.left * unit, Math.min(room, x * unit))}px`;
    reading.dataset.below = String(y < this.height / 2);
  }
}

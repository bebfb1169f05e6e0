/** A curve on the stage's clock: each path's numbers against steps, with the scrubber's cursor. */
import { drawHeights, drawSteps, reached, roomFor, ROW } from "./axes.js";
import { clipped, fit, inner } from "./canvas.js";
import { element, hide, mark, write } from "./dom.js";
import { short } from "./format.js";
import { Line } from "./line.js";
import { DASHES } from "./marks.js";
import { drawNames } from "./names.js";
import { PairMap } from "./pair_map.js";
import { Scale } from "./scale.js";
import { linearScale, logScale } from "./scales.js";
import { pathColour } from "./theme.js";

const MARGIN = { r: 8, t: 8, b: 20 };
const END = 2.6;

/**
 * @typedef {object} Picture what is drawn, once there is data
 * @property {Line[]} lines
 * @property {import("./scales.js").Scale} scale
 * @property {import("./theme.js").Theme} theme
 *
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
    // Whether a map of two knobs stands here, and whether nothing of it may be seen.
    this.maps = false;
    this.veiled = false;
    this.pairs = new PairMap(() => this.paint());
    /** @type {Picture | null} */
    this.picture = null;
    /** @type {{x: number, y: number, touch: boolean} | null} where a pointer reads it */
    this.pointer = null;
    this.last = 1;
    this.until = 0;
    this.unit = 1;
    this.left = 38;
    this.width = 0;
    this.height = 0;
    this.clock = "step";
    this.listen(handlers);
  }

  /** @param {Handlers} handlers */
  listen({ pick, choose, knobs }) {
    const follow = (/** @type {PointerEvent} */ event) => {
      this.point(event);
      if (!this.maps) pick(this.stepAt(event));
      else for (const [name, value] of this.pairs.valuesAt(...this.shareAt(event))) knobs().set(name, value, event.timeStamp);
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
      if (this.maps) knobs().handlers.grab();
      follow(event);
    });
    this.area.addEventListener("pointermove", (event) => {
      if (event.buttons) follow(event);
      else this.point(event);
    });
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
      this.area.addEventListener(end, () => this.maps && knobs().handlers.letGo());
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
    return this.maps ? `${this.choice.value}, ${this.pairs.key?.lead}` : `${this.choice.value}, ${this.scale.textContent} scale`;
  }

  get frame() {
    return inner(this.width, this.height, { ...MARGIN, l: this.left });
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

  /** @param {Curve} curve whose lines it shows, as far as that does */
  follow({ picture, last, until, clock, maps, veiled, pairs }) {
    Object.assign(this, { picture, last, until, clock, maps, veiled, pairs });
    this.paint();
  }

  /** @param {{clientX: number}} event */
  stepAt(event) {
    const left = this.area.getBoundingClientRect().left + this.left * this.unit;
    return Math.round(((event.clientX - left) / (this.frame.width * this.unit)) * this.last);
  }

  /**
   * Where a pointer is in the frame, as shares of its sides.
   * @param {{clientX: number, clientY: number}} event
   * @returns {import("./types.js").Pair}
   */
  shareAt({ clientX, clientY }) {
    const box = this.area.getBoundingClientRect();
    const { left, top, width, height } = this.mapFrame;
    return [((clientX - box.left) / this.unit - left) / width, ((clientY - box.top) / this.unit - top) / height];
  }

  get mapFrame() {
    return this.pairs.frameIn(this.width, this.height);
  }

  /**
   * @param {number} step where the cursor stands
   * @param {number} until the last tick that is shown
   */
  move(step, until) {
    this.cursor.style.transform = `translateX(${this.across(step) * this.unit}px)`;
    if (this.pointer?.touch) this.point(null);
    if (until === this.until) return;
    this.until = until;
    if (!this.maps) this.paint();
  }

  /**
   * @param {number} step
   * @param {import("./view.js").Box} [frame]
   */
  across(step, { left, width } = this.frame) {
    return left + (step / Math.max(1, this.last)) * width;
  }

  /**
   * @param {import("./types.js").Answer} answer
   * @param {import("./types.js").PathData[]} paths
   * @param {import("./theme.js").Theme} theme
   */
  draw(answer, paths, theme) {
    const { curves: all, last, unit: clock } = answer;
    this.offer(all);
    const data = all[this.index];
    this.setMap(answer, data, theme);
    const log = this.log ?? data.log;
    write(this.scale, log ? "log" : "linear");
    mark(this.scale, "aria-pressed", String(log));
    mark(this.scale, "aria-label", `${data.label}: logarithmic scale`);
    this.last = last;
    this.clock = clock;
    const drawn = paths.filter((path) => path.curves[data.key]);
    const lines = drawn.map((path) => new Line(path, path.curves[data.key]));
    const most = Math.floor(this.frame.height / ROW);
    const scale = (log ? logScale : linearScale)(lines.map(({ values }) => values), most);
    this.picture = { lines, scale, theme };
    this.paint();
  }

  /**
   * @param {import("./types.js").Answer} answer
   * @param {import("./types.js").CurveData} data
   * @param {import("./theme.js").Theme} theme
   */
  setMap(answer, data, theme) {
    this.maps = data.knobs.length > 0;
    mark(this.root, "data-maps", String(this.maps));
    const { width, height } = this.mapFrame;
    const box = { width: width * this.unit, height: height * this.unit };
    if (this.maps && !this.veiled) this.pairs.draw(answer, data, theme, box);
    else this.pairs.clear();
  }

  /** @param {CanvasRenderingContext2D} paper */
  paintMap(paper) {
    paper.clearRect(0, 0, this.width, this.height);
    this.pairs.paint(paper, this.mapFrame);
    this.colours.follow((entry) => this.pairs.shows(entry));
    mark(this.area, "data-rests", String(this.pairs.rests));
    this.read();
  }

  /** Paints what may be seen. */
  paint() {
    const paper = this.paper.getContext("2d");
    const context = this.canvas.getContext("2d");
    if (!paper || !context || !this.width || !this.picture) return;
    const { lines, scale, theme } = this.picture;
    context.clearRect(0, 0, this.width, this.height);
    this.colours.explain(this.pairs.key, new Set());
    if (this.maps) {
      this.paintMap(paper);
      return;
    }
    const labels = scale.ticks.map(({ label }) => label);
    this.left = roomFor(labels, this.clock, theme);
    const { frame } = this;
    paper.clearRect(0, 0, this.width, this.height);
    const drawn = lines.map((line) => ({ path: line.path, points: this.pointsOf(line) }));
    // Numbers that no line has come to yet would tell how it ends.
    const ticks = this.until < this.last ? reached(scale.ticks, drawn, frame) : scale.ticks;
    drawHeights({ context: paper, frame, theme }, ticks);
    drawSteps({ context: paper, frame, theme }, this.last, this.clock);
    drawNames(paper, drawn, frame, theme);
    const { left, top, width, height } = frame;
    clipped(context, { left: left - END, top, width: width + 2 * END, height }, () => {
      for (const { path, points } of drawn) drawLine(context, path, points, theme);
    });
    this.read();
  }

  /**
   * A line in units, as far as it may be seen.
   * @param {Line} line
   */
  pointsOf(line) {
    const points = [];
    const end = line.at(this.until);
    const { frame } = this;
    for (let i = 0; i <= end; i += 1) points.push(this.place(line, i, frame));
    return points;
  }

  /**
   * @param {Line} line
   * @param {number} index
   * @param {import("./view.js").Box} [frame]
   */
  place(line, index, frame = this.frame) {
    const share = this.picture?.scale.share(line.values[index]) ?? 0;
    return {
      x: this.across(line.tickOf(index), frame),
      y: frame.top + (1 - Math.max(-2, Math.min(3, share))) * frame.height,
    };
  }

  /** @param {PointerEvent | null} event */
  point(event) {
    const box = this.area.getBoundingClientRect();
    this.pointer = event && {
      x: event.clientX - box.left,
      y: event.clientY - box.top,
      touch: event.pointerType !== "mouse",
    };
    this.read();
  }

  /** Says which run's number is next to the pointer, or what becomes of the run below it. */
  read() {
    if (this.maps) {
      this.readMap();
      return;
    }
    const near = this.nearest();
    hide(this.dot, !near);
    if (!near) {
      write(this.reading, "");
      return;
    }
    const { line, index, tick, x, y } = near;
    const step = line.path.ticks ? tick : line.tickOf(index);
    write(this.reading, `${line.path.name}, ${this.clock} ${step}: ${short(line.values[index])}`);
    this.dot.style.transform = `translate(${x * this.unit}px, ${y * this.unit}px)`;
    this.dot.style.borderColor = pathColour(line.path, /** @type {Picture} */ (this.picture).theme);
    const room = this.width * this.unit - this.reading.offsetWidth;
    const left = Math.max(this.left * this.unit, Math.min(room, x * this.unit));
    this.reading.style.left = `${left}px`;
    this.reading.dataset.below = String(y < this.height / 2);
  }

  readMap() {
    const { pointer, pairs, unit } = this;
    hide(this.dot, true);
    const { left, top, width, height } = this.mapFrame;
    const at = pointer && [(pointer.x / unit - left) / width, (pointer.y / unit - top) / height];
    write(this.reading, at ? pairs.toldAt(at[0], at[1]) : "");
    if (!pointer) return;
    const room = this.width * unit - this.reading.offsetWidth;
    this.reading.style.left = `${Math.max(left * unit, Math.min(room, pointer.x))}px`;
    this.reading.dataset.below = String(pointer.y < (this.height * unit) / 2);
  }

  nearest() {
    const { pointer, picture } = this;
    if (!pointer || !picture) return null;
    const left = this.area.getBoundingClientRect().left;
    const tick = Math.max(0, this.stepAt({ clientX: left + pointer.x }));
    if (tick > this.until) return null;
    const read = picture.lines
      .filter((line) => line.lasts(tick))
      .map((line) => ({ line, tick, index: line.at(tick), ...this.place(line, line.at(tick)) }));
    const off = (/** @type {{y: number}} */ { y }) => Math.abs(y - pointer.y / this.unit);
    return read.length ? read.reduce((a, b) => (off(b) < off(a) ? b : a)) : null;
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./types.js").PathData} path
 * @param {{x: number, y: number}[]} points
 * @param {import("./theme.js").Theme} theme
 */
function drawLine(context, path, points, theme) {
  if (!points.length) return;
  context.strokeStyle = pathColour(path, theme);
  context.lineWidth = path.faint ? 1 : 1.6;
  context.lineJoin = "round";
  context.setLineDash(DASHES[path.style.dash]);
  context.beginPath();
  for (const { x, y } of points) context.lineTo(x, y);
  context.stroke();
  context.setLineDash([]);
  if (path.faint) return;
  const { x, y } = points[points.length - 1];
  context.fillStyle = context.strokeStyle;
  context.beginPath();
  context.arc(x, y, END, 0, 2 * Math.PI);
  context.fill();
}

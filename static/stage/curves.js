/** Curves on the stage's clock: each path's numbers against steps, with the scrubber's cursor. */
import { element, mark, write } from "./dom.js";
import { power, short } from "./format.js";
import { DASHES } from "./marks.js";
import { pathColour } from "./theme.js";

const MARGIN = { l: 38, r: 8, t: 18, b: 20 };
// A run that explodes leaves the frame: it must not press the others flat.
const HEADROOM = 30;
const DECADES = 16;
// Above the highest and below the lowest number, so that no line lies on the edge.
const ROOM = 0.04;

export class Curve {
  /**
   * @param {import("./stage.js").Stage} stage
   * @param {(step: number) => void} onPick
   * @param {() => void} onChoose
   */
  constructor(stage, onPick, onChoose) {
    this.stage = stage;
    // The page's first curves, until the reader chooses others.
    this.index = stage.curves.length;
    /** @type {boolean | null} */
    this.log = null;
    this.canvas = element("canvas", { "aria-hidden": "true" });
    this.cursor = element("div", { class: "dl-cursor" });
    this.choice = element("select", { "aria-label": "Curve", "data-testid": "curve-choice" });
    this.scale = element("button", { type: "button", "data-testid": "curve-scale" });
    this.area = element("div", { class: "dl-curve-area", "data-testid": "curve" });
    this.area.append(this.canvas, this.cursor);
    this.head = element("figcaption", { class: "dl-curve-title" }, this.choice, this.scale);
    this.root = element("figure", { class: "dl-curve" }, this.head, this.area);
    this.last = 1;
    this.width = 0;
    this.height = 0;
    this.choice.addEventListener("change", () => {
      this.index = this.choice.selectedIndex;
      this.log = null;
      onChoose();
    });
    this.scale.addEventListener("click", () => {
      this.log = this.scale.getAttribute("aria-pressed") !== "true";
      onChoose();
    });
    this.area.addEventListener("pointerdown", (event) => {
      this.area.setPointerCapture(event.pointerId);
      onPick(this.stepAt(event));
    });
    this.area.addEventListener("pointermove", (event) => {
      if (event.buttons) onPick(this.stepAt(event));
    });
  }

  /** @param {import("./types.js").CurveData[]} all */
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

  get inner() {
    return {
      width: Math.max(1, this.width - MARGIN.l - MARGIN.r),
      height: Math.max(1, this.height - MARGIN.t - MARGIN.b),
    };
  }

  /** Fits the canvas to the curve's size, sharp on dense screens. */
  resize() {
    const { clientWidth, clientHeight } = this.area;
    const { unit } = this.stage;
    const dense = window.devicePixelRatio || 1;
    this.width = clientWidth / unit;
    this.height = clientHeight / unit;
    this.canvas.width = Math.round(clientWidth * dense);
    this.canvas.height = Math.round(clientHeight * dense);
    this.canvas.getContext("2d")?.setTransform(dense * unit, 0, 0, dense * unit, 0, 0);
  }

  /** @param {PointerEvent} event */
  stepAt(event) {
    const left = this.area.getBoundingClientRect().left + MARGIN.l * this.stage.unit;
    return Math.round(((event.clientX - left) / (this.inner.width * this.stage.unit)) * this.last);
  }

  /** @param {number} step */
  place(step) {
    const x = MARGIN.l + (step / Math.max(1, this.last)) * this.inner.width;
    this.cursor.style.transform = `translateX(${x * this.stage.unit}px)`;
  }

  /**
   * @param {import("./types.js").CurveData[]} all the page's curves
   * @param {import("./types.js").PathData[]} paths
   * @param {number} last
   * @param {import("./theme.js").Theme} theme
   */
  draw(all, paths, last, theme) {
    this.offer(all);
    const data = all[this.index];
    const log = this.log ?? data.log;
    write(this.scale, log ? "log" : "linear");
    mark(this.scale, "aria-pressed", String(log));
    mark(this.scale, "aria-label", `${data.label}: logarithmic scale`);
    this.last = last;
    const context = this.canvas.getContext("2d");
    if (!context || !this.width) return;
    context.clearRect(0, 0, this.width, this.height);
    const drawn = paths.filter((path) => path.curves[data.key]);
    const series = drawn.map((path) => path.curves[data.key]);
    const scale = log ? logScale(series) : linearScale(series);
    this.drawAxes(context, scale, theme);
    context.save();
    context.beginPath();
    context.rect(MARGIN.l, MARGIN.t, this.inner.width, this.inner.height);
    context.clip();
    for (const path of drawn) this.drawLine(context, path, path.curves[data.key], scale, theme);
    context.restore();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Scale} scale
   * @param {import("./theme.js").Theme} theme
   */
  drawAxes(context, scale, theme) {
    const { width, height } = this.inner;
    context.font = `11px ${theme.font}`;
    context.fillStyle = theme.muted;
    context.strokeStyle = theme.hairline;
    context.lineWidth = 1;
    context.textBaseline = "middle";
    context.textAlign = "right";
    context.beginPath();
    for (const { at, label } of scale.ticks) {
      const y = Math.round(MARGIN.t + (1 - at) * height) + 0.5;
      context.moveTo(MARGIN.l, y);
      context.lineTo(MARGIN.l + width, y);
      context.fillText(label, MARGIN.l - 6, y);
    }
    context.stroke();
    context.textBaseline = "alphabetic";
    context.textAlign = "center";
    for (const step of niceTicks(0, this.last, 8)) {
      if (!Number.isInteger(step)) continue;
      const x = MARGIN.l + (step / Math.max(1, this.last)) * width;
      const half = context.measureText(String(step)).width / 2;
      context.fillText(String(step), Math.min(x, this.width - half), MARGIN.t + height + 15);
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {import("./types.js").PathData} path
   * @param {Float32Array} values
   * @param {Scale} scale
   * @param {import("./theme.js").Theme} theme
   */
  drawLine(context, path, values, scale, theme) {
    const { width, height } = this.inner;
    context.strokeStyle = pathColour(path, theme);
    context.lineWidth = path.faint ? 1 : 1.6;
    context.lineJoin = "round";
    context.setLineDash(DASHES[path.style.dash]);
    context.beginPath();
    for (let i = 0; i < values.length; i += 1) {
      if (Number.isNaN(values[i])) break;
      const share = Math.max(-2, Math.min(3, scale.share(values[i])));
      const when = path.ticks ? path.ticks[i] : i;
      const x = MARGIN.l + (when / Math.max(1, this.last)) * width;
      context.lineTo(x, MARGIN.t + (1 - share) * height);
    }
    context.stroke();
    context.setLineDash([]);
  }
}

/** @typedef {{share: (value: number) => number, ticks: {at: number, label: string}[]}} Scale */

/**
 * @param {Float32Array[]} series
 * @returns {Scale}
 */
function logScale(series) {
  let low = Infinity;
  let high = 0;
  let first = 0;
  for (const values of series) {
    first = Math.max(first, values[0]);
    for (const value of values) {
      if (!(value > 0)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (!(high > 0)) return { share: () => 0, ticks: [] };
  high = Math.min(high, Math.max(first, low) * HEADROOM);
  low = Math.max(low, high / 10 ** DECADES);
  const top = Math.log10(high) + 0.05;
  const bottom = Math.min(Math.log10(low), top - 1) - 0.05;
  const share = (/** @type {number} */ value) =>
    value > 0 ? (Math.log10(value) - bottom) / (top - bottom) : -1;
  return { share, ticks: logTicks(bottom, top).map(([value, label]) => ({ at: share(value), label })) };
}

/**
 * Powers of ten; within few decades also 2 and 5 times them.
 * @param {number} bottom
 * @param {number} top both as exponents
 * @returns {[number, string][]}
 */
function logTicks(bottom, top) {
  const every = Math.max(1, Math.ceil((top - bottom) / 5));
  const near = top - bottom < 1.5;
  /** @type {[number, string][]} */
  const ticks = [];
  for (let e = Math.floor(top); e >= Math.floor(bottom); e -= 1) {
    if (e % every) continue;
    for (const times of near ? [1, 2, 5] : [1]) {
      const value = times * 10 ** e;
      const label = near ? short(value) : power(e);
      if (Math.log10(value) >= bottom && Math.log10(value) <= top) ticks.push([value, label]);
    }
  }
  return ticks;
}

/**
 * @param {Float32Array[]} series
 * @returns {Scale}
 */
function linearScale(series) {
  const finite = series.flatMap((values) => [...values].filter(Number.isFinite));
  const first = series.map((values) => values[0]).filter(Number.isFinite);
  if (!finite.length) return { share: () => 0, ticks: [] };
  const least = finite.reduce((a, b) => Math.min(a, b));
  const most = finite.reduce((a, b) => Math.max(a, b));
  const spread = Math.max(1e-9, ...first.map(Math.abs)) * HEADROOM;
  const [bottom, top] = [Math.max(least, -spread), Math.min(most, spread)];
  const room = top > bottom ? ROOM * (top - bottom) : Math.abs(top) / 2 || 1;
  const [low, high] = [bottom - room, top + room];
  const share = (/** @type {number} */ value) => (value - low) / (high - low);
  const ticks = niceTicks(low, high, 4).map((value) => ({ at: share(value), label: short(value) }));
  return { share, ticks };
}

/**
 * Round numbers from low to high, about `count` of them.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 */
function niceTicks(low, high, count) {
  if (!(high > low)) return [low];
  const raw = (high - low) / count;
  const scale = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((factor) => factor * scale >= raw) ?? 10) * scale;
  const ticks = [];
  for (let i = Math.ceil(low / step); i * step <= high * (1 + 1e-9); i += 1) ticks.push(i * step);
  return ticks;
}

/** A curve on the stage's clock: each path's numbers against steps, with the scrubber's cursor. */
import { clipped, fit, inner } from "./canvas.js";
import { element, mark, write } from "./dom.js";
import { DASHES } from "./marks.js";
import { linearScale, logScale, niceTicks } from "./scales.js";
import { pathColour } from "./theme.js";

const MARGIN = { l: 38, r: 8, t: 18, b: 20 };

export class Curve {
  /**
   * @param {number} index which of the page's curves it shows until the reader chooses another
   * @param {{pick: (step: number) => void, choose: () => void}} handlers
   */
  constructor(index, handlers) {
    this.index = index;
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
    this.until = 0;
    /** @type {() => void} paints the lines again, as far as they may be seen */
    this.repaint = () => {};
    this.unit = 1;
    this.width = 0;
    this.height = 0;
    this.listen(handlers);
  }

  /** @param {{pick: (step: number) => void, choose: () => void}} handlers */
  listen({ pick, choose }) {
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
      pick(this.stepAt(event));
    });
    this.area.addEventListener("pointermove", (event) => {
      if (event.buttons) pick(this.stepAt(event));
    });
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

  get frame() {
    return inner(this.width, this.height, MARGIN);
  }

  /** @param {number} unit of all pictures, in pixels */
  resize(unit) {
    const { clientWidth, clientHeight } = this.area;
    this.unit = unit;
    this.width = clientWidth / unit;
    this.height = clientHeight / unit;
    fit(this.canvas, clientWidth, clientHeight, unit);
  }

  /** @param {PointerEvent} event */
  stepAt(event) {
    const left = this.area.getBoundingClientRect().left + MARGIN.l * this.unit;
    return Math.round(((event.clientX - left) / (this.frame.width * this.unit)) * this.last);
  }

  /**
   * @param {number} step where the cursor stands
   * @param {number} until the last tick that is shown
   */
  move(step, until) {
    this.cursor.style.transform = `translateX(${this.across(step) * this.unit}px)`;
    if (until === this.until) return;
    this.until = until;
    this.repaint();
  }

  /** @param {number} step */
  across(step) {
    return MARGIN.l + (step / Math.max(1, this.last)) * this.frame.width;
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
    const drawn = paths.filter((path) => path.curves[data.key]);
    const series = drawn.map((path) => path.curves[data.key]);
    const scale = log ? logScale(series) : linearScale(series);
    this.repaint = () => {
      const context = this.canvas.getContext("2d");
      if (!context || !this.width) return;
      context.clearRect(0, 0, this.width, this.height);
      this.drawAxes(context, scale, theme);
      clipped(context, this.frame, () => {
        drawn.forEach((path, i) => this.drawLine(context, path, series[i], scale, theme));
      });
    };
    this.repaint();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {import("./scales.js").Scale} scale
   * @param {import("./theme.js").Theme} theme
   */
  drawAxes(context, scale, theme) {
    const { left, top, width, height } = this.frame;
    context.font = `11px ${theme.font}`;
    context.fillStyle = theme.muted;
    context.strokeStyle = theme.hairline;
    context.lineWidth = 1;
    context.textBaseline = "middle";
    context.textAlign = "right";
    context.beginPath();
    for (const { at, label } of scale.ticks) {
      const y = Math.round(top + (1 - at) * height) + 0.5;
      context.moveTo(left, y);
      context.lineTo(left + width, y);
      context.fillText(label, left - 6, y);
    }
    context.stroke();
    context.textBaseline = "alphabetic";
    context.textAlign = "center";
    for (const step of niceTicks(0, this.last, 8)) {
      if (!Number.isInteger(step)) continue;
      const half = context.measureText(String(step)).width / 2;
      const x = Math.min(this.across(step), this.width - half);
      context.fillText(String(step), x, top + height + 15);
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {import("./types.js").PathData} path
   * @param {Float32Array} values
   * @param {import("./scales.js").Scale} scale
   * @param {import("./theme.js").Theme} theme
   */
  drawLine(context, path, values, scale, theme) {
    const { top, height } = this.frame;
    context.strokeStyle = pathColour(path, theme);
    context.lineWidth = path.faint ? 1 : 1.6;
    context.lineJoin = "round";
    context.setLineDash(DASHES[path.style.dash]);
    context.beginPath();
    for (let i = 0; i < values.length; i += 1) {
      if (Number.isNaN(values[i]) || (path.ticks?.[i] ?? i) > this.until) break;
      const share = Math.max(-2, Math.min(3, scale.share(values[i])));
      context.lineTo(this.across(path.ticks ? path.ticks[i] : i), top + (1 - share) * height);
    }
    context.stroke();
    context.setLineDash([]);
  }
}

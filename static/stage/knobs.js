/**
 * Sliders that answer while they are dragged, each with a field for exact values.
 *
 * The range input's `value` is the knob's own value also where its scale is logarithmic or a field
 * has set it between two positions: whoever reads or sets it need not know the scale.
 */
import { element } from "./dom.js";

const POSITIONS = 1000;

export class Knobs {
  /** @param {(name: string, value: number, event: number) => void} onTurn */
  constructor(onTurn) {
    this.onTurn = onTurn;
    /** @type {Map<string, Knob>} */
    this.knobs = new Map();
    this.root = element("div", { class: "dl-knobs" });
  }

  /**
   * @param {import("./types.js").KnobData[]} data
   * @param {boolean} keep whether the person has set newer values than these
   */
  setData(data, keep) {
    const names = data.map(({ name }) => name);
    if (names.join() !== [...this.knobs.keys()].join()) {
      const kept = this.knobs;
      this.knobs = new Map(names.map((name) => [name, kept.get(name) ?? new Knob(this.onTurn)]));
      this.root.replaceChildren(...[...this.knobs.values()].map((knob) => knob.root));
    }
    for (const knob of data) this.knobs.get(knob.name)?.setData(knob, keep);
  }
}

class Knob {
  /** @param {(name: string, value: number, event: number) => void} onTurn */
  constructor(onTurn) {
    this.onTurn = onTurn;
    /** @type {import("./types.js").KnobData | null} */
    this.data = null;
    this.value = 0;
    this.sent = NaN;
    this.at = NaN;
    this.held = false;
    this.range = element("input", { type: "range", min: 0, max: POSITIONS, step: "any" });
    this.field = element("input", { type: "text", inputmode: "decimal", class: "dl-exact" });
    this.label = element("label");
    this.root = element(
      "div",
      { class: "dl-knob" },
      element("div", { class: "dl-knob-head" }, this.label, this.field),
      this.range,
    );
    this.native = /** @type {PropertyDescriptor} */ (
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")
    );
    Object.defineProperty(this.range, "value", {
      get: () => String(this.value),
      set: (text) => this.show(Number(text)),
    });
    this.listen();
  }

  listen() {
    this.range.addEventListener("input", (event) => this.turned(event));
    this.range.addEventListener("change", (event) => this.turned(event));
    this.range.addEventListener("pointerdown", () => (this.held = true));
    for (const end of ["pointerup", "pointercancel", "blur"]) {
      this.range.addEventListener(end, () => (this.held = false));
    }
    this.label.addEventListener("dblclick", (event) => {
      if (this.data) this.set(this.data.default, event.timeStamp);
    });
    this.field.addEventListener("focus", () => this.field.select());
    this.field.addEventListener("change", (event) => this.typed(event));
  }

  /**
   * @param {import("./types.js").KnobData} data
   * @param {boolean} keep
   */
  setData(data, keep) {
    const first = !this.data;
    this.data = data;
    const { name, label, low, high, help } = data;
    this.range.dataset.testid = `knob-${name}`;
    this.field.dataset.testid = `knob-${name}-field`;
    this.range.id ||= `dl-knob-${name}-${Math.random().toString(36).slice(2)}`;
    this.label.htmlFor = this.range.id;
    this.label.textContent = label;
    this.label.title = help;
    this.field.setAttribute("aria-label", `${label}, exact value from ${low} to ${high}`);
    if (first || !(this.held || keep)) {
      this.show(data.value);
      this.sent = this.value;
    }
  }

  get position() {
    return Number(this.native.get?.call(this.range));
  }

  /** The value lies between low and high: a share of the range, on the knob's scale. */
  share() {
    const { low, high, log } = /** @type {import("./types.js").KnobData} */ (this.data);
    if (high === low) return 0;
    return log
      ? Math.log(this.value / low) / Math.log(high / low)
      : (this.value - low) / (high - low);
  }

  /** @param {number} value */
  show(value) {
    if (!this.data || !Number.isFinite(value)) return;
    const { low, high, label } = this.data;
    this.value = Math.max(low, Math.min(high, value));
    this.native.set?.call(this.range, String(POSITIONS * this.share()));
    this.range.style.setProperty("--share", String(this.share()));
    this.range.setAttribute("aria-valuetext", `${label} ${this.words()}`);
    this.at = this.position;
    if (document.activeElement !== this.field) this.field.value = this.words();
  }

  words() {
    const { low, high, top, bottom } = /** @type {import("./types.js").KnobData} */ (this.data);
    if (top && this.value === high) return top;
    if (bottom && this.value === low) return bottom;
    return String(this.value);
  }

  /** @param {Event} event */
  turned(event) {
    if (this.position !== this.at) this.show(this.read(this.position / POSITIONS));
    if (this.data && this.value !== this.sent) this.set(this.value, event.timeStamp);
  }

  /**
   * The value at a share of the range, in as few digits as the eye can set.
   * @param {number} share
   */
  read(share) {
    const { low, high, log, whole } = /** @type {import("./types.js").KnobData} */ (this.data);
    if (share <= 0) return low;
    if (share >= 1) return high;
    const raw = log ? low * (high / low) ** share : low + share * (high - low);
    if (whole) return Math.round(raw);
    if (log) return Number(raw.toPrecision(3));
    const digits = Math.max(0, 3 - Math.ceil(Math.log10(high - low)));
    return Number(raw.toFixed(digits));
  }

  /** @param {Event} event */
  typed(event) {
    const text = this.field.value.trim().replace(",", ".").replace("−", "-");
    const value = text === "" ? NaN : Number(text);
    if (this.data && Number.isFinite(value)) {
      const { low, high, whole } = this.data;
      const bounded = Math.max(low, Math.min(high, value));
      this.set(whole ? Math.round(bounded) : bounded, event.timeStamp);
    }
    if (this.data) this.field.value = this.words();
  }

  /**
   * @param {number} value
   * @param {number} event
   */
  set(value, event) {
    if (!this.data) return;
    this.show(value);
    this.sent = this.value;
    this.onTurn(this.data.name, this.value, event);
  }
}

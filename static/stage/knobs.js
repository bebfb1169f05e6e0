/** Sliders that answer while they are dragged, each with a field for exact values. */
import { element } from "./dom.js";
import { short, typedNumber } from "./format.js";
import { Help } from "./help.js";
import { bounded, moved, multiplied, shareOf, valueAt } from "./range.js";

const OPEN = "descent-lab/more";

/**
 * @typedef {object} Handlers
 * @property {() => void} grab a hand takes hold of a knob
 * @property {(name: string, value: number, time: number) => void} turn
 * @property {() => void} letGo
 */

export class Knobs {
  /** @param {Handlers} handlers */
  constructor(handlers) {
    const { turn } = handlers;
    this.handlers = {
      ...handlers,
      turn: (/** @type {string} */ name, /** @type {number} */ value, /** @type {number} */ time) => {
        this.multiply(name, value);
        turn(name, value, time);
      },
    };
    /** @type {Map<string, Knob>} */
    this.knobs = new Map();
    this.first = element("div", { class: "dl-knobs" });
    this.others = element("div", { class: "dl-knobs" });
    this.more = disclosure(this.others);
    this.root = element("div", { class: "dl-knobs-all" }, this.first, this.more);
  }

  /**
   * @param {import("./types.js").KnobData[]} data
   * @param {boolean} keep whether the person has set newer values than these
   */
  setData(data, keep) {
    const kept = this.knobs;
    this.knobs = new Map(
      data.map((knob) => [knob.name, kept.get(knob.name) ?? new Knob(knob, this.handlers)]),
    );
    const rows = (/** @type {boolean} */ more) =>
      data.filter((knob) => knob.more === more).map(({ name }) => this.knobs.get(name)?.root);
    syncRows(this.first, rows(false));
    syncRows(this.others, rows(true));
    this.more.hidden = !this.others.childElementCount;
    // What an experiment or a link has set must be seen.
    const set = (/** @type {import("./types.js").KnobData} */ knob) =>
      knob.value !== knob.default && knob.value !== kept.get(knob.name)?.data.value;
    if (data.some((knob) => knob.more && set(knob))) this.more.open = true;
    for (const knob of data) this.knobs.get(knob.name)?.setData(knob, keep);
  }

  /**
   * Those that a knob multiplies go with it; one that is turned itself has something else of its own.
   * @param {string} name
   * @param {number} value
   */
  multiply(name, value) {
    for (const knob of this.knobs.values()) {
      if (knob.data.factor === name) knob.multiply(value);
    }
    const turned = this.knobs.get(name);
    const factor = turned && this.knobs.get(turned.data.factor);
    if (factor) turned.own = value / factor.value;
  }

  /** Where each knob stands. */
  get values() {
    return new Map([...this.knobs].map(([name, knob]) => [name, knob.value]));
  }

  /**
   * Turns a knob as a hand would.
   * @param {string} name
   * @param {number} value
   * @param {number} time
   */
  set(name, value, time) {
    this.knobs.get(name)?.set(value, time);
  }

  /** What each knob is called and where it stands. */
  get words() {
    return [...this.knobs.values()].map((knob) => `${knob.data.label}: ${knob.text()}`);
  }
}

/**
 * What is open stays open: on the next page, and when the page is opened again.
 * @param {HTMLElement} content
 */
function disclosure(content) {
  const root = element("details", { class: "dl-more", "data-testid": "more" });
  root.append(element("summary", {}, "More"), content);
  root.open = window.sessionStorage.getItem(OPEN) === "true";
  root.addEventListener("toggle", () => window.sessionStorage.setItem(OPEN, String(root.open)));
  return root;
}

/**
 * Rows that stay are not moved: a knob that is dragged keeps its pointer.
 * @param {HTMLElement} host
 * @param {(HTMLElement | undefined)[]} rows
 */
function syncRows(host, rows) {
  for (const row of [...host.children]) {
    if (!rows.includes(/** @type {HTMLElement} */ (row))) row.remove();
  }
  rows.forEach((row, i) => {
    if (row && host.children[i] !== row) host.insertBefore(row, host.children[i] ?? null);
  });
}

/**
 * One slider. Its `<input type=range>` holds the knob's own value, on any scale: how it is
 * dragged is read here, since a native slider knows no logarithm, and its thumb is drawn beside it.
 */
class Knob {
  /**
   * @param {import("./types.js").KnobData} data
   * @param {Handlers} handlers
   */
  constructor(data, handlers) {
    this.data = data;
    this.handlers = handlers;
    this.sent = NaN;
    /** @type {number | null} what a factor multiplies */
    this.own = null;
    this.described = "";
    this.held = false;
    this.range = element("input", { type: "range", step: "any" });
    this.track = element("div", { class: "dl-track" }, this.range);
    this.ticks = element("div", { class: "dl-ticks", "aria-hidden": "true" });
    this.field = element("input", { type: "text", inputmode: "decimal", class: "dl-exact" });
    this.label = element("label");
    this.limit = element("span", { class: "dl-limit" });
    this.root = element("div", { class: "dl-knob" });
    this.help = new Help(this.root);
    const name = element("span", {}, this.label, this.help.button, this.help.text, " ", this.limit);
    const head = element("div", { class: "dl-knob-head" }, name, this.field);
    this.root.append(head, this.track, this.ticks);
    this.listen();
  }

  listen() {
    this.range.addEventListener("pointerdown", (event) => this.grab(event));
    this.range.addEventListener("pointermove", (event) => {
      if (this.held) this.follow(event);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      this.range.addEventListener(end, () => this.letGo());
    }
    this.range.addEventListener("keydown", (event) => this.key(event));
    for (const change of ["input", "change"]) {
      this.range.addEventListener(change, (event) => this.changed(event));
    }
    this.label.addEventListener("dblclick", (event) => {
      this.set(this.data.default, event.timeStamp);
    });
    this.field.addEventListener("focus", () => {
      this.rest(String(this.value));
      this.field.select();
    });
    this.field.addEventListener("blur", () => this.rest());
    this.field.addEventListener("change", (event) => this.typed(event));
  }

  get value() {
    return Number(this.range.value);
  }

  /**
   * @param {import("./types.js").KnobData} data
   * @param {boolean} keep
   */
  setData(data, keep) {
    const first = this.described === "";
    const key = JSON.stringify({ ...data, value: 0, own: 0 });
    this.data = data;
    if (key !== this.described) this.describe(data);
    this.described = key;
    if (first || !(this.held || keep)) {
      if (first || this.value !== data.value) this.show(data.value);
      this.sent = this.value;
      this.own = data.own;
    }
  }

  /** @param {number} factor */
  multiply(factor) {
    if (this.own === null) return;
    this.show(multiplied(this.data, this.own, factor));
    this.sent = this.value;
  }

  /** @param {import("./types.js").KnobData} data */
  describe(data) {
    const { name, label, low, high, help, fixed = false, limit = "" } = data;
    this.range.disabled = this.field.disabled = fixed;
    this.limit.textContent = limit;
    this.range.min = String(low);
    this.range.max = String(high);
    this.range.dataset.testid = `knob-${name}`;
    this.field.dataset.testid = `knob-${name}-field`;
    this.range.id ||= `dl-knob-${name}-${Math.random().toString(36).slice(2)}`;
    this.label.htmlFor = this.range.id;
    this.label.textContent = label;
    this.help.write(label, help);
    if (help) this.range.setAttribute("aria-describedby", this.help.id);
    this.field.setAttribute("aria-label", `${label}, exact value from ${short(low)} to ${short(high)}`);
    this.setTicks(data.ticks);
    this.show(this.value);
  }

  /**
   * Values worth knowing, marked on the track.
   * @param {[number, string][]} ticks
   */
  setTicks(ticks) {
    const shares = ticks.map(([value, label]) => ({ share: shareOf(this.data, value), label }));
    const shown = shares.filter(({ share }) => share >= 0 && share <= 1);
    const key = JSON.stringify(shown);
    if (key === this.ticks.dataset.shown) return;
    this.ticks.dataset.shown = key;
    this.ticks.replaceChildren(
      ...shown.map(({ share, label }) => {
        const tick = element("span", { class: share > 0.5 ? "dl-tick dl-tick-left" : "dl-tick" }, label);
        tick.style.left = `${100 * share}%`;
        tick.dataset.label = label;
        return tick;
      }),
    );
  }

  /** @param {PointerEvent} event */
  grab(event) {
    if (event.button !== 0 || this.data.fixed) return;
    event.preventDefault();
    this.range.focus({ preventScroll: true });
    this.range.setPointerCapture(event.pointerId);
    this.held = true;
    this.handlers.grab();
    this.follow(event);
  }

  letGo() {
    if (!this.held) return;
    this.held = false;
    this.handlers.letGo();
  }

  /** @param {PointerEvent} event */
  follow(event) {
    const box = this.track.getBoundingClientRect();
    this.set(valueAt(this.data, (event.clientX - box.left) / box.width), event.timeStamp);
  }

  /**
   * Programs and assistive tools set the value themselves; a finger that is followed here makes the
   * native slider jump by its own scale, which is put right.
   * @param {Event} event
   */
  changed(event) {
    if (this.held) this.show(this.sent);
    else this.set(this.value, event.timeStamp);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const moves = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
    const ends = { Home: 0, End: 1 };
    let share;
    if (event.key in ends) share = ends[/** @type {"Home"} */ (event.key)];
    else if (event.key in moves) share = moved(this.data, this.value, moves[/** @type {"ArrowUp"} */ (event.key)]);
    else return;
    event.preventDefault();
    this.set(valueAt(this.data, share), event.timeStamp);
  }

  /** @param {number} value */
  show(value) {
    this.range.value = String(value);
    this.track.style.setProperty("--share", String(shareOf(this.data, this.value)));
    this.range.setAttribute("aria-valuetext", this.text());
    if (document.activeElement !== this.field) this.rest();
  }

  text() {
    const { low, high, top, bottom } = this.data;
    if (top && this.value === high) return top;
    if (bottom && this.value === low) return bottom;
    return short(this.value, 6);
  }

  /** @param {string} text what the field holds: the readable number, but for the one typed over */
  rest(text = this.text()) {
    this.field.value = text;
  }

  /** @param {Event} event */
  typed(event) {
    const value = typedNumber(this.field.value);
    if (Number.isFinite(value)) this.set(value, event.timeStamp);
    this.rest(String(this.value));
  }

  /**
   * @param {number} value held within the knob's bounds
   * @param {number} time
   */
  set(value, time) {
    if (this.data.fixed) return;
    this.show(bounded(this.data, value));
    if (this.value === this.sent) return;
    this.sent = this.value;
    this.handlers.turn(this.data.name, this.value, time);
  }
}

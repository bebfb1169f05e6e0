/** The stage: panels, knobs, curves and transport under one clock, and one way to the server. */
import { Actions } from "./actions.js";
import { Readings } from "./anatomy.js";
import { Channel } from "./channel.js";
import { Clock } from "./clock.js";
import { Curve } from "./curves.js";
import { element, emphasise, mark, write } from "./dom.js";
import { repr } from "./format.js";
import { Knobs } from "./knobs.js";
import { arrived, isLeaving } from "./leaving.js";
import { Panel } from "./panel.js";
import { decode } from "./payload.js";
import { StartFields } from "./start.js";
import { readTheme } from "./theme.js";
import { Transport } from "./transport.js";

// Kept for all stages of the page and over page changes: the server sends a surface only once.
/** @type {Map<string, import("./types.js").SurfaceData>} */
const surfaces = new Map();
const MOST_SURFACES = 24;

// The address follows the picture, and explanations the shown step, once the hand rests.
const REST = 200;

export class Stage {
  panelsRoot = element("div", { class: "dl-panels" });
  controls = element("div", { class: "dl-controls" });
  curvesRoot = element("div", { class: "dl-curves" });
  refusal = element("p", { class: "dl-refusal", role: "alert", "data-testid": "refusal" });
  outcome = element("p", { class: "dl-outcome", "data-testid": "outcome" });
  presets = element("div", { class: "dl-presets" });
  live = element("p", { class: "dl-unseen", role: "status" });
  toast = element("p", { class: "dl-toast", "aria-hidden": "true" });
  main = element("div", { class: "dl-main" });
  side = element("div", { class: "dl-side" });
  root = element("div", {
    class: "dl-stage",
    "data-testid": "stage",
    "data-busy": "false",
    "data-updates": "0",
    role: "group",
    "aria-label": "Stage",
    tabindex: "-1",
  });

  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.surfaces = surfaces;
    /** @type {import("./types.js").Answer | null} */
    this.data = null;
    /** @type {import("./types.js").Pair} */
    this.start = [0, 0];
    /** @type {Panel[]} */
    this.panels = [];
    /** @type {Curve[]} */
    this.curves = [];
    this.updates = 0;
    // How many pixels one unit of all pictures has, as the stylesheet says.
    this.unit = 1;
    this.playOnAnswer = false;
    // While an answer is taken in, nothing is drawn until all of it is.
    this.holding = false;
    this.rest = 0;
    this.pauseTimer = 0;
    this.toastTimer = 0;
    this.explained = -1;
    /** @type {Uint8Array | undefined} */
    this.bytes = undefined;
    /** @type {(what: string, more?: object) => void} */
    this.tell = () => {};
    this.theme = readTheme(host);
    this.clock = new Clock(() => this.ticked());
    this.channel = new Channel((busy) => this.root.setAttribute("data-busy", String(busy)));
    this.transport = new Transport(this.clock);
    this.knobs = new Knobs((name, value, event) => this.ask({ knobs: { [name]: value } }, event));
    this.fields = new StartFields((start, event) => this.setOff(start, event));
    this.readings = new Readings();
    this.actions = new Actions(this);
    this.assemble();
    this.listen();
    arrived();
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.panelsRoot);
    this.observer.observe(this.curvesRoot);
  }

  assemble() {
    this.controls.append(this.transport.root, this.actions.root);
    this.main.append(this.panelsRoot, this.controls, this.curvesRoot);
    this.main.append(this.refusal, this.outcome, this.readings.root);
    this.side.append(this.knobs.root, this.fields.root, this.presets);
    this.root.append(this.main, this.side, this.live, this.toast);
    this.host.append(this.root);
  }

  listen() {
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.root.addEventListener("pointerdown", (event) => {
      // Keys belong to the stage that was clicked last.
      const inside = /** @type {Element} */ (event.target);
      if (!inside.closest("button, input, select, a")) this.root.focus({ preventScroll: true });
    });
  }

  /** @param {import("./types.js").Component} component */
  update({ data: bytes, setTriggerValue }) {
    this.channel.send = (request) =>
      setTriggerValue("request", { ...request, have: [...surfaces.keys()] });
    this.tell = (what, more = {}) => setTriggerValue(what, { ...more, have: [...surfaces.keys()] });
    const before = this.theme.mode + this.theme.background;
    this.theme = readTheme(this.host, this.data?.arrows);
    this.root.dataset.mode = this.theme.mode;
    const rethemed = before !== this.theme.mode + this.theme.background;
    if (sameBytes(bytes, this.bytes)) {
      if (rethemed) this.redraw();
      return;
    }
    this.bytes = bytes;
    this.take(decode(bytes));
  }

  /** @param {import("./types.js").Answer} data */
  take(data) {
    const event = this.channel.answered(data.answer);
    const newer = this.channel.busy;
    this.holding = true;
    this.data = data;
    this.theme = readTheme(this.host, data.arrows);
    this.root.dataset.page = data.page;
    this.remember(data.surfaces);
    if (!newer) this.start = data.start;
    this.knobs.setData(data.knobs, newer);
    this.setPresets(data.presets);
    this.actions.show(data);
    write(this.refusal, data.refusal);
    emphasise(this.outcome, data.outcome);
    this.layOut();
    if (data.autoplay && !this.updates) this.playOnAnswer = true;
    this.explained = Math.min(data.explained ?? data.last, data.last);
    this.clock.setLast(data.last);
    this.begin(event ?? (this.updates ? null : 0));
    this.holding = false;
    this.drawCurves();
    this.draw(true);
    this.painted(event);
    if (!newer) this.atRest();
  }

  /** @param {Record<string, import("./types.js").SurfaceData>} sent */
  remember(sent) {
    for (const [name, surface] of Object.entries(sent)) {
      surfaces.delete(name);
      surfaces.set(name, surface);
    }
    for (const name of surfaces.keys()) {
      if (surfaces.size <= MOST_SURFACES) break;
      if (!this.data?.panels.some((panel) => panel.surface === name)) surfaces.delete(name);
    }
    if (this.data?.panels.some(({ surface }) => surface && !surfaces.has(surface))) {
      this.channel.request({}, performance.now());
    }
  }

  /** The theme has changed. */
  redraw() {
    this.layOut();
    this.drawCurves();
    this.draw(true);
  }

  /** As many panels and curves as the data has, each with its part of it. */
  layOut() {
    const { data } = this;
    if (!data) return;
    const parts = this.panels.length + this.curves.length;
    while (this.panels.length > data.panels.length) this.panels.pop()?.destroy();
    while (this.panels.length < data.panels.length) this.addPanel();
    this.panelsRoot.dataset.count = String(data.panels.length);
    // Where panels show the same, one legend explains the marks for all.
    const same = new Set(data.panels.map(({ surface }) => surface)).size === 1;
    this.panels.forEach((panel, i) => panel.setData(data.panels[i], i === 0 || !same));
    const curves = Math.min(data.shown_curves, data.curves.length);
    while (this.curves.length > curves) this.curves.pop()?.root.remove();
    while (this.curves.length < curves) this.addCurve();
    if (parts !== this.panels.length + this.curves.length) this.measure();
    else for (const panel of this.panels) panel.lay();
  }

  addPanel() {
    const panel = new Panel(this);
    this.panels.push(panel);
    this.panelsRoot.append(panel.root);
  }

  addCurve() {
    const pick = (/** @type {number} */ step) => {
      this.clock.pause();
      this.clock.go(step);
    };
    const curve = new Curve(this, pick, () => this.drawCurves());
    this.curves.push(curve);
    this.curvesRoot.append(curve.root);
  }

  measure() {
    this.unit = Number(getComputedStyle(this.root).getPropertyValue("--unit"));
    for (const part of [...this.panels, ...this.curves]) part.resize();
  }

  resize() {
    this.measure();
    this.drawCurves();
    this.draw(true);
  }

  /** @returns {import("./types.js").PathData[]} the paths that are switched on */
  get shownPaths() {
    return (this.data?.panels ?? []).flatMap(({ paths }, i) =>
      paths.filter((_, at) => this.panels[i].legend.shows(at)),
    );
  }

  drawCurves() {
    const { data, shownPaths } = this;
    if (!data) return;
    for (const curve of this.curves) curve.draw(data.curves, shownPaths, data.last, this.theme);
  }

  /**
   * One view for all panels of the same frame.
   * @param {Panel} panel the one that was zoomed or panned
   * @param {import("./types.js").View} view
   */
  look(panel, view) {
    const domain = JSON.stringify(panel.data?.domain);
    for (const other of this.panels) {
      if (JSON.stringify(other.data?.domain) !== domain) continue;
      other.view = view;
      other.lay();
    }
    this.draw(true);
  }

  /** Draws what moves with the clock. */
  draw(afresh = false) {
    if (this.holding) return;
    const { step, last, playing } = this.clock;
    for (const panel of this.panels) {
      panel.draw(step, afresh);
      panel.placeStart(this.start);
    }
    for (const curve of this.curves) curve.place(step);
    this.fields.show(this.start, this.mainPanel);
    this.readings.draw(this.shownPaths, step);
    this.transport.draw(this.data?.unit ?? "step");
    mark(this.root, "data-start", this.start.map(repr).join(","));
    mark(this.root, "data-step", String(step));
    mark(this.root, "data-last-step", String(last));
    mark(this.root, "data-playing", String(playing));
  }

  /** The panel on which the start is set. */
  get mainPanel() {
    return this.data?.panels.find(({ kind }) => kind !== "data");
  }

  /** The clock has moved. */
  ticked() {
    this.draw();
    window.clearTimeout(this.pauseTimer);
    if (!this.data?.explain || this.clock.playing) return;
    this.pauseTimer = window.setTimeout(() => {
      const { step } = this.clock;
      if (step === this.explained || this.channel.busy || isLeaving()) return;
      this.explained = step;
      this.tell("pause", { step });
    }, REST);
  }

  /** Something was switched on or off. */
  switched() {
    this.drawCurves();
    this.draw(true);
  }

  /**
   * A click: the paths set off from here, and play.
   * @param {import("./types.js").Pair} start
   * @param {number} event
   */
  setOff(start, event) {
    this.clock.pause();
    this.playOnAnswer = true;
    this.place(start, event);
  }

  /**
   * A drag: the paths follow the hand.
   * @param {import("./types.js").Pair} start
   * @param {number} event
   */
  moveStart(start, event) {
    this.place(start, event);
    this.clock.pause();
    this.clock.go(this.clock.last);
  }

  /**
   * @param {import("./types.js").Pair} start
   * @param {number} event
   */
  place(start, event) {
    this.ask({ start }, event);
    this.start = start;
    // Streamlit sends the request a moment later: the server reckons while the marker is drawn.
    window.setTimeout(() => this.draw());
  }

  /**
   * @param {import("./types.js").Change} change
   * @param {number} event
   */
  ask(change, event) {
    window.clearTimeout(this.rest);
    this.channel.request(change, event);
  }

  /** @param {number | null} event */
  begin(event) {
    if (event === null || !this.playOnAnswer) return;
    this.playOnAnswer = false;
    this.clock.pause();
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.clock.go(still ? this.clock.last : 0);
    if (!still) this.clock.play();
  }

  /** @param {number | null} event */
  painted(event) {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        this.updates += 1;
        this.root.dataset.updates = String(this.updates);
        this.live.textContent = this.outcome.textContent;
        if (event) performance.measure("stage:answer", { start: event });
        port1.close();
      };
      port2.postMessage(null);
    });
  }

  /** The address takes the picture's settings, and the server learns that it has. */
  atRest() {
    window.clearTimeout(this.rest);
    this.rest = window.setTimeout(() => {
      if (!this.data || this.channel.busy || isLeaving()) return;
      const { query } = this.data;
      const address = window.location.pathname + (query ? `?${query}` : "");
      if (address !== window.location.pathname + window.location.search) {
        window.history.replaceState({}, "", address);
        this.tell("commit");
      }
    }, REST);
  }

  /** The address that reproduces this picture. */
  get link() {
    const { origin, pathname } = window.location;
    return origin + pathname + (this.data?.query ? `?${this.data.query}` : "");
  }

  /** @param {string} words for those who do not see the picture, and a moment on the screen */
  say(words) {
    this.live.textContent = words;
    this.toast.textContent = words;
    window.clearTimeout(this.toastTimer);
    this.toastTimer = window.setTimeout(() => (this.toast.textContent = ""), 2500);
  }

  /** @param {string[]} labels */
  setPresets(labels) {
    if (this.presets.dataset.labels === JSON.stringify(labels)) return;
    this.presets.dataset.labels = JSON.stringify(labels);
    this.presets.replaceChildren(
      element("p", { class: "dl-muted" }, labels.length ? "Try this" : ""),
      ...labels.map((label, preset) => this.experiment(label, preset)),
      this.experiment("Reset", -1),
    );
  }

  /**
   * @param {string} label
   * @param {number} preset
   */
  experiment(label, preset) {
    const button = element("button", { type: "button", class: "dl-link" }, label);
    button.dataset.testid = preset < 0 ? "reset" : `preset-${preset}`;
    button.addEventListener("click", (event) => {
      this.playOnAnswer = true;
      this.ask({ preset }, event.timeStamp);
    });
    return button;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const target = /** @type {Element} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, select")) return;
    if (event.key === " " && target.closest("button, a")) return;
    const act = {
      " ": () => this.clock.toggle(),
      ArrowLeft: () => this.clock.nudge(-1),
      ArrowRight: () => this.clock.nudge(1),
      Home: () => this.clock.nudge(-Infinity),
      End: () => this.clock.nudge(Infinity),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  destroy() {
    window.clearTimeout(this.rest);
    window.clearTimeout(this.pauseTimer);
    this.observer.disconnect();
    this.actions.destroy();
    this.channel.destroy();
    this.clock.destroy();
    for (const panel of this.panels) panel.destroy();
    this.root.remove();
  }
}

/**
 * @param {Uint8Array} a
 * @param {Uint8Array | undefined} b
 */
function sameBytes(a, b) {
  if (!b || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

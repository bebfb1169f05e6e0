/** The stage: panels, knobs, curves and transport under one clock, and one way to the server. */
import { actionsOf } from "./actions.js";
import { noteSettings, queryOf } from "./address.js";
import { Readings } from "./anatomy.js";
import { Announcer } from "./announcer.js";
import { assemble } from "./assemble.js";
import { Classroom } from "./classroom.js";
import { Clock } from "./clock.js";
import { element, mark, write } from "./dom.js";
import { Drawn } from "./drawn.js";
import { repr } from "./format.js";
import { Formula } from "./formula.js";
import { Hand } from "./hand.js";
import { clockKeys, listenToKeys } from "./keys.js";
import { Knobs } from "./knobs.js";
import { Layout } from "./layout.js";
import { arrived } from "./leaving.js";
import { keepLines } from "./lines.js";
import { afterPaint } from "./painted.js";
import { decode, nothingNew, sameBytes } from "./payload.js";
import { Predict } from "./predict.js";
import { Presets } from "./presets.js";
import { preview } from "./preview.js";
import { keepPrograms } from "./programs.js";
import { Question } from "./question.js";
import { Room } from "./room.js";
import { AWAY, Server } from "./server.js";
import { Shown, spelled } from "./shown.js";
import { Sorting } from "./sorting.js";
import { StartFields } from "./start.js";
import { keepSurfaces, lacksSurface } from "./surfaces.js";
import { readTheme } from "./theme.js";
import { Transport } from "./transport.js";

export class Stage {
  refusal = element("p", { class: "dl-refusal", role: "alert", "data-testid": "refusal" });
  away = element("p", { class: "dl-refusal", role: "alert", "data-testid": "away", hidden: true }, AWAY);
  root = element("div", {
    class: "dl-stage",
    "data-testid": "stage",
    "data-busy": "false",
    "data-updates": "0",
    "data-previews": "0",
    "data-preview": "false",
    role: "group",
    "aria-label": "Stage",
    tabindex: "-1",
  });
  announcer = new Announcer();
  readings = new Readings();
  formula = new Formula();

  /**
   * @param {HTMLElement} host
   * @param {typeof Server} Way to the server
   */
  constructor(host, Way = Server) {
    this.host = host;
    /** @type {import("./types.js").Answer | null} */
    this.data = null;
    /** @type {import("./theme.js").Theme | null} */
    this.theme = null;
    /** @type {Uint8Array | undefined} */
    this.bytes = undefined;
    /** @type {import("./types.js").Pair} */
    this.start = [0, 0];
    /** @type {import("./types.js").Pair | null} where a hand has put it, until that is answered */
    this.placed = null;
    this.updates = 0;
    this.previews = 0;
    /** @type {string | null} the surfaces that the page opened with */
    this.opened = null;
    this.answered = NaN;
    // While an answer is applied, nothing is drawn until all of it is.
    this.holding = false;
    const setOff = this.setOff.bind(this);
    this.server = new Way(
      (busy) => mark(this.root, "data-busy", String(busy)),
      () => this.rested(),
      (silent) => (this.away.hidden = !silent),
    );
    this.clock = new Clock(() => this.ticked());
    this.question = new Question(this.root, this.clock, {
      changed: () => this.draw(),
      tell: (outcome) => void (this.isPreview || this.announcer.announce(outcome)),
    });
    this.hand = new Hand(this.clock, this.question, () => this.server.busy);
    this.drawn = new Drawn(this.hand, this.server);
    this.layout = new Layout({
      setOff: (start, time) => void (this.predict.take(start) || setOff(start, time)),
      moveStart: this.moveStart.bind(this),
      dragStart: this.dragStart.bind(this),
      letGo: () => this.letGo(true),
      draw: (points, time, held) => this.drawn.draw(points, time, held),
      pick: this.pick.bind(this),
      knobs: () => this.knobs,
      ask: (change) => this.server.ask(change, performance.now()),
      redraw: () => this.lookedAt(),
      rest: () => this.server.restSoon(),
    });
    this.predict = new Predict(this.clock, this.question, this.layout, () => this.lookedAt());
    this.sorting = new Sorting(() => this.lookedAt());
    this.shown = new Shown(this.clock, this.layout, this.sorting);
    this.shown.asked = () => this.predict.asked;
    this.transport = new Transport(this.clock);
    this.knobs = new Knobs({
      grab: () => this.hand.hold(),
      turn: this.turn.bind(this),
      letGo: () => this.letGo(false),
    });
    this.fields = new StartFields(setOff);
    this.presets = new Presets(this.experiment.bind(this));
    this.actions = actionsOf(this);
    this.classroom = new Classroom(this);
    this.room = new Room(this.root, this.layout.panelsRoot, this.formula);
    assemble(this);
    this.stopKeys = listenToKeys(this.root, clockKeys(this.clock));
    arrived();
  }

  /** @param {import("./types.js").Component} component */
  update({ data: bytes, setTriggerValue }) {
    this.server.connect(setTriggerValue);
    if (sameBytes(bytes, this.bytes)) {
      if (this.data && this.readTheme(this.data)) this.redraw(this.data);
      return;
    }
    this.bytes = bytes;
    const id = nothingNew(bytes);
    if (id === null) this.applyAnswer(this.shown.asLeft(decode(bytes)));
    else if (!this.data) this.server.ask({}, performance.now());
    else {
      const time = this.server.answered(id);
      if (time !== null) this.applyAnswer({ ...this.data, answer: id }, time);
    }
  }

  /**
   * @param {import("./types.js").Answer} data
   * @param {number | null} [time] when the person acted, if this answers the newest request
   */
  applyAnswer(data, time = this.server.answered(data.answer)) {
    const newer = this.server.busy;
    this.holding = true;
    this.data = data;
    this.root.dataset.page = data.page;
    noteSettings(data.query);
    keepSurfaces(data.surfaces, data.panels);
    void keepPrograms(data.programs).then(() => this.layout.fill());
    keepLines(data.lines);
    if (lacksSurface(data.panels)) this.server.askAll();
    if (!newer) this.placed = null;
    this.drawn.settle(data.panels, newer);
    this.start = this.placed ?? data.start;
    this.knobs.setData(data.knobs, newer);
    this.presets.setLabels(data.presets, data.active);
    this.actions.present.setData(data.present);
    write(this.refusal, data.refusal);
    this.question.setOutcome(data.outcome);
    this.actions.taking.receive(data.taken);
    this.readTheme(data);
    this.setClock(data, time);
    this.holding = false;
    // What the hand has done since then is shown on top of it.
    if (!newer || !this.preview()) {
      mark(this.root, "data-preview", "false");
      this.redraw(data);
    }
    if (this.shown.isNew(data.view)) {
      this.shown.apply(data.view, data.curves);
      this.predict.open(data.view.predict);
    }
    this.classroom.begin(data.view !== null);
    this.painted(time);
    if (!newer) this.server.restSoon();
  }

  /**
   * @param {import("./types.js").Answer} data
   * @returns {boolean} whether the theme has changed
   */
  readTheme(data) {
    const before = this.theme;
    this.theme = readTheme(this.host, data.colours);
    this.root.dataset.mode = this.theme.mode;
    this.root.style.setProperty("--muted", this.theme.muted);
    this.formula.setTheme(this.theme);
    return before?.mode !== this.theme.mode || before.background !== this.theme.background;
  }

  /**
   * @param {import("./types.js").Answer} data
   * @param {number | null} time when the person acted, if this answers the newest request
   */
  setClock(data, time) {
    this.clock.setLast(data.last);
    if (this.shown.isNew(data.view)) this.clock.go(data.view.at);
    const surfaces = data.panels.map(({ surface }) => surface).join();
    // A change that nobody asked for here: the page opens, or a widget has chosen other surfaces.
    const unasked = data.answer === this.answered || data.answer === this.server.noted;
    const opens = this.opened === null || (unasked && surfaces !== this.opened);
    [this.opened, this.answered] = [surfaces, data.answer];
    if (opens) this.hand.open(data.view?.at ?? 0, data.autoplay);
    else if (time !== null) this.hand.answered();
  }

  /** @param {import("./types.js").Answer} data */
  redraw(data) {
    if (!this.theme) return;
    this.layout.syncPanels(data, this.theme);
    this.predict.setData(data);
    this.layout.drawCurves();
    this.draw(true);
  }

  /** Draws what moves with the clock. */
  draw(afresh = false) {
    if (this.holding) return;
    const { step, last, playing } = this.clock;
    this.question.update();
    this.predict.veil();
    this.layout.draw(step, this.start, afresh, this.question.until);
    this.fields.show(this.start, this.data?.panels.find(({ kind }) => kind !== "data"));
    this.readings.draw(this.layout.shownPaths, step);
    this.formula.draw(this.layout.shownPaths, step, this.data?.unit ?? "step", this.question.locked);
    this.transport.draw(this.data?.unit ?? "step");
    this.classroom.draw();
    this.predict.draw(this.root);
    mark(this.root, "data-start", this.start.map(repr).join(","));
    mark(this.root, "data-at", String(step));
    mark(this.root, "data-last", String(last));
    mark(this.root, "data-playing", String(playing));
  }

  ticked() {
    this.shown.ticked();
    this.predict.ticked();
    this.draw();
    if (!this.clock.playing) this.server.restSoon();
  }

  /** The reader has chosen what is looked at. */
  lookedAt() {
    this.draw(true);
    if (this.data) this.server.restSoon();
  }

  /** Whether what is shown was worked out here: the words are still of the answer before. */
  get isPreview() {
    return this.root.dataset.preview === "true";
  }

  /** The address's query, by which the page is found again, and whether the server is to know. */
  rested() {
    if (this.data) this.shown.leave(this.data);
    const query = queryOf(this.data?.view ? spelled(this.shown.view) : null);
    // A phone in a room shows none of the words that the server has for it.
    return { query, wanted: (this.data?.rests ?? false) && !this.classroom.guest };
  }

  /** @param {number} step */
  pick(step) {
    this.clock.pause();
    this.clock.go(step);
  }

  /**
   * @param {import("./types.js").Pair} start
   * @param {number} time
   */
  setOff(start, time) {
    this.hand.setOff();
    if (this.setStart(start, time)) this.hand.play();
  }

  /**
   * @param {import("./types.js").Pair} start
   * @param {number} time
   */
  moveStart(start, time) {
    this.setStart(start, time);
    this.hand.showWhole();
  }

  /**
   * @param {import("./types.js").Pair} start
   * @param {number} time
   */
  dragStart(start, time) {
    this.hand.hold();
    this.moveStart(start, time);
  }

  /**
   * @param {string} name of a knob
   * @param {number} value
   * @param {number} time
   */
  turn(name, value, time) {
    this.change({ knobs: { [name]: value } }, time);
    this.hand.showWhole();
  }

  /**
   * @param {import("./types.js").Pair} start
   * @param {number} time
   * @returns {boolean} whether the paths from there are shown already
   */
  setStart(start, time) {
    this.start = this.placed = start;
    const previewed = this.change({ start }, time);
    if (!previewed) this.draw();
    return previewed;
  }

  /**
   * Shows at once what can be told here; the server, which has the words, follows.
   * @param {import("./types.js").Change} change
   * @param {number} time
   * @returns {boolean} whether it is shown
   */
  change(change, time) {
    const previewed = this.preview(time);
    if (previewed && this.hand.held) this.server.askInTime(change, time);
    else this.server.ask(change, time);
    return previewed;
  }

  /**
   * @param {number} [time] when the person acted
   * @returns {boolean} whether what hand and knobs say could be told here
   */
  preview(time) {
    const made = this.data && preview(this.data, this.placed, this.knobs.values);
    if (!made) return false;
    this.start = made.start;
    mark(this.root, "data-preview", "true");
    this.clock.setLast(made.last);
    this.redraw(made);
    if (time) afterPaint(() => this.previewed(time));
    return true;
  }

  /** @param {number} time */
  previewed(time) {
    this.previews += 1;
    this.root.dataset.previews = String(this.previews);
    performance.measure("stage:preview", { start: time });
  }

  /** @param {boolean} plays whether the paths set off */
  letGo(plays) {
    this.server.flush();
    this.hand.letGo(plays);
  }

  /**
   * @param {number} preset
   * @param {number} time
   */
  experiment(preset, time) {
    this.hand.setOff();
    this.server.ask({ preset }, time);
  }

  /** @param {number | null} time */
  painted(time) {
    afterPaint(() => {
      this.updates += 1;
      this.root.dataset.updates = String(this.updates);
      this.announcer.announce(this.question.told);
      if (time) performance.measure("stage:answer", { start: time });
    });
  }

  destroy() {
    this.stopKeys();
    this.actions.destroy();
    this.server.destroy();
    this.clock.destroy();
    this.layout.destroy();
    this.sorting.destroy();
    this.room.destroy();
    this.classroom.destroy();
    this.root.remove();
  }
}

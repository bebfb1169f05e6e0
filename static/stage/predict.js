/**
 * Predict first: nothing of the runs is seen until the reader has said where one of them will be
 * after so many steps; then it is played up to there, and the guess is measured.
 */
import { element, emphasise, hide, icon, mark, write } from "./dom.js";
import { Guess } from "./guess.js";
import { told, truthOf } from "./truth.js";

const MARK = "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3ZM7.3 4.5h1.4v2.8h2.8v1.4H8.7v2.8H7.3V8.7H4.5V7.3h2.8Z";
const USUAL = 40;

/** @typedef {import("./types.js").Pair} Pair */
/**
 * @typedef {object} Run
 * @property {number} number counted from 1 over all panels
 * @property {number} index in its panel
 * @property {string} label
 * @property {import("./types.js").PathData} path
 * @property {import("./panel.js").Panel} panel
 */

export class Predict {
  button = element(
    "button",
    { type: "button", class: "dl-icon", "data-testid": "predict", "aria-label": "Predict first", title: "Predict first" },
    icon(MARK),
  );
  choice = element("select", { "aria-label": "Run", "data-testid": "predict-run" });
  field = element("input", { type: "number", min: 1, "aria-label": "Steps", "data-testid": "predict-steps" });
  unit = element("span");
  asks = element("span", {}, "Where will ", this.choice, " be after ", this.field, this.unit);
  answer = element("span", { role: "status", "data-testid": "predict-answer" });
  again = element("button", { type: "button", class: "dl-link", "data-testid": "predict-again" }, "Ask again");
  line = element("p", { class: "dl-predict" }, this.asks, this.answer, " ", this.again);

  /**
   * @param {import("./clock.js").Clock} clock
   * @param {import("./question.js").Question} question
   * @param {import("./layout.js").Layout} layout
   * @param {() => void} changed what may be seen is no longer what is drawn
   */
  constructor(clock, question, layout, changed) {
    this.clock = clock;
    this.question = question;
    this.layout = layout;
    this.changed = changed;
    /** @type {"off" | "open" | "told"} */
    this.state = "off";
    // A question that came by a link cannot be put aside before it is answered.
    this.bound = false;
    this.playing = false;
    /** @type {Run[]} */
    this.runs = [];
    this.run = 1;
    this.steps = USUAL;
    this.unitName = "step";
    /** @type {Pair | null} */
    this.point = null;
    this.sentence = "";
    /** @type {((run: Run, point: Pair) => void) | null} who takes the guesses of a class */
    this.taker = null;
    this.guess = new Guess((point) => this.take(point));
    this.listen();
  }

  listen() {
    this.button.addEventListener("click", () => (this.state === "off" ? this.ask() : this.close()));
    this.choice.addEventListener("change", () => this.choose(Number(this.choice.value), this.steps));
    this.field.addEventListener("change", () => this.choose(this.run, Number(this.field.value)));
    this.again.addEventListener("click", () => this.ask());
  }

  /** What the link says of it. */
  get asked() {
    return this.state === "off" || this.taker ? null : /** @type {Pair} */ ([this.run, this.steps]);
  }

  /** @returns {Run | undefined} the run that is asked of */
  get chosen() {
    return this.runs.find(({ number }) => number === this.run) ?? this.runs[0];
  }

  /**
   * A link asks, or asks nothing.
   * @param {import("./types.js").ShownData["predict"]} asked
   */
  open(asked) {
    if (asked && this.runs.length) {
      [this.run, this.steps] = asked;
      this.bound = true;
      this.ask();
    } else if (this.state !== "off") this.close();
  }

  ask() {
    this.state = "open";
    this.playing = false;
    this.point = null;
    this.clock.pause();
    this.clock.go(0);
    this.clock.locked = true;
    this.question.lock("");
    this.changed();
    this.line.scrollIntoView({ block: "nearest" });
  }

  /**
   * A class is asked: guesses are taken elsewhere, and nothing is put aside meanwhile.
   * @param {(run: Run, point: Pair) => void} taker
   * @param {number} run
   * @param {number} steps
   */
  askClass(taker, run, steps) {
    [this.run, this.steps, this.taker] = [run, steps, taker];
    this.bound = true;
    this.ask();
  }

  /** The class has been answered, or is asked no more. */
  leaveClass() {
    this.taker = null;
    this.state = "off";
    this.playing = false;
    this.release();
  }

  close() {
    if (this.bound && this.state === "open") return;
    this.state = "off";
    this.release();
  }

  release() {
    this.bound = false;
    this.clock.locked = false;
    this.question.unlock();
    this.changed();
  }

  /**
   * @param {number} run
   * @param {number} steps
   */
  choose(run, steps) {
    this.run = run;
    if (steps >= 1) this.steps = Math.min(Math.round(steps), this.clock.last);
    this.changed();
  }

  /**
   * A point of the picture, as a guess where one is asked for. What a class was asked about stays
   * as it is, so that a tap is nothing else there.
   * @param {Pair} point
   * @returns {boolean} whether it was
   */
  take(point) {
    const asks = this.state === "open" && this.chosen;
    if (asks && this.taker) this.taker(asks, point);
    else if (asks) this.reveal(point);
    return Boolean(asks || this.taker);
  }

  /**
   * Shows the runs up to the step that was asked for.
   * @param {Pair | null} point the guess that is measured then
   */
  reveal(point) {
    this.state = "told";
    this.point = point;
    this.release();
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) this.clock.go(this.steps);
    else {
      this.playing = true;
      this.clock.play();
    }
  }

  /** Playback ends at the step that was asked for. */
  ticked() {
    if (!this.playing || this.clock.step < this.steps) return;
    this.playing = false;
    this.clock.pause();
    this.clock.go(this.steps);
  }

  /** Whether it is known how good the guess is. */
  get judged() {
    return this.state === "told" && !this.playing;
  }

  /** @param {import("./types.js").Answer} data */
  setData({ unit }) {
    this.runs = runsOf(this.layout);
    this.unitName = unit;
    this.steps = Math.max(1, Math.min(this.steps, this.clock.last));
    const run = this.chosen;
    // Other runs: what was guessed says nothing of them.
    if (run && this.point && this.sentence && this.words(run, this.point) !== this.sentence) {
      this.point = null;
      this.sentence = "";
    }
    const labels = JSON.stringify(this.runs.map(({ label }) => label));
    if (this.choice.dataset.labels === labels) return;
    this.choice.setAttribute("data-labels", labels);
    this.choice.replaceChildren(
      ...this.runs.map(({ number, label }) => element("option", { value: number }, label)),
    );
  }

  /**
   * @param {Run} run
   * @param {Pair} point
   */
  words({ label, path, panel }, point) {
    return told(label, truthOf(path, this.steps), point, this.steps, this.unitName, panel.data?.kind === "line");
  }

  /**
   * The question, without what is to be done; `**` marks what is emphasised.
   * @param {Run[]} runs
   */
  asking(runs) {
    const name = runs.length === 1 ? `**${runs[0].label}**` : "each run";
    return `Where will ${name} be after ${this.steps} ${this.counted}?`;
  }

  /** What steps are called, as many as are asked for. */
  get counted() {
    return `${this.unitName}${this.steps === 1 ? "" : "s"}`;
  }

  /** Hides or shows the runs, before they are drawn. */
  veil() {
    this.layout.veil(this.state === "open", this.state !== "off");
  }

  /** @param {HTMLElement} root */
  draw(root) {
    const { state, chosen, point } = this;
    mark(root, "data-predict", state);
    root.querySelector(".dl-transport")?.toggleAttribute("inert", state === "open");
    hide(this.line, state === "off" || this.taker !== null);
    hide(this.asks, state !== "open");
    hide(this.again, !this.judged);
    hide(this.button, !this.runs.length);
    this.button.disabled = this.taker !== null || (this.bound && state === "open");
    mark(this.button, "aria-pressed", String(state !== "off"));
    if (!chosen) return;
    this.choice.value = String(chosen.number);
    if (document.activeElement !== this.field) this.field.value = String(this.steps);
    this.field.max = String(this.clock.last);
    write(this.unit, ` ${this.counted}? Tap there, or aim with arrow keys and Enter.`);
    const sentence = this.judged && point ? this.words(chosen, point) : "";
    if (sentence !== this.sentence) emphasise(this.answer, sentence);
    this.sentence = sentence;
    const truth = truthOf(chosen.path, this.steps);
    this.guess.draw(chosen.panel, state === "open", point, this.judged && !truth.lost ? truth.at : null);
  }
}

/**
 * @param {import("./layout.js").Layout} layout
 * @returns {Run[]} the runs whose place can be asked for, numbered over all panels
 */
function runsOf({ panels }) {
  let number = 0;
  const all = panels.flatMap((panel) =>
    (panel.data?.paths ?? []).map((path, index) => ({ number: (number += 1), index, label: path.name, path, panel })),
  );
  const runs = all.filter(({ path, panel }) => panel.data?.kind !== "data" && !path.faint);
  const repeats = (/** @type {string} */ name) => runs.filter(({ label }) => label === name).length > 1;
  return runs.map((run) => {
    const more = run.panel.data?.title || run.path.detail;
    return repeats(run.path.name) ? { ...run, label: `${run.path.name}, ${more}` } : run;
  });
}

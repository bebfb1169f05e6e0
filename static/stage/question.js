/**
 * The question before the answer: how the runs end is seen when they have ended, while a hand
 * changes something, or when the reader asks; never while a prediction is open.
 */
import { element, emphasise, hide, mark } from "./dom.js";

/**
 * @typedef {object} Handlers
 * @property {() => void} changed what may be seen is no longer what is drawn
 * @property {(outcome: string) => void} tell the outcome has come into sight
 */

export class Question {
  outcome = element("p", { class: "dl-outcome", "data-testid": "outcome" });
  show = element("button", { type: "button", "data-testid": "show-outcome" }, "show the outcome");
  offer = element("span", {}, "Play, or ", this.show, ".");
  reason = element("span");
  line = element("p", { class: "dl-question", "data-testid": "question" }, this.offer, this.reason);

  /**
   * @param {HTMLElement} root
   * @param {import("./clock.js").Clock} clock
   * @param {Handlers} handlers
   */
  constructor(root, clock, handlers) {
    this.root = root;
    this.clock = clock;
    this.handlers = handlers;
    this.asked = false;
    this.held = false;
    this.locked = false;
    this.sentence = "";
    this.shown = "";
    this.show.addEventListener("click", () => this.answer());
    this.update();
  }

  get revealed() {
    const { step, last } = this.clock;
    return !this.locked && (this.asked || this.held || step >= last);
  }

  /** The last tick up to which numbers may be drawn. */
  get until() {
    const { step, last } = this.clock;
    return this.revealed ? last : step;
  }

  /** Shows how it ends. */
  answer() {
    this.asked = true;
    this.clock.pause();
    this.clock.go(this.clock.last);
    this.handlers.changed();
  }

  /** Other runs set off: what was asked of the last ones says nothing of them. */
  reset() {
    this.asked = false;
    this.handlers.changed();
  }

  /** A hand changes something. */
  hold() {
    this.held = true;
    this.handlers.changed();
  }

  release() {
    this.held = false;
    this.handlers.changed();
  }

  /**
   * Nothing is shown until it is unlocked.
   * @param {string} reason what stands in the outcome's place
   */
  lock(reason) {
    this.locked = true;
    this.reason.textContent = reason;
    this.handlers.changed();
  }

  unlock() {
    this.locked = false;
    this.reason.textContent = "";
    this.handlers.changed();
  }

  /** @param {string} sentence in which `**` marks what is emphasised */
  setOutcome(sentence) {
    this.sentence = sentence;
  }

  /** Brings words and the root's mark up to date. */
  update() {
    const { revealed } = this;
    const appears = revealed && this.root.dataset.revealed === "false";
    mark(this.root, "data-revealed", String(revealed));
    hide(this.line, revealed);
    hide(this.offer, this.locked);
    if (revealed && this.sentence !== this.shown) {
      emphasise(this.outcome, this.sentence);
      this.shown = this.sentence;
    }
    hide(this.outcome, !revealed);
    if (appears) this.handlers.tell(this.told);
  }

  /** The outcome, as far as it may be known. */
  get told() {
    return this.revealed ? (this.outcome.textContent ?? "") : "";
  }
}

/** *Try this*: experiments in one click, and the way back to the page's defaults. */
import { element, mark } from "./dom.js";

export const RESET = -1;

export class Presets {
  root = element("div", { class: "dl-presets" });

  /** @param {(preset: number, time: number) => void} onChoose */
  constructor(onChoose) {
    this.onChoose = onChoose;
  }

  /**
   * @param {string[]} labels
   * @param {number | null} active the one whose settings the page has
   */
  setLabels(labels, active) {
    const key = JSON.stringify(labels);
    if (this.root.dataset.labels !== key) {
      this.root.dataset.labels = key;
      this.root.replaceChildren(
        ...(labels.length ? [element("p", { class: "dl-muted" }, "Try this")] : []),
        ...labels.map((label, preset) => this.button(label, preset)),
        this.button("Reset", RESET),
      );
    }
    [...this.root.querySelectorAll("button")].slice(0, labels.length).forEach((button, preset) => {
      mark(button, "aria-pressed", String(preset === active));
    });
  }

  /**
   * @param {string} label
   * @param {number} preset
   */
  button(label, preset) {
    const button = element("button", { type: "button", class: "dl-link" }, label);
    button.dataset.testid = preset === RESET ? "reset" : `preset-${preset}`;
    button.addEventListener("click", (event) => this.onChoose(preset, event.timeStamp));
    return button;
  }
}

/** The start in two fields, for exact coordinates. */
import { element, write } from "./dom.js";
import { fill, typedNumber } from "./format.js";

export class StartFields {
  /** @param {(start: [number, number], time: number) => void} onStart */
  constructor(onStart) {
    this.labels = [element("span", {}, "x"), element("span", {}, "y")];
    this.inputs = ["x", "y"].map((axis, i) => {
      const input = element("input", {
        type: "text",
        inputmode: "decimal",
        "data-testid": `start-${axis}`,
      });
      input.addEventListener("focus", () => {
        fill(input, this.start[i]);
        input.select();
      });
      input.addEventListener("blur", () => fill(input, this.start[i]));
      input.addEventListener("change", (event) => this.typed(i, event, onStart));
      return input;
    });
    /** @type {[number, number]} */
    this.start = [0, 0];
    this.rows = this.inputs.map((input, i) => element("label", {}, this.labels[i], input));
    this.root = element("div", { class: "dl-fields", role: "group", "aria-label": "Start" });
    this.root.append(element("span", {}, "start"), ...this.rows);
  }

  /**
   * @param {number} i
   * @param {Event} event
   * @param {(start: [number, number], time: number) => void} onStart
   */
  typed(i, event, onStart) {
    const value = typedNumber(this.inputs[i].value);
    const start = /** @type {[number, number]} */ ([...this.start]);
    start[i] = value;
    if (Number.isFinite(value)) onStart(start, event.timeStamp);
    else fill(this.inputs[i], this.start[i]);
  }

  /**
   * @param {[number, number]} start
   * @param {import("./types.js").PanelData} [panel] where it is set; on a line it is one number
   */
  show(start, panel) {
    this.start = start;
    const axes = panel?.axes ?? ["x", "y"];
    this.rows[1].hidden = panel?.kind === "line";
    this.inputs.forEach((input, i) => {
      write(this.labels[i], axes[i]);
      if (document.activeElement !== input) fill(input, start[i]);
    });
  }
}

/** The start in two fields, for exact coordinates. */
import { element, write } from "./dom.js";

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
      input.addEventListener("focus", () => input.select());
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
    const text = this.inputs[i].value.trim().replace(",", ".").replace("−", "-");
    const value = text === "" ? NaN : Number(text);
    const start = /** @type {[number, number]} */ ([...this.start]);
    start[i] = value;
    if (Number.isFinite(value)) onStart(start, event.timeStamp);
    else this.inputs[i].value = String(this.start[i]);
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
      if (document.activeElement !== input) input.value = String(Number(start[i].toPrecision(6)));
    });
  }
}

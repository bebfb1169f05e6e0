/** The start's handle: a pointer drags it, arrow keys move it. */
import { element, mark } from "./dom.js";
import { short } from "./format.js";
import { dragHandle } from "./gestures.js";

/** @typedef {import("./types.js").Pair} Pair */

/** @type {Record<string, Pair>} */
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
// The share of a view that a press of a key moves it by, and one with the shift key held.
const PRESS = 1 / 50;
const FINE = 1 / 500;

/**
 * @typedef {object} Handlers
 * @property {(pointer: {clientX: number, clientY: number}, time: number) => void} drag
 * @property {() => void} letGo
 * @property {(shares: Pair, time: number) => void} nudge by shares of the view
 */

export class StartHandle {
  root = element("button", { class: "dl-start", type: "button", "data-testid": "start-handle" });

  /** @param {Handlers} handlers */
  constructor({ drag, letGo, nudge }) {
    dragHandle(this.root, drag, letGo);
    this.root.addEventListener("keydown", (event) => {
      const direction = DIRECTIONS[event.key];
      if (!direction) return;
      event.preventDefault();
      event.stopPropagation();
      const share = event.shiftKey ? FINE : PRESS;
      nudge([share * direction[0], share * direction[1]], event.timeStamp);
    });
  }

  /**
   * @param {Pair} pixel of what it lies in
   * @param {boolean} seen whether the start lies in the view
   */
  place([x, y], seen) {
    this.root.style.transform = `translate(${x}px, ${y}px)`;
    this.root.style.visibility = seen ? "" : "hidden";
  }

  /**
   * @param {Pair} start
   * @param {[string, string]} axes
   */
  describe([x, y], [first, second]) {
    const label = `Start: ${first} ${short(x)}, ${second} ${short(y)}. Drag it, or move it with the arrow keys.`;
    mark(this.root, "aria-label", label);
  }
}

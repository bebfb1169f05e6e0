/** The guess on the picture: a mark that aims, and the line from it to the truth. */
import { element, hide, mark } from "./dom.js";
import { short } from "./format.js";

/** @typedef {import("./types.js").Pair} Pair */

const SPACE = "http://www.w3.org/2000/svg";
/** @type {Record<string, Pair>} */
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Guess {
  /** @param {(point: Pair) => void} set */
  constructor(set) {
    this.set = set;
    /** @type {import("./panel.js").Panel | null} */
    this.panel = null;
    /** @type {Pair | null} where the keys aim */
    this.aim = null;
    this.picture = document.createElementNS(SPACE, "svg");
    this.picture.setAttribute("class", "dl-guess");
    this.picture.setAttribute("aria-hidden", "true");
    this.link = this.shape("line", "dl-guess-line");
    this.cross = this.shape("path", "dl-guess-cross");
    this.truth = this.shape("circle", "dl-guess-truth");
    this.truth.setAttribute("r", "7");
    this.handle = element("button", { type: "button", class: "dl-aim", "data-testid": "aim" });
    this.handle.addEventListener("keydown", (event) => this.key(event));
  }

  /**
   * @param {string} tag
   * @param {string} name
   */
  shape(tag, name) {
    const made = document.createElementNS(SPACE, tag);
    made.setAttribute("class", name);
    this.picture.append(made);
    return made;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { panel } = this;
    const at = this.aim ?? panel?.start;
    if (!panel || !at) return;
    const direction = DIRECTIONS[event.key];
    if (direction) {
      const share = event.shiftKey ? 1 / 500 : 1 / 50;
      const { x, y } = panel.lens.view;
      this.aim = panel.nearestStart([
        at[0] + direction[0] * share * (x[1] - x[0]),
        at[1] + direction[1] * share * (y[1] - y[0]),
      ]);
      this.draw(panel, true, null, null);
    } else if (event.key === "Enter") this.set(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * @param {import("./panel.js").Panel} panel
   * @param {boolean} open whether a guess is asked for
   * @param {Pair | null} point the guess; while one is asked for, the one to be changed
   * @param {Pair | null} truth once it may be seen
   */
  draw(panel, open, point, truth) {
    if (this.panel !== panel) {
      this.panel = panel;
      panel.plot.append(this.picture, this.handle);
    }
    if (!open) this.aim = null;
    hide(this.handle, !open);
    const at = open ? (this.aim ?? point) : point;
    const [x, y] = (at && panel.scene?.toUnits(...at)) ?? [0, 0];
    mark(this.picture, "viewBox", `0 0 ${panel.width || 1} ${panel.height || 1}`);
    mark(this.cross, "d", at ? `M${x - 9} ${y}h18M${x} ${y - 9}v18` : "");
    const [tx, ty] = (truth && panel.scene?.toUnits(...truth)) ?? [x, y];
    const seen = truth && point ? "visible" : "hidden";
    for (const [name, value] of Object.entries({ x1: x, y1: y, x2: tx, y2: ty })) {
      mark(this.link, name, String(value));
    }
    mark(this.truth, "cx", String(tx));
    mark(this.truth, "cy", String(ty));
    for (const shape of [this.link, this.truth]) mark(shape, "visibility", seen);
    const [gx, gy] = at ?? panel.start;
    mark(this.handle, "aria-label", `Your guess: ${short(gx)}, ${short(gy)}. Move it with the arrow keys; Enter sets it.`);
  }
}

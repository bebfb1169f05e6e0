/** Guesses on the pictures, in their runs' colours: a class's as a cloud, a phone's own as crosses. */
import { mark } from "./dom.js";
import { pathColour } from "./theme.js";

const SPACE = "http://www.w3.org/2000/svg";
const DOT = 4.5;
const ARM = 9;

/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./predict.js").Run} Run */
/** @typedef {{run: Run, points: Pair[], truth: Pair | null}} Placed what was guessed of a run, and where it is */

export class Crowd {
  /** @param {"dot" | "cross"} shape a cross is joined to where the run is */
  constructor(shape) {
    this.shape = shape;
    /** @type {Map<import("./panel.js").Panel, SVGSVGElement>} */
    this.pictures = new Map();
  }

  /** @param {Placed[]} placed */
  draw(placed) {
    for (const picture of this.pictures.values()) picture.replaceChildren();
    for (const each of placed) this.drawRun(each);
  }

  /** @param {Placed} placed */
  drawRun({ run, points, truth }) {
    const { scene, width, height } = run.panel;
    if (!scene) return;
    const picture = this.pictureOf(run.panel);
    mark(picture, "viewBox", `0 0 ${width || 1} ${height || 1}`);
    const places = points.map((point) => scene.toUnits(...point));
    const colour = pathColour(run.path, scene.theme);
    const path = document.createElementNS(SPACE, "path");
    const end = truth && scene.toUnits(...truth);
    path.setAttribute("d", places.map((at) => (this.shape === "dot" ? dot(at) : cross(at, end))).join(""));
    path.setAttribute("data-guesses", String(places.length));
    path.setAttribute(this.shape === "dot" ? "fill" : "stroke", colour);
    picture.append(path);
  }

  /** @param {import("./panel.js").Panel} panel */
  pictureOf(panel) {
    const known = this.pictures.get(panel);
    if (known?.isConnected) return known;
    const made = document.createElementNS(SPACE, "svg");
    made.setAttribute("class", `dl-crowd dl-crowd-${this.shape}`);
    made.setAttribute("aria-hidden", "true");
    made.setAttribute("data-testid", "crowd");
    panel.plot.append(made);
    this.pictures.set(panel, made);
    return made;
  }

  clear() {
    for (const picture of this.pictures.values()) picture.remove();
    this.pictures.clear();
  }
}

/** @param {Pair} at */
function dot([x, y]) {
  return `M${x - DOT} ${y}a${DOT} ${DOT} 0 1 0 ${2 * DOT} 0a${DOT} ${DOT} 0 1 0 ${-2 * DOT} 0z`;
}

/**
 * @param {Pair} at
 * @param {Pair | null} end
 */
function cross([x, y], end) {
  return `M${x - ARM} ${y}h${2 * ARM}M${x} ${y - ARM}v${2 * ARM}${end ? `M${x} ${y}L${end.join(" ")}` : ""}`;
}

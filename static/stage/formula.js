/** The rule beside the picture: its lines, and the numbers of the shown step in their places. */
import { element, mark, write } from "./dom.js";
import { linesOf } from "./lines.js";
import { slotsOf, textsOf } from "./slots.js";

/** @typedef {import("./types.js").PathData & {formula: import("./types.js").FormulaData}} Told */

export class Formula {
  title = element("strong");
  when = element("span", { class: "dl-muted dl-step-when", "data-testid": "step-shown" });
  choice = element("span", { class: "dl-step-choice", role: "group", "aria-label": "Formula of" });
  body = element("div", { class: "dl-step-body" });
  lines = element("div", { class: "dl-step-lines", tabindex: "0", role: "group", "aria-label": "The step" }, this.body);
  ending = element("p", { class: "dl-step-ending" });
  head = element("p", { class: "dl-step-head" }, this.title, this.when, this.choice);
  root = element("section", { class: "dl-step", "data-testid": "step", "aria-label": "The shown step" });

  constructor() {
    /** The name of the run whose formula is shown, where there are several. */
    this.chosen = "";
    this.names = "";
    this.drawn = "";
    /** @type {import("./types.js").VariantData | null} */
    this.variant = null;
    /** @type {import("./slots.js").Slot[]} */
    this.slots = [];
    /** @type {[HTMLElement, number][]} where the numbers stand, and in which slots they are */
    this.places = [];
    /** What is drawn, to be drawn again when another run is chosen. */
    this.again = () => {};
  }

  /** @param {import("./theme.js").Theme} theme */
  setTheme(theme) {
    for (const [name, colour] of Object.entries(theme.arrows)) {
      this.root.style.setProperty(`--arrow-${name}`, colour);
    }
  }

  /**
   * @param {import("./types.js").PathData[]} paths
   * @param {number} tick
   * @param {string} unit
   * @param {boolean} locked whether the numbers are asked for, so that symbols alone are shown
   */
  draw(paths, tick, unit, locked = false) {
    const told = paths.filter(isTold);
    this.again = () => this.draw(paths, tick, unit, locked);
    // Where noise begins, say, a run has another formula, which the answer brings: it keeps its place.
    const awaited = !told.length && paths.some(hasFormula);
    mark(this.root, "data-awaited", String(awaited));
    if (awaited) return;
    if (!told.length) {
      this.root.replaceChildren();
      return;
    }
    if (!this.root.firstChild) this.root.append(this.head, this.lines, this.ending);
    mark(this.root, "data-locked", String(locked));
    this.setChoice(told.map(({ name }) => name));
    const path = told.find(({ name }) => name === this.chosen) ?? told[0];
    const { formula } = path;
    const point = Math.min(path.reached[Math.min(tick, path.reached.length - 1)], formula.steps);
    const row = rowOf(formula, Math.max(0, Math.min(point, formula.steps - 1)));
    const ended = point >= formula.steps;
    const from = formula.rows?.[row] ?? row;
    this.write(path, ended ? point : from, unit, !ended && from !== point);
    this.setVariant(formula, formula.variants[formula.variant[row]]);
    const shown = !ended && !locked;
    mark(this.root, "data-numbers", String(shown));
    if (!shown) return;
    const texts = textsOf(this.slots, row, (formula.numbers?.[from] ?? from) + 1);
    for (const [place, slot] of this.places) write(place, texts[slot]);
  }

  /**
   * Which step it is, or why there is none.
   * @param {Told} path
   * @param {number} point
   * @param {string} unit
   * @param {boolean} isNear whether it is not the shown step, whose numbers are not there
   */
  write(path, point, unit, isNear) {
    const ended = point >= path.formula.steps;
    const when = path.formula.arriving ? arrivalAt(path, point, unit) : stepFrom(path, point, unit);
    write(this.title, path.name);
    write(this.when, isNear ? `${when} (nearest told)` : when);
    write(this.ending, ended ? path.formula.ending : "");
  }

  /** @param {string[]} names of the runs whose formulas there are */
  setChoice(names) {
    const key = JSON.stringify([names, this.chosen]);
    if (key === this.names) return;
    this.names = key;
    const chosen = Math.max(0, names.indexOf(this.chosen));
    const buttons = names.map((name, i) => {
      const pressed = String(i === chosen);
      const button = element("button", { type: "button", "aria-pressed": pressed }, name);
      button.addEventListener("click", () => {
        this.chosen = name;
        this.again();
      });
      return button;
    });
    this.title.hidden = names.length > 1;
    this.choice.replaceChildren(...(names.length > 1 ? buttons : []));
  }

  /**
   * @param {import("./types.js").FormulaData} formula
   * @param {import("./types.js").VariantData} variant
   */
  setVariant(formula, variant) {
    if (variant === this.variant) return;
    this.variant = variant;
    // What is there already is left alone: only its numbers are others.
    if (variant.lines !== this.drawn) this.body.replaceChildren(...linesOf(variant.lines).map(lineOf));
    this.drawn = variant.lines;
    this.slots = slotsOf(formula, variant);
    /** @type {NodeListOf<HTMLElement>} */
    const places = this.lines.querySelectorAll("[data-slot]");
    this.places = [...places].map((place) => [place, Number(place.getAttribute("data-slot"))]);
  }
}

/**
 * @param {import("./types.js").PathData} path
 * @returns {path is Told}
 */
function isTold(path) {
  return Boolean(path.formula);
}

/**
 * Whether a run's answer tells a formula of it.
 * @param {import("./types.js").PathData} path
 */
function hasFormula({ live }) {
  return Boolean(live && "program" in live && live.formula);
}

/**
 * @param {Told} path
 * @param {number} point
 * @param {string} unit
 */
function stepFrom({ points, ticks, formula }, point, unit) {
  const step = ticks ? "update" : unit;
  const [at, last] = [point, points.length / 2 - 1].map((i) => formula.numbers?.[i] ?? i);
  if (point >= formula.steps) return `at ${step} ${at}`;
  return `${step} ${at} → ${at + 1}${at < last ? ` of ${last}` : ", the one that would come next"}`;
}

/**
 * @param {Told} path
 * @param {number} point
 * @param {string} unit
 */
function arrivalAt({ points, ticks }, point, unit) {
  const [at, last] = [point, points.length / 2 - 1].map((i) => ticks?.[i] ?? i);
  return `${unit} ${at} of ${last}`;
}

/**
 * The row that tells of a point's step, or of the last one before it that is told.
 * @param {import("./types.js").FormulaData} formula
 * @param {number} point
 */
function rowOf({ rows }, point) {
  if (!rows) return point;
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (rows[middle] <= point) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** @param {import("./types.js").LineData} line */
function lineOf({ symbols, numbers, result, short: isShort }) {
  const parts = [
    group("dl-step-symbols", symbols),
    group("dl-step-result", result),
    group("dl-step-numbers", numbers),
  ];
  return element("div", { class: "dl-step-line", "data-short": String(isShort) }, ...parts);
}

/**
 * @param {string} name
 * @param {string[]} pieces of MathML; the line may be broken between them
 */
function group(name, pieces) {
  const made = element("span", { class: name });
  made.innerHTML = pieces.join("<wbr>");
  return made;
}

/** Names every path of a panel, switches it on and off, and names all else that is drawn. */
import { element, icon, mark, write } from "./dom.js";
import { entriesOf, isDrawn } from "./entries.js";
import { pathSwatch } from "./swatch.js";

const SEEN =
  "M1 8c2-3.4 4.4-5 7-5s5 1.6 7 5c-2 3.4-4.4 5-7 5s-5-1.6-7-5zm7 2.6A2.6 2.6 0 1 0 8 5.4a2.6 2.6 0 0 0 0 5.2z";
const UNSEEN = `${SEEN}M1.5 13.3 13.3 1.5 14.5 2.7 2.7 14.5z`;

export class Legend {
  /** @param {() => void} onSwitch */
  constructor(onSwitch) {
    this.onSwitch = onSwitch;
    /** @type {string[]} a name of its own for each path */
    this.names = [];
    /** @type {Set<string>} the names of those that are switched off */
    this.hidden = new Set();
    /** @type {{entry: import("./entries.js").Entry, item: HTMLElement}[]} */
    this.explained = [];
    /** @type {HTMLElement[]} */
    this.details = [];
    /** @type {HTMLElement[]} what became of a path */
    this.notes = [];
    this.drawn = "";
    this.root = element("ul", { class: "dl-legend", "aria-label": "Paths" });
  }

  /** @param {number} index */
  shows(index) {
    return !this.hidden.has(this.names[index]);
  }

  /** @param {number[]} indexes of the paths that are switched off, and no others */
  hide(indexes) {
    this.hidden = new Set(indexes.flatMap((index) => this.names[index] ?? []));
    this.root.querySelectorAll("button").forEach((button, index) => {
      button.setAttribute("aria-pressed", String(this.shows(index)));
    });
  }

  /**
   * @param {import("./types.js").PanelData} panel
   * @param {import("./theme.js").Theme} theme
   * @param {Set<string>} told what the panels before this one have explained; grows by what it does
   */
  setPanel(panel, theme, told) {
    const entries = entriesOf(panel).filter(({ kind, name, detail }) => {
      const key = `${kind} ${name} ${detail}`;
      // A cloud has its panel's colour.
      return kind === "cloud" || kind === "spread" || (!told.has(key) && told.add(key));
    });
    const looks = (/** @type {import("./types.js").PathData} */ one) => [one.name, one.style, one.faint];
    const parts = entries.map(({ kind, name, detail }) => [kind, name, detail]);
    const key = JSON.stringify([panel.kind, panel.paths.map(looks), parts, theme.mode]);
    this.explained.forEach((one, i) => (one.entry = entries[i] ?? one.entry));
    if (key !== this.drawn) this.build(panel, entries, theme);
    this.drawn = key;
    panel.paths.forEach(({ detail, note }, i) => {
      write(this.details[i], detail);
      write(this.notes[i], note);
    });
  }

  /**
   * @param {import("./types.js").PanelData} panel
   * @param {import("./entries.js").Entry[]} entries
   * @param {import("./theme.js").Theme} theme
   */
  build(panel, entries, theme) {
    this.names = distinctNames(panel.paths);
    for (const name of this.hidden) if (!this.names.includes(name)) this.hidden.delete(name);
    const focused = [...this.root.querySelectorAll("button")].indexOf(
      /** @type {HTMLButtonElement} */ (document.activeElement),
    );
    const spans = (/** @type {string} */ name) => panel.paths.map(() => element("span", { class: name }, ""));
    this.details = spans("dl-muted");
    this.notes = spans("dl-note");
    this.explained = entries.map((entry) => ({ entry, item: explanation(entry, theme) }));
    this.root.replaceChildren(
      ...panel.paths.map((path, index) => this.switchOf(path, index, theme, panel.kind !== "data")),
      ...this.explained.map(({ item }) => item),
    );
    if (focused >= 0) this.root.querySelectorAll("button")[focused]?.focus();
  }

  /**
   * Dims what is not drawn at this moment.
   * @param {import("./entries.js").Moment} moment
   */
  follow(moment) {
    for (const { entry, item } of this.explained) {
      mark(item, "data-drawn", String(isDrawn(entry, moment)));
    }
  }

  /**
   * @param {import("./types.js").PathData} path
   * @param {number} index
   * @param {import("./theme.js").Theme} theme
   * @param {boolean} travels whether the path itself is drawn, with a head
   */
  switchOf(path, index, theme, travels) {
    const headed = travels && !path.faint;
    const eye = element("span", { class: "dl-eye", "aria-hidden": "true" });
    const words = [element("strong", {}, path.name), this.details[index], this.notes[index], eye];
    const button = element("button", { type: "button" }, pathSwatch(path, theme, headed), ...words);
    const show = () => {
      const shows = this.shows(index);
      button.setAttribute("aria-pressed", String(shows));
      button.title = shows ? "Hide" : "Show";
      eye.replaceChildren(icon(shows ? SEEN : UNSEEN));
    };
    button.addEventListener("click", () => {
      const name = this.names[index];
      if (!this.hidden.delete(name)) this.hidden.add(name);
      show();
      this.onSwitch();
    });
    show();
    return element("li", {}, button);
  }
}

/**
 * The paths' names, numbered where they repeat.
 * @param {import("./types.js").PathData[]} paths
 */
function distinctNames(paths) {
  const all = paths.map(({ name }) => name);
  return all.map((name, i) => `${name} ${all.slice(0, i).filter((other) => other === name).length}`);
}

/**
 * @param {import("./entries.js").Entry} entry
 * @param {import("./theme.js").Theme} theme
 */
function explanation({ kind, name, detail, repeated, swatch }, theme) {
  const item = element("li", { class: "dl-mark", "data-kind": kind }, swatch(theme), element("span", {}, name));
  const told = detail && element("span", { class: repeated ? "dl-unseen" : "dl-length" }, detail);
  if (told) item.append(told);
  return item;
}

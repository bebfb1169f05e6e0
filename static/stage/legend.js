/** Names every path of a panel, switches it on and off, and names all else that is drawn. */
import { element, icon, mark, write } from "./dom.js";
import { entriesOf, isDrawn } from "./entries.js";
import { runActions, runOf } from "./run_list.js";
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
    this.hidden = this.own = new Set();
    /** @type {import("./run_list.js").List | null} the reader's own list of runs */
    this.list = null;
    /** @type {{entry: import("./entries.js").Entry, item: HTMLElement}[]} */
    this.explained = [];
    /** @type {HTMLElement[]} */
    this.details = [];
    /** @type {HTMLElement[]} what became of a path */
    this.notes = [];
    /** @type {(() => void)[]} says of each path whether it is switched on */
    this.shown = [];
    this.drawn = "";
    this.root = element("ul", { class: "dl-legend", "aria-label": "Paths" });
  }

  /** @param {number} index */
  shows(index) {
    return !this.hidden.has(this.names[index]);
  }

  /** @param {number[]} indexes of the paths that are switched off, and no others */
  hide(indexes) {
    this.names.forEach((name, index) => {
      if (indexes.includes(index)) this.hidden.add(name);
      else this.hidden.delete(name);
    });
    for (const show of this.shown) show();
  }

  /**
   * @param {import("./types.js").PanelData} panel
   * @param {import("./theme.js").Theme} theme
   * @param {Set<string>} told what the panels before this one have explained; grows by what it does
   * @param {import("./run_list.js").List | null} list the reader's own list of runs, if the page has one
   */
  setPanel(panel, theme, told, list) {
    this.list = list;
    this.hidden = list?.hidden ?? this.own;
    const entries = entriesOf(panel).filter(({ kind, name, detail }) => {
      const key = `${kind} ${name} ${detail}`;
      // A cloud has its panel's colour.
      return kind === "cloud" || kind === "spread" || (!told.has(key) && told.add(key));
    });
    const looks = (/** @type {import("./types.js").PathData} */ one) => [one.name, one.style, one.faint];
    const parts = entries.map(({ kind, name, detail }) => [kind, name, detail]);
    const listed = list && [list.runs, list.first, list.count];
    const key = JSON.stringify([panel.kind, panel.paths.map(looks), parts, theme.mode, listed]);
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
    this.names = this.list?.names ?? distinctNames(panel.paths);
    keepOnly(this.own, this.names);
    const focused = this.focused;
    const spans = (/** @type {string} */ name) => panel.paths.map(() => element("span", { class: name }, ""));
    this.details = spans("dl-muted");
    this.notes = spans("dl-note");
    this.explained = entries.map((entry) => ({ entry, item: explanation(entry, theme) }));
    this.shown = [];
    const travels = panel.kind !== "data";
    this.root.replaceChildren(
      ...panel.paths.map((path, index) => this.lineOf(path, index, theme, travels)),
      ...this.explained.map(({ item }) => item),
    );
    this.focus(focused);
  }

  /** @returns {[number, string | undefined] | null} whose button has the focus, and which one it is */
  get focused() {
    const { activeElement: button } = document;
    if (!(button instanceof HTMLButtonElement) || !this.root.contains(button)) return null;
    return [[...this.root.children].findIndex((item) => item.contains(button)), button.dataset.key];
  }

  /** @param {Legend["focused"]} focused */
  focus(focused) {
    if (!focused) return;
    const item = this.root.children[Math.min(focused[0], this.names.length - 1)];
    const same = `[data-key="${focused[1]}"]:enabled`;
    // What can be done with the chosen run alone is done with the next one, if that is chosen then.
    const button = item?.querySelector(same) ?? this.root.querySelector(same) ?? item?.querySelector("button");
    if (button instanceof HTMLElement) button.focus();
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
  lineOf(path, index, theme, travels) {
    const headed = travels && !path.faint;
    const name = element("strong", {}, path.name);
    const words = [pathSwatch(path, theme, headed), name, this.details[index], this.notes[index]];
    const run = this.list ? runOf(this.list, index) : 0;
    if (!this.list || !run) return element("li", {}, this.switchOf(index, words, ""));
    const { runs, ask } = this.list;
    const chosen = String(run === runs.chosen);
    const choose = element("button", { type: "button", "data-key": "choose", "aria-current": chosen }, ...words);
    if (runs.fixed) choose.disabled = true;
    else choose.title = "Turn its knobs";
    choose.addEventListener("click", () => ask({ do: "choose", run, name: "" }));
    const item = element("li", { class: "dl-run", "data-chosen": chosen }, choose);
    item.append(this.switchOf(index, [], path.name), ...runActions(item, path.name, run, this.list));
    return item;
  }

  /**
   * @param {number} index of the path that it switches
   * @param {(Node | string)[]} words
   * @param {string} name where the words do not say it
   */
  switchOf(index, words, name) {
    const eye = element("span", { class: "dl-eye", "aria-hidden": "true" });
    const button = element("button", { type: "button", "data-key": "switch" }, ...words, eye);
    const show = () => {
      const shows = this.shows(index);
      button.setAttribute("aria-pressed", String(shows));
      button.title = shows ? "Hide" : "Show";
      if (name) button.setAttribute("aria-label", `Show ${name}`);
      eye.replaceChildren(icon(shows ? SEEN : UNSEEN));
    };
    button.addEventListener("click", () => {
      const own = this.names[index];
      if (!this.hidden.delete(own)) this.hidden.add(own);
      show();
      this.onSwitch();
    });
    show();
    this.shown.push(show);
    return button;
  }
}

/**
 * The paths' names, numbered where they repeat.
 * @param {import("./types.js").PathData[]} paths
 */
export function distinctNames(paths) {
  const all = paths.map(({ name }) => name);
  return all.map((name, i) => `${name} ${all.slice(0, i).filter((other) => other === name).length}`);
}

/**
 * @param {Set<string>} some
 * @param {string[]} names without which they make no sense
 */
export function keepOnly(some, names) {
  for (const name of some) if (!names.includes(name)) some.delete(name);
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

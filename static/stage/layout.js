/** The panels and curves of a stage: as many as the data has, at one scale and in one view. */
import { Curve } from "./curve.js";
import { element } from "./dom.js";
import { distinctNames, keepOnly } from "./legend.js";
import { Panel } from "./panel.js";
import { MOST_SPACES, Spaces } from "./spaces.js";
import { surfaceOf } from "./surfaces.js";

// So many panels each have a place of their own; more stand in rows.
const FEW = 4;

/**
 * @typedef {object} Handlers
 * @property {import("./panel.js").Handlers["setOff"]} setOff
 * @property {import("./panel.js").Handlers["moveStart"]} moveStart
 * @property {import("./panel.js").Handlers["dragStart"]} dragStart
 * @property {import("./panel.js").Handlers["letGo"]} letGo
 * @property {import("./panel.js").Handlers["draw"]} draw
 * @property {(step: number) => void} pick a curve was clicked at a step
 * @property {(change: import("./types.js").Change) => void} ask the server is to do something
 * @property {() => import("./knobs.js").Knobs} knobs
 * @property {() => void} redraw what moves with the clock must be drawn again
 * @property {() => void} rest something else is looked at, and drawn already
 */

export class Layout {
  panelsRoot = element("div", { class: "dl-panels" });
  curvesRoot = element("div", { class: "dl-curves" });

  /** @param {Handlers} handlers */
  constructor(handlers) {
    this.handlers = handlers;
    /** @type {Panel[]} */
    this.panels = [];
    /** @type {Curve[]} */
    this.curves = [];
    // How many pixels one unit of all pictures has, as the stylesheet says.
    this.unit = 1;
    /** @type {import("./types.js").ShownData["map"]} what a map of starts shows, and whose runs */
    this.map = null;
    this.spaces = new Spaces(() => this.redraw(), handlers.rest);
    this.veiled = false;
    /** @type {Set<string>} the names of the runs of a list that are switched off, on whatever panel */
    this.hidden = new Set();
    /** @type {{place: number, name: string} | null} a hidden run that is being renamed, and how it was called */
    this.renamed = null;
    // The maps that the server is to fill, as they were last asked for.
    this.asked = "[]";
    /** @type {import("./types.js").Answer | null} */
    this.data = null;
    /** @type {import("./theme.js").Theme | null} */
    this.theme = null;
    this.observer = new ResizeObserver(() => {
      this.resize();
      this.redraw();
    });
    this.observer.observe(this.panelsRoot);
    this.observer.observe(this.curvesRoot);
  }

  /**
   * @param {import("./types.js").Answer} data
   * @param {import("./theme.js").Theme} theme
   */
  syncPanels(data, theme) {
    this.data = data;
    this.theme = theme;
    const panels = syncCount(this.panels, this.panelsRoot, data.panels.length, () => this.newPanel());
    const { dataset } = this.panelsRoot;
    dataset.count = String(data.panels.length);
    if (data.panels.length <= FEW) delete dataset.rows;
    else dataset.rows = data.panels.length <= 2 * FEW ? "2" : "3";
    // One legend explains what all panels have.
    /** @type {Set<string>} */
    const told = new Set();
    const names = distinctNames(data.panels.flatMap(({ paths }) => paths));
    this.keepHidden(names);
    let first = 0;
    this.panels.forEach((panel, i) => {
      const part = data.panels[i];
      const list = data.runs && this.listOf(data.runs, names, first, part.paths.length);
      panel.setData(part, surfaceOf(part.surface), theme, told, list);
      first += part.paths.length;
    });
    this.setSpaces();
    this.setMaps();
    const shown = Math.min(data.shown_curves, data.curves.length);
    const curves = syncCount(this.curves, this.curvesRoot, shown, (i) => this.newCurve(i));
    if (panels || curves) this.resize();
    else for (const panel of this.panels) panel.reproject();
  }

  /**
   * @param {import("./types.js").RunListData} runs
   * @param {string[]} names of all paths
   * @param {number} first the place of a panel's first path among them
   * @param {number} length
   * @returns {import("./run_list.js").List}
   */
  listOf(runs, names, first, length) {
    const { hidden } = this;
    const ask = (/** @type {import("./types.js").RunWish} */ run) => {
      const place = (run.run - 1) * runs.paths;
      const renames = run.do === "rename" && hidden.has(names[place]);
      if (run.do !== "choose") this.renamed = renames ? { place, name: names[place] } : null;
      this.handlers.ask({ run });
    };
    return { runs, first, names: names.slice(first, first + length), hidden, count: names.length / runs.paths, ask };
  }

  /** @param {string[]} names of all paths, as they are by now */
  keepHidden(names) {
    const { hidden, renamed } = this;
    // Whoever is hidden stays so under another name, which is the server's to say.
    if (renamed && !names.includes(renamed.name)) {
      hidden.add(names[renamed.place]);
      this.renamed = null;
    }
    keepOnly(hidden, names);
  }

  newPanel() {
    const { setOff, moveStart, dragStart, letGo, draw } = this.handlers;
    return new Panel({
      setOff,
      moveStart,
      dragStart,
      letGo,
      draw,
      setView: (panel, view) => this.setView(panel, view),
      switchPath: () => this.redraw(),
      chooseMap: (kind) => this.chooseMap(kind === null ? null : [kind, this.map?.[1] ?? []]),
      chooseRun: (panel, run) => this.chooseRun(panel, run),
      mapped: () => this.setMaps(),
      spaces: this.spaces,
    });
  }

  /** @param {import("./types.js").ShownData["map"]} map */
  chooseMap(map) {
    this.map = map;
    this.redraw();
  }

  /**
   * @param {Panel} panel
   * @param {number} run whose runs it maps from now on, by its index
   */
  chooseRun(panel, run) {
    if (!this.map) return;
    const [kind, runs] = this.map;
    const first = this.firstRun(panel);
    const others = runs.filter((each) => each < first || each >= first + panel.legend.names.length);
    this.chooseMap([kind, [...others, first + run]]);
  }

  /** @param {Panel} panel @returns {number} its first run's number, counted from 1 over all panels */
  firstRun(panel) {
    const before = this.panels.slice(0, this.panels.indexOf(panel));
    return before.reduce((count, { legend }) => count + legend.names.length, 1);
  }

  /** Tells the panels whether they are seen in space; the first one has the switch. */
  setSpaces() {
    const contours = this.panels.filter(({ data }) => data?.kind === "contour");
    for (const panel of this.panels) {
      panel.setSpace(contours.indexOf(panel) < MOST_SPACES, panel === contours[0]);
    }
  }

  /** Tells the panels which runs they map. */
  setMaps() {
    const { data } = this;
    if (!data) return;
    const [kind, runs] = this.map ?? [null, []];
    /** @type {Set<string>} */
    const told = new Set();
    for (const panel of this.panels) {
      const first = this.firstRun(panel);
      panel.setMap(data, kind, runs.map((run) => run - first), first, told);
    }
  }

  /**
   * Fills maps as far as there is anything new: other runs are seen, programs have come, or what was
   * hidden may be seen.
   */
  fill() {
    this.setSpaces();
    this.setMaps();
    for (const panel of this.panels) panel.drawGround();
    this.drawCurves();
    this.askMaps();
  }

  /** Asks the server for what it is to fill, once for each view of it. */
  askMaps() {
    const maps = [...this.panels, ...this.curves].flatMap(({ lacking }) => lacking);
    const asked = JSON.stringify(maps);
    if (asked === this.asked) return;
    this.asked = asked;
    this.handlers.ask({ maps });
  }

  /**
   * @param {boolean} veiled whether nothing may be seen of the runs
   * @param {boolean} flat whether contours are seen, and no surface in space
   */
  veil(veiled, flat) {
    if (veiled === this.veiled && flat === this.spaces.aside) return;
    this.veiled = veiled;
    this.spaces.aside = flat;
    for (const panel of this.panels) panel.veiled = veiled;
    this.fill();
  }

  /** @param {number} index */
  newCurve(index) {
    const { pick, knobs } = this.handlers;
    return new Curve(index, { pick, knobs, choose: () => this.redraw() });
  }

  /** Fits panels and curves to their size on the screen. */
  resize() {
    this.unit = Number(getComputedStyle(this.panelsRoot).getPropertyValue("--unit"));
    for (const part of [...this.panels, ...this.curves]) part.resize(this.unit);
  }

  /** @returns {import("./types.js").PathData[]} the paths that are switched on */
  get shownPaths() {
    return (this.data?.panels ?? []).flatMap(({ paths }, i) =>
      paths.filter((_, at) => this.panels[i].legend.shows(at)),
    );
  }

  /**
   * One view for all panels of the same domain.
   * @param {Panel} changed the one that was zoomed or panned
   * @param {import("./types.js").View | null} view null for the whole
   */
  setView(changed, view) {
    const domain = JSON.stringify(changed.lens.domain);
    for (const panel of this.panels) {
      if (JSON.stringify(panel.lens.domain) === domain) panel.setView(view);
    }
    this.handlers.redraw();
  }

  redraw() {
    this.fill();
    this.handlers.redraw();
  }

  drawCurves() {
    const { data, theme, shownPaths } = this;
    if (!data || !theme) return;
    for (const curve of this.curves) {
      curve.veiled = this.veiled;
      curve.draw(data, shownPaths, theme);
    }
  }

  /**
   * Draws what moves with the clock.
   * @param {number} step
   * @param {import("./types.js").Pair} start
   * @param {boolean} afresh
   * @param {number} until the last tick that the curves show
   */
  draw(step, start, afresh, until) {
    for (const panel of this.panels) {
      // A start outside the picture widens it.
      panel.setStart(start);
      panel.draw(step, afresh);
    }
    for (const curve of this.curves) curve.move(step, until);
    // Another part of the plane may be seen by now.
    this.askMaps();
  }

  destroy() {
    this.observer.disconnect();
    this.data = null;
    for (const panel of this.panels) panel.destroy();
  }
}

/**
 * Makes or removes parts at the end until there are so many.
 * @template {{root: HTMLElement, destroy?: () => void}} T
 * @param {T[]} parts
 * @param {HTMLElement} host
 * @param {number} count
 * @param {(index: number) => T} make
 * @returns {boolean} whether their number has changed
 */
function syncCount(parts, host, count, make) {
  const before = parts.length;
  for (const part of parts.splice(count)) {
    part.destroy?.();
    part.root.remove();
  }
  while (parts.length < count) {
    const part = make(parts.length);
    parts.push(part);
    host.append(part.root);
  }
  return parts.length !== before;
}

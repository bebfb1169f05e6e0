/**
 * What is seen beyond the runs: step, curves, zoom, hidden runs, a table's order. It is put into the stage when it
 * comes by a link, and read from the stage for the address.
 */
import { repr } from "./format.js";

/** @typedef {import("./types.js").ShownData} ShownData */
/** @typedef {Omit<ShownData, "turn">} View */

/** @type {Map<string, {query: string, view: ShownData}>} how each page was left */
const left = new Map();

export class Shown {
  /**
   * @param {import("./clock.js").Clock} clock
   * @param {import("./layout.js").Layout} layout
   * @param {import("./sorting.js").Sorting} sorting
   */
  constructor(clock, layout, sorting) {
    this.clock = clock;
    this.layout = layout;
    this.sorting = sorting;
    this.turn = 0;
    /** @type {() => ShownData["predict"]} the question that is open */
    this.asked = () => null;
    // Where the clock last rested: while it plays, the address keeps to that.
    this.rested = 0;
  }

  ticked() {
    if (!this.clock.playing) this.rested = this.clock.step;
  }

  /** @param {import("./types.js").Answer} data what is left, perhaps for another page */
  leave({ page, query, view }) {
    if (view) left.set(page, { query, view: { ...this.view, turn: this.turn } });
  }

  /**
   * A page that is opened again, as it was left, unless something has changed it meanwhile.
   * @param {import("./types.js").Answer} data
   */
  asLeft(data) {
    const last = this.turn ? undefined : left.get(data.page);
    const same = last?.query === data.query && last.view.turn === data.view?.turn;
    return last && same ? { ...data, view: last.view } : data;
  }

  /**
   * Whether something other than the reader's hand has changed it; it is applied once.
   * @param {ShownData | null} view
   * @returns {view is ShownData}
   */
  isNew(view) {
    return view !== null && view.turn !== this.turn;
  }

  /**
   * Shows a view but for its step: afterwards it is the reader's.
   * @param {ShownData} view
   * @param {import("./types.js").CurveData[]} curves all the page's
   */
  apply(view, curves) {
    this.turn = view.turn;
    const { layout } = this;
    layout.curves.forEach((curve, i) => {
      const chosen = view.curves[i];
      const index = curves.findIndex(({ key }) => key === chosen?.[0]);
      if (index >= 0) curve.show(index, chosen[1]);
      else curve.show(Math.min(i, curves.length - 1), null);
    });
    let first = 1;
    for (const { legend } of layout.panels) {
      legend.hide(view.hide.map((run) => run - first));
      first += legend.names.length;
    }
    layout.map = view.map;
    layout.spaces.choose(view.camera);
    zoom(layout, view.zoom);
    this.sorting.apply(view.sort);
    layout.redraw();
  }

  /** @returns {View} */
  get view() {
    const { panels } = this.layout;
    const runs = panels.flatMap(({ legend }) => legend.names.map((_, i) => legend.shows(i)));
    return {
      at: this.rested,
      curves: chosenCurves(this.layout),
      zoom: numbersOf(panels.find(({ lens }) => lens.asked)?.lens.asked),
      hide: runs.flatMap((shows, i) => (shows ? [] : [i + 1])),
      predict: this.asked(),
      map: this.layout.map,
      camera: this.layout.spaces.told,
      sort: this.sorting.order,
    };
  }
}

/**
 * As the address has it, after the settings; `ui/page/view.py` reads it.
 * @param {View} view
 */
export function spelled({ at, curves, zoom: seen, hide, predict, map, camera, sort }) {
  const parts = {
    at: at ? String(at) : "",
    curves: curves.map(([key, log]) => `${key}~${log ? "log" : "linear"}`).join("~~"),
    zoom: seen ? seen.map(repr).join(",") : "",
    hide: hide.join(","),
    predict: predict ? predict.join("~") : "",
    map: map ? [map[0], ...map[1]].join("~") : "",
    camera: camera ? camera.map(repr).join(",") : "",
    sort,
  };
  return Object.entries(parts)
    .filter(([, text]) => text)
    .map(([key, text]) => `${key}=${encodeURIComponent(text)}`)
    .join("&");
}

/**
 * One view for all panels that show the same part of the plane; the first one says which.
 * @param {import("./layout.js").Layout} layout
 * @param {ShownData["zoom"]} seen
 */
function zoom(layout, seen) {
  const panel = layout.panels.find(({ data }) => data?.kind === "contour");
  if (!panel) return;
  layout.setView(panel, seen && { x: [seen[0], seen[1]], y: [seen[2], seen[3]] });
}

/**
 * @param {import("./types.js").View | null | undefined} view
 * @returns {ShownData["zoom"]}
 */
function numbersOf(view) {
  return view ? [...rounded(view.x), ...rounded(view.y)] : null;
}

/**
 * To a tenth of a pixel or so: a link is short.
 * @param {import("./types.js").Pair} interval
 * @returns {import("./types.js").Pair}
 */
function rounded([low, high]) {
  const digits = Math.min(20, Math.max(0, 4 - Math.floor(Math.log10(high - low))));
  return [Number(low.toFixed(digits)), Number(high.toFixed(digits))];
}

/**
 * @param {import("./layout.js").Layout} layout
 * @returns {ShownData["curves"]} none where they are the page's own
 */
function chosenCurves({ curves, data }) {
  const all = data?.curves ?? [];
  const own = curves.every(({ index, log }, i) => index === i && (log ?? all[i]?.log) === all[i]?.log);
  return own ? [] : curves.map(({ index, log }) => [all[index].key, log ?? all[index].log]);
}

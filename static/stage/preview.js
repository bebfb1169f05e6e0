/** What the stage would show with the start moved and knobs turned, worked out here at once. */
import { average, beside } from "./average.js";
import { columnsOf } from "./columns.js";
import { cloudOf, meanOf, runsOf } from "./ensemble.js";
import { follow, START } from "./follow.js";
import { framed, lifted } from "./turned_line.js";
import { timed } from "./payload.js";
import { series } from "./series.js";
import { marksOn } from "./stationary.js";
import { surfaceOf, turnedSurface } from "./surfaces.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").PathData} PathData */
/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./descent.js").PathRun[]} Ensemble many runs of a path */

/**
 * The answer as it would be; null where the server alone can tell.
 * @param {Answer} data the last answer
 * @param {Pair | null} placed where a hand has put the start
 * @param {Map<string, number>} values of the knobs, by name
 * @returns {Answer | null}
 */
export function preview(data, placed, values) {
  const turned = turnedKnobs(data, values);
  const start = placed ?? pairOf(data.start, [`${START}x`, `${START}y`], turned);
  const panels = [];
  for (const panel of data.panels) {
    const surface = surfaceWith(panel, turned);
    const ensembles = ensemblesOf(panel, start, turned, values);
    const paths = ensembles && followed(panel, surface, start, turned, values, ensembles);
    if (!paths) return null;
    const clouds = panel.clouds.map((cloud, i) => cloudOf(cloud, ensembles[i]));
    panels.push({ ...onSurface(panel, surface, turned), paths, clouds });
  }
  const lies = lifted(panels, (surface) => surfaceOf(surface)?.formula?.value, start);
  return timed({ ...data, start: lies, panels, turned, previewed: true, runs: listed(data, panels) });
}

/**
 * The knobs that stand elsewhere now, and the numbers that follow from them.
 * @param {Answer} data
 * @param {Map<string, number>} values
 */
function turnedKnobs({ knobs, derived }, values) {
  /** @type {Map<string, number>} */
  const turned = new Map();
  for (const knob of knobs) {
    const value = values.get(knob.name) ?? knob.value;
    if (value !== knob.value) turned.set(knob.name, value);
  }
  for (const { names, tape, places } of derived) {
    if (!tape.some(([name]) => turned.has(String(name)))) continue;
    const columns = columnsOf(tape, 1, (name) => values.get(name));
    names.forEach((name, i) => turned.set(name, columns[places[i]][0]));
  }
  return turned;
}

/**
 * Two numbers, those of them anew that follow from what is turned.
 * @param {Pair} pair
 * @param {string[]} names
 * @param {Map<string, number>} turned
 * @returns {Pair}
 */
function pairOf([one, other], names, turned) {
  return [turned.get(names[0]) ?? one, turned.get(names[1]) ?? other];
}

/**
 * @param {import("./types.js").PanelData} panel
 * @param {Map<string, number>} turned
 * @returns {[Pair, Pair]}
 */
function domainOf({ domain: [across, up] }, turned) {
  return [across, pairOf(up, ["domain.low", "domain.high"], turned)];
}

/**
 * The panel with its frame and its marks, once its surface is that one.
 * @param {import("./types.js").PanelData} panel
 * @param {string | null} surface
 * @param {Map<string, number>} turned
 */
function onSurface(panel, surface, turned) {
  const other = surface === panel.surface ? undefined : surfaceOf(surface);
  const found = (other && marksOn(panel, other)) ?? panel.marks;
  const marks = found.map((mark) => ({ ...mark, point: pairOf(mark.point, mark.fed, turned) }));
  const made = { ...panel, surface, marks, domain: domainOf(panel, turned) };
  return other?.formula && panel.kind === "line" ? framed(made, other.formula.value) : made;
}

/**
 * @param {import("./types.js").PanelData} panel
 * @param {Map<string, number>} turned
 */
function surfaceWith({ surface }, turned) {
  const given = surfaceOf(surface)?.arguments ?? {};
  const changes = [...turned].filter(([name]) => name in given);
  return surface && changes.length ? turnedSurface(surface, Object.fromEntries(changes)) : surface;
}

/**
 * The runs of each cloud.
 * @param {import("./types.js").PanelData} panel
 * @param {Pair} start
 * @param {Map<string, number>} turned
 * @param {Map<string, number>} values
 * @returns {Ensemble[] | null}
 */
function ensemblesOf({ clouds, paths }, start, turned, values) {
  /** @type {Ensemble[]} */
  const ensembles = [];
  for (const { live, count } of clouds) {
    const path = live && paths[live.path].live;
    const runs = path && "program" in path && runsOf(path, start, turned, values.get(live.runs) ?? count);
    if (!runs) return null;
    ensembles.push(runs);
  }
  return ensembles;
}

/**
 * @param {import("./types.js").PanelData} panel
 * @param {string | null} surface
 * @param {Pair} start
 * @param {Map<string, number>} turned
 * @param {Map<string, number>} values
 * @param {Ensemble[]} ensembles
 * @returns {PathData[] | null}
 */
function followed({ paths, clouds }, surface, start, turned, values, ensembles) {
  /** @type {PathData[]} */
  const made = [];
  /** @type {PathData | null} */
  let last = null;
  for (const [i, path] of paths.entries()) {
    const { live } = path;
    if (!live) return null;
    if ("begins" in live) {
      made.push(series(path, live, start[1], values));
      continue;
    }
    if ("program" in live) {
      const own = clouds.findIndex((cloud) => cloud.live?.mean && cloud.live.path === i);
      last = follow(path, live, start, turned, own < 0 ? null : meanOf(ensembles[own]));
    }
    if (!last) return null;
    if (!("program" in live)) {
      if (!isOff(paths[i - 1], values)) made.push(wordless(average(path, live, last, surface, values)));
      continue;
    }
    const smooth = isOff(path, values) ? null : live.average;
    made.push(wordless(live.average ? { ...last, faint: smooth !== null } : last));
    if (smooth && !isAverage(paths[i + 1])) {
      const own = beside(last, smooth, Number(values.get(smooth.fed.beta)));
      made.push(wordless(average(own, smooth, last, surface, values)));
    }
  }
  return made;
}

/**
 * Whether the path's knob for smoothing draws no average of it.
 * @param {PathData} path
 * @param {Map<string, number>} values
 */
function isOff({ live }, values) {
  const own = live && "average" in live ? live.average : null;
  return own !== null && values.get(own.fed.beta) === 0;
}

/** @param {PathData | undefined} path */
function isAverage(path) {
  return Boolean(path?.live && !("program" in path.live) && !("begins" in path.live));
}

/**
 * How many paths each run of the reader's own list has now.
 * @param {Answer} data
 * @param {import("./types.js").PanelData[]} panels
 */
function listed({ runs, panels: before }, panels) {
  const count = (/** @type {import("./types.js").PanelData[]} */ all) => all.flatMap(({ paths }) => paths).length;
  return runs && { ...runs, paths: (runs.paths * count(panels)) / count(before) };
}

/**
 * Why a run ends is said in words, which come from the server.
 * @param {PathData} path
 * @returns {PathData}
 */
function wordless(path) {
  return { ...path, note: "", formula: path.formula && { ...path.formula, ending: "" } };
}

/** What the stage would show with the start moved and knobs turned, worked out here at once. */
import { average } from "./average.js";
import { columnsOf } from "./columns.js";
import { cloudOf, meanOf, runsOf } from "./ensemble.js";
import { follow, START } from "./follow.js";
import { timed } from "./payload.js";
import { series } from "./series.js";
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
  if (!turned) return null;
  const start = placed ?? pairOf(data.start, [`${START}x`, `${START}y`], turned);
  const panels = [];
  for (const panel of data.panels) {
    const surface = surfaceWith(panel, turned);
    const ensembles = ensemblesOf(panel, start, turned, values);
    const paths = ensembles && followed(panel, surface, start, turned, values, ensembles);
    if (!paths) return null;
    const clouds = panel.clouds.map((cloud, i) => cloudOf(cloud, ensembles[i]));
    const marks = panel.marks.map((mark) => ({ ...mark, point: pairOf(mark.point, mark.fed, turned) }));
    panels.push({ ...panel, domain: domainOf(panel, turned), surface, paths, clouds, marks });
  }
  return timed({ ...data, start, panels, turned, previewed: true });
}

/**
 * The knobs that stand elsewhere now, and the numbers that follow from them; null where one of them
 * cannot be followed here.
 * @param {Answer} data
 * @param {Map<string, number>} values
 */
function turnedKnobs({ knobs, derived }, values) {
  /** @type {Map<string, number>} */
  const turned = new Map();
  for (const knob of knobs) {
    const value = values.get(knob.name) ?? knob.value;
    if (value === knob.value) continue;
    if (isSpecial(knob, value) || isSpecial(knob, knob.value)) return null;
    turned.set(knob.name, value);
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
 * At an end with a text of its own ("off") the runs are others.
 * @param {import("./types.js").KnobData} knob
 * @param {number} value
 */
export function isSpecial({ low, high, top, bottom, plain_ends: plain }, value) {
  return !plain && Boolean((top && value === high) || (bottom && value === low));
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
    made.push(wordless("program" in live ? last : average(path, live, last, surface, values)));
  }
  return made;
}

/**
 * Why a run ends is said in words, which come from the server.
 * @param {PathData} path
 * @returns {PathData}
 */
function wordless(path) {
  return { ...path, note: "", formula: path.formula && { ...path.formula, ending: "" } };
}

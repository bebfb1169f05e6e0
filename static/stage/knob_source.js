/** Which runs a map over knobs shows: those of the first path that they all set, from the start. */
import { START } from "./follow.js";
import { isForeign, mappable, sentSource, sourceOf } from "./map_source.js";
import { surfaceOf } from "./surfaces.js";

/**
 * The ranges of two knobs, by the shares of them.
 * @type {import("./types.js").View}
 */
export const WHOLE = { x: [0, 1], y: [0, 1] };

/** @type {import("./types.js").Pair} */
const ALL = [-Infinity, Infinity];

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").KnobData} KnobData */
/** @typedef {import("./types.js").PanelData} PanelData */
/** @typedef {import("./map_source.js").Source} Source */

/**
 * @typedef {object} Found
 * @property {PanelData} panel
 * @property {number} index of the path whose runs they are
 * @property {number} run the same, counted from 1 over all panels
 * @property {string[]} names the inputs that the knobs set
 * @property {KnobData[]} knobs across and up
 * @property {number[]} values where these stand
 *
 * @typedef {Found & {source: Source}} Shown what a map shows
 */

/**
 * @param {Answer} answer
 * @param {string[]} names of the knobs
 * @returns {Found | null} null where they set no path's inputs
 */
export function foundIn(answer, names) {
  const knobs = names.flatMap((name) => answer.knobs.filter((knob) => knob.name === name));
  let first = 1;
  for (const panel of answer.panels) {
    const index = mappable(panel).find((i) => names.every((name) => inputOf(panel.paths[i], name)));
    if (index !== undefined) {
      const inputs = names.map((name) => String(inputOf(panel.paths[index], name)));
      const values = knobs.map((knob) => valueOf(knob, answer));
      return { panel, index, run: first + index, names: inputs, knobs, values };
    }
    first += panel.paths.length;
  }
  return null;
}

/**
 * @param {Found} found
 * @param {Answer} answer
 * @param {import("./types.js").CurveData} curve
 * @returns {Shown | null} null as long as nothing of it is known here
 */
export function shownOf(found, answer, { key, kind }) {
  const { panel, index, run, knobs } = found;
  const surface = surfaceOf(panel.surface);
  if (!surface) return null;
  const sent = answer.maps.find(({ request }) => request.curve === key && request.run === run && request.kind === kind);
  const source = sourceOf(panel, surface, answer, kind, index) ?? sentSource(panel, surface, answer, index, sent);
  if (!source) return null;
  const ground = { ...source.ground, start: answer.start };
  // The values that there may be take the place of where a start may lie.
  const [across, up] = source.sent ? [ALL, ALL] : knobs.map(({ low, high }) => /** @type {const} */ ([low, high]));
  const reach = /** @type {Source["reach"]} */ ([across, up ?? ALL]);
  return { ...found, source: { ...source, ground, reach } };
}

/**
 * What the server is to fill.
 * @param {Found} found
 * @param {import("./types.js").CurveData} curve
 * @param {{width: number, height: number}} box
 * @returns {import("./types.js").MapRequest[]}
 */
export function lackingOf({ panel, index, run }, { key, kind }, { width, height }) {
  if (!isForeign(panel.paths[index])) return [];
  return [{ run, kind, curve: key, ...WHOLE, aspect: width / height }];
}

/**
 * The runs' job, in which the knobs' own values come from each dot.
 * @param {Shown} shown
 * @param {import("./types.js").Pair} start
 * @returns {import("./workers.js").Job | null}
 */
export function jobFrom({ source: { job }, names }, start) {
  if (!job) return null;
  const own = Object.fromEntries(names.map((name) => [name, 0]));
  return { ...job, inputs: { ...job.inputs, [`${START}x`]: start[0], [`${START}y`]: start[1], ...own } };
}

/**
 * Where a knob stands by now.
 * @param {KnobData} knob
 * @param {Answer} answer
 */
export function valueOf({ name, value }, { turned }) {
  return turned.get(name) ?? value;
}

/**
 * The input that a knob sets.
 * @param {import("./types.js").PathData} path
 * @param {string} knob
 */
function inputOf({ live }, knob) {
  const fed = live && "program" in live ? Object.entries(live.fed) : [];
  return fed.find(([, name]) => name === knob)?.[0];
}

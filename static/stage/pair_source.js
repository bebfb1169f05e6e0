/** Which runs a map over two knobs shows: those of the first path that both set, from the start. */
import { START } from "./follow.js";
import { isForeign, mappable, sourceOf, wishOf } from "./map_source.js";
import { surfaceOf } from "./surfaces.js";
import { pool } from "./workers.js";

/**
 * Both ranges, by the shares of them.
 * @type {import("./types.js").View}
 */
export const WHOLE = { x: [0, 1], y: [0, 1] };

/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").KnobData} KnobData */
/** @typedef {import("./map_source.js").Source} Source */

/**
 * @typedef {object} Shown what the map shows
 * @property {Source & {job: import("./workers.js").Job}} source
 * @property {[string, string]} names the inputs that the knobs set
 * @property {[KnobData, KnobData]} knobs across and up
 * @property {Pair} values where these stand
 */

/**
 * @param {Answer} answer
 * @param {import("./types.js").CurveData} curve
 * @returns {Shown | null} null where its runs cannot be followed here
 */
export function shownOf(answer, { knobs: names, kind }) {
  const knobs = names.flatMap((name) => answer.knobs.filter((knob) => knob.name === name));
  if (knobs.length !== 2) return null;
  for (const panel of answer.panels) {
    const surface = surfaceOf(panel.surface);
    const run = mappable(panel).find((i) => names.every((name) => inputOf(panel.paths[i], name)));
    if (!surface || run === undefined) continue;
    const source = sourceOf(panel, surface, answer, kind, run);
    if (!source?.job) return null;
    const inputs = names.map((name) => String(inputOf(panel.paths[run], name)));
    const values = knobs.map(({ name, value }) => answer.turned?.get(name) ?? value);
    const [across, up] = knobs;
    // The values that there may be take the place of where a start may lie.
    const reach = /** @type {[Pair, Pair]} */ ([[across.low, across.high], [up.low, up.high]]);
    return {
      source: { ...source, job: source.job, reach },
      names: /** @type {[string, string]} */ (inputs),
      knobs: /** @type {[KnobData, KnobData]} */ (knobs),
      values: /** @type {Pair} */ (values),
    };
  }
  return null;
}

/**
 * Whether there are runs that only the server could follow.
 * @param {Answer} answer
 */
export function isForeignPage({ panels }) {
  return panels.some(({ paths }) => paths.some(isForeign));
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

/**
 * @param {Shown} shown
 * @param {Pair} start
 * @param {{width: number, height: number}} box in CSS pixels
 */
export function pairWish({ source, knobs: [across, up], names }, start, box) {
  const own = { [`${START}x`]: start[0], [`${START}y`]: start[1], [names[0]]: 0, [names[1]]: 0 };
  const job = { ...source.job, inputs: { ...source.job.inputs, ...own } };
  return wishOf(source, job, WHOLE, box, pool, { names, across: along(across), up: along(up) });
}

/**
 * @param {KnobData} knob
 * @returns {(share: number) => number}
 */
function along({ low, high, log }) {
  return (share) => (log ? low * (high / low) ** share : low + share * (high - low));
}

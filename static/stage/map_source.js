/** Whose runs a map of starts shows, what is known of them, and which picture is wanted of them. */
import { jobOf, START } from "./follow.js";
import { entriesOf, KINDS, measureOf } from "./map_kinds.js";
import { coarsest } from "./raster.js";

// The gradient that counts as small where the page has no tolerance of its own.
const SMALL = 0.01;
// What the finest picture may take, in milliseconds.
const PATIENCE = 4000;
const NAMES = /** @type {[string, string]} */ ([`${START}x`, `${START}y`]);
const SQUARED = "tolerance_squared";

/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").PanelData} PanelData */
/** @typedef {import("./types.js").SurfaceData} SurfaceData */
/** @typedef {import("./map_kinds.js").Kind} Kind */
/** @typedef {import("./map_kinds.js").Ground} Ground */
/** @typedef {import("./workers.js").Job} Job */

/**
 * @typedef {object} Source
 * @property {string} name whose runs, where that is not plain
 * @property {Kind} kind
 * @property {Ground} ground
 * @property {Job} job
 * @property {import("./view.js").Domain} reach where a start may lie
 */

/** @typedef {import("./raster.js").Wish & {view: View, source: Source}} Wish */

/**
 * The paths of a panel whose runs can be mapped, by their index.
 * @param {PanelData} panel
 */
export function mappable({ kind, paths }) {
  if (kind !== "contour") return [];
  return paths.flatMap(({ live }, i) => (live && "program" in live ? [i] : []));
}

/**
 * @param {PanelData} panel
 * @param {SurfaceData} surface
 * @param {Pick<import("./types.js").Answer, "near" | "turned">} answer
 * @param {string} key of the kind
 * @param {number} run the path's index
 * @returns {Source | null} null where the runs cannot be followed here
 */
export function sourceOf(panel, surface, { near, turned }, key, run) {
  const kind = KINDS[key];
  const live = panel.paths[run]?.live;
  const job = live && "program" in live ? jobOf(live, turned) : null;
  if (!job) return null;
  const { inputs, tables } = job;
  const ground = groundOf(panel, surface, near, tables.steps, inputs[SQUARED]);
  if (!kind.isKnown(surface)) return null;
  /** @type {Record<string, number>} */
  const stops = kind.further ? { [SQUARED]: ground.tolerance ** 2 } : {};
  const more = { ...tables, steps: tables.steps + kind.further };
  const name = panel.paths.length > 1 ? panel.paths[run].name : "";
  const asked = { ...job, inputs: { ...inputs, ...stops }, tables: more };
  return { name, kind, ground, job: asked, reach: panel.reach };
}

/**
 * What a map's colours mean.
 * @param {Source} source
 * @param {import("./map_range.js").Range} range of its scale
 * @param {import("./theme.js").Theme} theme
 */
export function keyOf({ kind, ground, name }, range, theme) {
  return { lead: [name, kind.lead(ground)].filter(Boolean).join(": "), entries: entriesOf(kind, ground, range, theme) };
}

/**
 * What can be mapped.
 * @param {PanelData} panel
 * @param {SurfaceData} surface
 * @param {number[]} runs those that can be, by their index
 * @param {string | null} kind what is
 * @param {number} run
 * @returns {import("./scale.js").Offer}
 */
export function offerOf({ paths }, surface, runs, kind, run) {
  const kinds = Object.keys(KINDS).filter((name) => KINDS[name].isKnown(surface));
  return { kinds, kind, run, runs: runs.map((i) => [i, paths[i].name]) };
}

/**
 * @param {PanelData} panel
 * @param {SurfaceData} surface
 * @param {number} near
 * @param {number} steps
 * @param {number} squared the page's own tolerance; below 0 it has none
 * @returns {Ground}
 */
function groundOf({ marks }, { formula, lowest }, near, steps, squared) {
  const minima = marks.flatMap(({ kind, point }) => (kind === "minimum" ? [point] : []));
  const heights = minima.map(([x, y]) => formula?.value(x, y) ?? NaN);
  const least = Math.min(...heights);
  const deepest = heights.flatMap((height, i) => (height - least <= 1e-9 * (1 + Math.abs(least)) ? [i] : []));
  const tolerance = squared > 0 ? Math.sqrt(squared) : SMALL;
  return { minima, deepest, near, lowest, steps, tolerance };
}

/**
 * The picture of what is seen.
 * @param {Source} source
 * @param {View} view
 * @param {{width: number, height: number}} box in CSS pixels
 * @param {import("./workers.js").Pool} pool tells how fine it can be
 * @returns {Wish}
 */
export function wishOf(source, view, box, pool) {
  const { job, kind, ground, reach } = source;
  const [[x0, x1], [y0, y1]] = reach;
  const dense = globalThis.devicePixelRatio || 1;
  const size = { width: Math.round(box.width * dense), height: Math.round(box.height * dense) };
  // A phone's dots are too small to be told apart.
  const finest = globalThis.matchMedia?.("(pointer: coarse)").matches ? 2 : 1;
  return {
    source,
    view,
    job,
    names: NAMES,
    across: along(view.x),
    up: along(view.y),
    ...size,
    finest: coarsest({ ...size, finest }, pool.lanesIn(job, PATIENCE)),
    measure: measureOf(kind, ground, (x, y) => x >= x0 && x <= x1 && y >= y0 && y <= y1),
  };
}

/**
 * @param {Pair} interval
 * @returns {(share: number) => number}
 */
function along([low, high]) {
  return (share) => low + share * (high - low);
}

/**
 * Whether two wishes have one picture.
 * @param {Wish} one
 * @param {Wish} other
 */
export function isSame(one, other) {
  const [a, b] = [one.source.job, other.source.job];
  return (
    one.source.kind === other.source.kind &&
    plain(one) === plain(other) &&
    sameNumbers(a.tables.factors, b.tables.factors) &&
    sameNumbers(a.tables.normals, b.tables.normals)
  );
}

/** @param {Wish} wish */
function plain({ source: { job, ground, reach }, view, width, height }) {
  return JSON.stringify([job.name, job.inputs, job.tables.steps, ground, reach, view, width, height]);
}

/**
 * @param {Float64Array | undefined} one
 * @param {Float64Array | undefined} other
 */
function sameNumbers(one, other) {
  if (one === other) return true;
  return one?.length === other?.length && Boolean(one?.every((value, i) => value === other?.[i]));
}

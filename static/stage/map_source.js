/** Whose runs a map of starts shows, what is known of them, and which picture is wanted of them. */
import { jobOf, START } from "./follow.js";
import { entriesOf, KINDS, measureOf } from "./map_kinds.js";
import { isRefused } from "./programs.js";
import { coarsest, gridOf } from "./raster.js";

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
/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").MapData} MapData */

/**
 * @typedef {object} Source
 * @property {string} name whose runs, where that is not plain
 * @property {Kind} kind
 * @property {Ground} ground
 * @property {Job | null} job null where they cannot be followed here
 * @property {MapData | null} sent what the server says of them then
 * @property {import("./view.js").Domain} reach where a start may lie
 */

/**
 * @typedef {object} Picture cells, row by row from above
 * @property {Source} source
 * @property {number} columns
 * @property {number} rows
 * @property {Float32Array} cells
 * @property {View} extent the part of the plane that they cover
 */

/** @typedef {import("./raster.js").Wish & {view: View, source: Source}} Wish */

/**
 * The paths of a panel whose runs can be mapped, by their index.
 * @param {PanelData} panel
 */
export function mappable({ kind, paths, clouds }) {
  if (kind !== "contour") return [];
  const isMean = (/** @type {number} */ i) => clouds.some(({ live }) => live?.mean && live.path === i);
  return paths.flatMap(({ live }, i) => (live && "program" in live && !isMean(i) ? [i] : []));
}

/**
 * What can be told here of the runs.
 * @param {PanelData} panel
 * @param {SurfaceData} surface
 * @param {Answer} answer
 * @param {string} key of the kind
 * @param {number} run the path's index
 * @returns {Source | null} null where nothing can
 */
export function sourceOf(panel, surface, { near, small, turned }, key, run) {
  const kind = KINDS[key];
  const live = panel.paths[run]?.live;
  const job = live && "program" in live ? jobOf(live, turned) : null;
  if (!job || !kind.isKnown(surface)) return null;
  const { inputs, tables } = job;
  const own = inputs[SQUARED] > 0;
  const tolerance = own ? Math.sqrt(inputs[SQUARED]) : kind.stop(small);
  /** @type {Record<string, number>} */
  const stops = own || !tolerance ? {} : { [SQUARED]: tolerance * tolerance };
  const asked = { ...job, inputs: { ...inputs, ...stops }, tables: { ...tables, steps: tables.steps + kind.further } };
  const ground = groundOf(panel, surface, { near, steps: tables.steps, tolerance });
  return { name: nameOf(panel, run), kind, ground, job: asked, sent: null, reach: panel.reach };
}

/**
 * What the server tells of them.
 * @param {PanelData} panel
 * @param {SurfaceData} surface
 * @param {Answer} answer
 * @param {number} run the path's index
 * @param {MapData | undefined} sent
 * @returns {Source | null} null where it does not
 */
export function sentSource(panel, surface, { near }, run, sent) {
  const kind = KINDS[sent?.request.kind ?? ""];
  if (!sent || !kind.isKnown(surface)) return null;
  const ground = groundOf(panel, surface, { near, steps: sent.steps, tolerance: sent.tolerance });
  return { name: nameOf(panel, run), kind, ground, job: null, sent, reach: panel.reach };
}

/**
 * Whether the server alone can tell of a path's runs.
 * @param {import("./types.js").PathData | undefined} path
 */
export function isForeign(path) {
  return Boolean(path?.live && "program" in path.live && isRefused(path.live.program));
}

/**
 * @param {PanelData} panel
 * @param {number} run
 */
function nameOf({ paths }, run) {
  return paths.length > 1 ? paths[run].name : "";
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
 * @param {Pick<Ground, "near" | "steps" | "tolerance">} asked
 * @returns {Ground}
 */
function groundOf({ marks }, { formula, lowest, found }, asked) {
  const minima = marks.flatMap(({ kind, point }) => (kind === "minimum" ? [point] : []));
  const heights = minima.map(([x, y]) => formula?.value(x, y) ?? NaN);
  const least = Math.min(...heights);
  const deepest = heights.flatMap((height, i) => (height - least <= 1e-9 * (1 + Math.abs(least)) ? [i] : []));
  return { minima, deepest, lowest, found, start: null, ...asked };
}

/**
 * The picture of what is seen.
 * @param {Source} source
 * @param {Job} job its own
 * @param {View} view
 * @param {{width: number, height: number}} box in CSS pixels
 * @param {import("./workers.js").Pool} pool tells how fine it can be
 * @param {Pick<Wish, "names" | "across" | "up">} axes
 * @returns {Wish}
 */
export function wishOf(source, job, view, box, pool, axes = planeOf(view)) {
  const dense = globalThis.devicePixelRatio || 1;
  const size = { width: Math.round(box.width * dense), height: Math.round(box.height * dense) };
  // A phone's dots are too small to be told apart.
  const finest = globalThis.matchMedia?.("(pointer: coarse)").matches ? 2 : 1;
  return {
    source,
    view,
    job,
    ...axes,
    ...size,
    finest: coarsest({ ...size, finest }, pool.lanesIn(job, PATIENCE)),
    measure: measureWithin(source),
  };
}

/** @param {View} view */
function planeOf({ x, y }) {
  return { names: NAMES, across: along(x), up: along(y) };
}

/** @param {Source} source */
function measureWithin({ kind, ground, reach: [[x0, x1], [y0, y1]] }) {
  return measureOf(kind, ground, (x, y) => x >= x0 && x <= x1 && y >= y0 && y <= y1);
}

/**
 * A picture that was filled here: its last cells may stick out of what was seen.
 * @param {import("./raster.js").Level<Wish>} level
 * @returns {Picture}
 */
export function filledPicture({ wish, size, columns, rows, cells }) {
  const { source, view: { x, y }, width, height } = wish;
  const right = x[0] + ((columns * size) / width) * (x[1] - x[0]);
  const below = y[1] - ((rows * size) / height) * (y[1] - y[0]);
  return { source, columns, rows, cells, extent: { x: [x[0], right], y: [below, y[1]] } };
}

/**
 * A picture that the server has filled.
 * @param {Source} source
 * @param {MapData} sent its own
 * @returns {Picture}
 */
export function sentPicture(source, sent) {
  const { request, columns, rows } = sent;
  const { at } = gridOf({ width: columns, height: rows, across: along(request.x), up: along(request.y) }, 1);
  const ends = { points: [sent.x, sent.y], values: sent.values, divergedAt: sent.diverged_at, stoppedAt: sent.stopped_at };
  const measure = measureWithin(source);
  /** @type {Pair} */
  const place = [0, 0];
  const cells = new Float32Array(columns * rows).map((_, i) => {
    at(i, place);
    return measure(ends, i, ...place);
  });
  return { source, columns, rows, cells, extent: { x: request.x, y: request.y } };
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
  const [a, b] = [one.job, other.job];
  return (
    one.source.kind === other.source.kind &&
    plain(one) === plain(other) &&
    sameNumbers(a.tables.factors, b.tables.factors) &&
    sameNumbers(a.tables.draws, b.tables.draws)
  );
}

/** @param {Wish} wish */
function plain({ job, source: { ground, reach }, view, width, height }) {
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

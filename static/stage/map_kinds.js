/** What the colours of a map of starts say of each run: one number, its colour, and its words. */
import { power, short } from "./format.js";
import { between, figures, nearest, NO_RANGE, pixel, powers, rangeOf, shades } from "./map_range.js";

/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./map_range.js").Range} Range */

/**
 * Where runs end, as `Ends` in `descent.js`, in any precision.
 * @typedef {object} Ends
 * @property {ArrayLike<number>[]} points
 * @property {ArrayLike<number>} values
 * @property {ArrayLike<number>} divergedAt
 * @property {ArrayLike<number>} stoppedAt
 */

/**
 * What is known of the runs and of the surface that they descend on.
 * @typedef {object} Ground
 * @property {Pair[]} minima
 * @property {number[]} deepest the lowest ones' indices
 * @property {number} near how close to a minimum counts as near it
 * @property {number | null} lowest the value at the lowest minimum
 * @property {boolean} found whether minima are known by a search alone
 * @property {number} steps
 * @property {number} tolerance
 * @property {Pair | null} start that of all runs; null where each has its own place
 */

/**
 * A colour in the key; several for a scale, or for places that are told apart but not named.
 * @typedef {object} Entry
 * @property {string[]} colours
 * @property {boolean} blends whether they are a scale
 * @property {string} name
 * @property {(number: number) => boolean} has whether a run's number has it
 */

/**
 * @typedef {object} Kind
 * @property {string} label what the reader chooses
 * @property {(surface: {lowest: number | null}) => boolean} isKnown whether it can be told there
 * @property {number} further how many steps are run beyond those asked for
 * @property {(small: number) => number} stop the gradient at which runs stop that have no tolerance of
 *   their own; 0 where they go on
 * @property {(ground: Ground) => (ends: Ends, lane: number, start: Pair) => number} measure
 * @property {(ground: Ground) => string} lead what stands before the key
 * @property {(cells: Float32Array) => Range} range of its scale, if it has one
 * @property {(ground: Ground, range: Range, theme: Theme) => Entry[]} entries
 * @property {(theme: Theme) => string[]} colours
 * @property {(ground: Ground, range: Range, count: number) => (number: number) => number} at the place
 *   of a number's colour among so many
 * @property {(ground: Ground, number: number) => string} told of one run
 */

// Numbers of runs that have none: a start where none may lie, a run that diverged, or one that has
// no end of the kind that is asked for.
export const OUTSIDE = NaN;
export const DIVERGED = Infinity;
export const ELSEWHERE = -Infinity;

// What is less has no number in single precision.
const LEAST = 1e-37;
// So close to a minimum that numbers, squared, would fade to 0.
const STILL = 1e-150;

const isElsewhere = (/** @type {number} */ number) => number === ELSEWHERE;
const isDiverged = (/** @type {number} */ number) => number === DIVERGED;

/** @type {Kind} */
const ENDS = {
  label: "where runs end",
  isKnown: () => true,
  further: 0,
  stop: () => 0,
  measure: ({ minima, near }) => (ends, lane) => {
    const [x, y] = [ends.points[0][lane], ends.points[1][lane]];
    const at = minima.findIndex((minimum) => Math.hypot(x - minimum[0], y - minimum[1]) <= near);
    return at < 0 ? ELSEWHERE : at;
  },
  lead: ({ minima, near }) => (minima.length ? `ends within ${short(near)} of` : "ends"),
  range: () => NO_RANGE,
  entries: (ground, _, theme) => [
    ...minimaEntries(ground, theme.minima),
    entry([theme.elsewhere], ground.minima.length ? "elsewhere" : "within all bounds", isElsewhere),
  ],
  colours: ({ minima }) => minima,
  at: (ground, _, count) => {
    const places = placesOf(ground, count);
    return (number) => places[number];
  },
  told: ({ minima, near }, number) =>
    isElsewhere(number) ? "ends elsewhere" : `ends within ${short(near)} of ${pair(minima[number])}`,
};

/** @type {Kind} */
const STEPS = {
  label: "steps to a small gradient",
  isKnown: () => true,
  // That the gradient is small shows at the step that would come next.
  further: 1,
  stop: (small) => small,
  measure: () => (ends, lane) => (ends.stoppedAt[lane] < 0 ? ELSEWHERE : ends.stoppedAt[lane]),
  lead: ({ tolerance }) => `steps until ‖g‖ ≤ ${short(tolerance)}`,
  range: (cells) => rangeOf(cells, figures),
  entries: ({ steps }, range, theme) => [
    scale(theme, between(range, String)),
    entry([theme.elsewhere], `not within ${steps}`, isElsewhere),
  ],
  colours: ({ amounts }) => shades(amounts),
  at: (_, { low, high }, count) => (number) => nearest((number - low) / (high - low), count),
  told: ({ steps, tolerance }, number) =>
    isElsewhere(number)
      ? `‖g‖ > ${short(tolerance)} for ${steps} steps`
      : `‖g‖ ≤ ${short(tolerance)} after ${number} ${number === 1 ? "step" : "steps"}`,
};

/** @type {Kind} */
const LOSS = {
  label: "final loss",
  isKnown: ({ lowest }) => lowest !== null,
  further: 0,
  stop: () => 0,
  measure: ({ lowest }) => (ends, lane) => Math.max(ends.values[lane] - Number(lowest), 0),
  lead: ({ steps, found }) => `loss above the ${found ? "lowest minimum found" : "minimum"} after ${steps} steps`,
  range: (cells) => rangeOf(cells, powers),
  entries: (_, range, theme) => [scale(theme, between(range, powerOf))],
  colours: ({ amounts }) => shades(amounts),
  at: (_, { low, high }, count) => (number) => nearest(Math.log(number / low) / Math.log(high / low), count),
  told: ({ found }, number) => `ends ${amountOf(number)} above the ${found ? "lowest minimum found" : "minimum"}`,
};

/** @type {Kind} */
const SPEED = {
  label: "steps to come ten times closer",
  isKnown: ({ lowest }) => lowest !== null,
  further: 0,
  stop: () => STILL,
  measure: ({ minima, steps }) => (ends, lane, start) => {
    const end = [ends.points[0][lane], ends.points[1][lane]];
    const away = minima.map(([x, y]) => Math.hypot(end[0] - x, end[1] - y));
    const closest = Math.min(...away);
    const [x, y] = minima[away.indexOf(closest)];
    const closer = Math.hypot(start[0] - x, start[1] - y) / closest;
    const taken = ends.stoppedAt[lane] < 0 ? steps : ends.stoppedAt[lane];
    return closer > 1 ? Math.max(1, taken / Math.log10(closer)) : ELSEWHERE;
  },
  lead: ({ found }) => `steps to come ten times closer to a minimum${found ? " found" : ""}`,
  range: (cells) => rangeOf(cells, figures),
  entries: (_, range, theme) => [
    scale(theme, between(range, String)),
    entry([theme.elsewhere], "comes no closer", isElsewhere),
  ],
  colours: ({ amounts }) => shades(amounts),
  at: (_, { low, high }, count) => (number) => nearest(Math.log(number / low) / Math.log(high / low), count),
  told: ({ found }, number) =>
    isElsewhere(number)
      ? `comes no closer to a minimum${found ? " found" : ""}`
      : number > 1
        ? `comes ten times closer in ${short(number)} steps`
        : "comes ten times closer, or more, at each step",
};

/** Those that can be chosen, as a link names them. */
export const KINDS = /** @type {Record<string, Kind>} */ ({ ends: ENDS, steps: STEPS, loss: LOSS, speed: SPEED });

/**
 * What is kept of a run.
 * @param {Kind} kind
 * @param {Ground} ground
 * @param {(x: number, y: number) => boolean} allows whether a start may lie there
 * @returns {(ends: Ends, lane: number, x: number, y: number) => number}
 */
export function measureOf(kind, ground, allows) {
  const measure = kind.measure(ground);
  return (ends, lane, x, y) => {
    if (!allows(x, y)) return OUTSIDE;
    const at = ends.divergedAt[lane];
    return at >= 0 && at <= ground.steps ? DIVERGED : measure(ends, lane, ground.start ?? [x, y]);
  };
}

/**
 * The key of a map.
 * @param {Kind} kind
 * @param {Ground} ground
 * @param {Range} range
 * @param {Theme} theme
 * @returns {Entry[]}
 */
export function entriesOf(kind, ground, range, theme) {
  return [...kind.entries(ground, range, theme), entry([theme.diverged], "diverged", isDiverged)];
}

/**
 * The colours of cells, as an image has them; where no start may lie they are clear.
 * @param {Kind} kind
 * @param {Ground} ground
 * @param {Range} range
 * @param {Theme} theme
 * @returns {(cells: Float32Array) => Uint32Array<ArrayBuffer>}
 */
export function painterOf(kind, ground, range, theme) {
  const palette = Uint32Array.from(kind.colours(theme), pixel);
  const at = kind.at(ground, range, palette.length);
  const [elsewhere, diverged] = [pixel(theme.elsewhere), pixel(theme.diverged)];
  return (cells) => {
    const painted = new Uint32Array(cells.length);
    cells.forEach((number, i) => {
      if (isElsewhere(number)) painted[i] = elsewhere;
      else if (isDiverged(number)) painted[i] = diverged;
      else if (!Number.isNaN(number)) painted[i] = palette[at(number)];
    });
    return painted;
  };
}

/**
 * @param {Kind} kind
 * @param {Ground} ground
 * @param {number} number
 */
export function toldOf(kind, ground, number) {
  if (Number.isNaN(number)) return "";
  return isDiverged(number) ? "diverges" : kind.told(ground, number);
}

/**
 * @param {string[]} colours
 * @param {string} name
 * @param {(number: number) => boolean} has
 * @returns {Entry}
 */
function entry(colours, name, has) {
  return { colours, blends: false, name, has };
}

/**
 * @param {Theme} theme
 * @param {string} name
 * @returns {Entry}
 */
function scale({ amounts }, name) {
  return { colours: amounts, blends: true, name, has: Number.isFinite };
}

/**
 * Each minimum by its coordinates; of more than there are colours only the deepest.
 * @param {Ground} ground
 * @param {string[]} colours
 */
function minimaEntries(ground, colours) {
  const { minima, deepest } = ground;
  const places = placesOf(ground, colours.length);
  const all = minima.length <= colours.length;
  const named = all ? minima.map((_, i) => i) : deepest.length === 1 ? deepest : [];
  const entries = named.map((i) => entry([colours[places[i]]], pair(minima[i]), (number) => number === i));
  if (all) return entries;
  const others = new Set(places.filter((_, i) => !named.includes(i)));
  const has = (/** @type {number} */ number) => number >= 0 && !named.includes(number);
  const shared = [...others].sort().map((place) => colours[place]);
  return [...entries, entry(shared, named.length ? "another minimum" : "a minimum", has)];
}

/**
 * Which colour each minimum has. Where there are more minima than colours, the deepest one has one
 * of its own, and the others share the rest, those of one colour far from each other.
 * @param {Ground} ground
 * @param {number} count of colours
 * @returns {number[]}
 */
export function placesOf({ minima, deepest }, count) {
  if (minima.length <= count) return minima.map((_, i) => i);
  const alone = deepest.length === 1 ? deepest[0] : -1;
  /** @type {number[]} */
  const places = [];
  for (let i = 0; i < minima.length; i += 1) {
    places.push(i === alone ? 0 : farthest(minima, places, alone < 0 ? 0 : 1, count));
  }
  return places;
}

/**
 * The colour whose minima so far are farthest from the next one.
 * @param {Pair[]} minima
 * @param {number[]} places of those so far
 * @param {number} first
 * @param {number} count
 */
function farthest(minima, places, first, count) {
  const [x, y] = minima[places.length];
  const away = new Array(count).fill(Infinity);
  places.forEach((place, i) => {
    away[place] = Math.min(away[place], Math.hypot(minima[i][0] - x, minima[i][1] - y));
  });
  return away.indexOf(Math.max(...away.slice(first)), first);
}

/** @param {number} loss */
export function amountOf(loss) {
  return loss < LEAST ? `less than ${short(LEAST)}` : short(loss);
}

/** @param {number} number one of ten's powers */
function powerOf(number) {
  return power(Math.round(Math.log10(number)));
}

/** @param {Pair} point */
function pair(point) {
  return `(${point.map((each) => short(each)).join(", ")})`;
}

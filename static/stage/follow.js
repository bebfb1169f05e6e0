/** Follows one path here: runs its program, and works out what is drawn beside its points. */
import { columnsOf } from "./columns.js";
import { batchesOf, normalsOf } from "./draws.js";
import { programOf } from "./programs.js";

/** @typedef {import("./types.js").PathData} PathData */
/** @typedef {import("./types.js").LiveData} LiveData */
/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {ReadonlyMap<string, number>} Turned knobs by name that have other values now */

/**
 * @typedef {object} Run
 * @property {number} steps how many were asked for; one more was run
 * @property {Int32Array} kept those of the points, the start included, that are drawn
 * @property {number} taken how many led to a point
 * @property {number} told from how many points a step is told
 * @property {Record<string, number>} inputs
 * @property {Done} done
 * @property {Float64Array} factors
 *
 * @typedef {import("./descent.js").PathRun & {spread?: Float64Array}} Done of several runs it is their mean,
 *   with how far they are from it
 */

const AXES = ["x", "y"];
export const START = "start.";

/**
 * The path from another start, with knobs turned; null where that cannot be told here.
 * @param {PathData} path
 * @param {LiveData} live
 * @param {Pair} start
 * @param {Turned} turned
 * @param {Done | null} [mean] of the runs that the path is the mean of
 * @returns {PathData | null}
 */
export function follow(path, live, start, turned, mean = null) {
  const run = runOf(live, start, turned, mean);
  if (!run) return null;
  const { kept, told } = run;
  const columns = columnsOf(live.tape, kept.length, numbersOf(run));
  const exact = pointsOf(run);
  const ticks = live.clock && ticksOf(live.clock, live.batches, run);
  const made = { ...path, exact, points: Float32Array.from(exact), ticks };
  const formula = formulaOf(path, live, { told: before(kept, told), steps: kept.length - 1 }, columns);
  const numbers = kept.length <= run.steps ? Float32Array.from(kept) : null;
  return { ...made, ...drawn(path, live, run, columns), formula: formula && { ...formula, numbers } };
}

/**
 * What is run, from any start: its tables go one step further than its steps.
 * @param {LiveData} live
 * @param {Turned} turned
 * @returns {import("./workers.js").Job | null} null where there is no program yet, or a table is too short
 */
export function jobOf(live, turned) {
  const descent = programOf(live.program);
  if (!descent) return null;
  const steps = turned.get(live.fed.steps) ?? live.steps;
  const factors = factorsOf(live, steps + 1, turned);
  const { inputs: names, dimension } = descent.program;
  if (factors.length <= steps) return null;
  const given = names.map((name, i) => /** @type {const} */ ([name, live.inputs[i]]));
  const inputs = Object.fromEntries(given.filter(([name]) => !name.startsWith(START)));
  for (const name of Object.keys(inputs)) {
    const value = turned.get(live.fed[name]);
    if (value !== undefined) inputs[name] = name === "tolerance_squared" ? value * Math.abs(value) : value;
  }
  const seed = turned.get(live.fed.seed) ?? live.seed;
  const draws = seed === null ? undefined : drawsOf(live, seed, inputs, dimension, steps + 1);
  return { name: live.program, descent, inputs, tables: { steps, factors, draws } };
}

/**
 * @param {LiveData} live
 * @param {number} seed
 * @param {Record<string, number>} inputs
 * @param {number} dimension
 * @param {number} steps
 */
export function drawsOf({ batches }, seed, inputs, dimension, steps) {
  return batches ? batchesOf(seed, inputs["source.batch"], batches, steps) : normalsOf(seed, dimension * steps);
}

/**
 * The server's own factors where they still hold.
 * @param {LiveData} live
 * @param {number} rows
 * @param {Turned} turned
 * @returns {Float64Array}
 */
function factorsOf({ factors, schedule }, rows, turned) {
  if (schedule && Object.keys(schedule.numbers).some((name) => turned.has(name))) {
    const t = Float64Array.from({ length: rows }, (_, i) => i + 1);
    const numberOf = (/** @type {string} */ name) =>
      name === "t" ? t : (turned.get(name) ?? schedule.numbers[name]);
    return columnsOf(schedule.tape, rows, numberOf)[schedule.tape.length - 1];
  }
  return factors ?? new Float64Array(rows).fill(1);
}

/**
 * @param {LiveData} live
 * @param {Pair} start
 * @param {Turned} turned
 * @param {Done | null} mean
 * @returns {Run | null} null where it cannot be run
 */
function runOf(live, start, turned, mean) {
  const job = jobOf(live, turned);
  if (!job) return null;
  const { descent, tables } = job;
  const { steps, factors } = tables;
  const kept = thinned(steps + 1, live.most ?? Infinity);
  const inputs = { ...job.inputs };
  if (mean) {
    const lost = mean.divergedAt >= 0 ? mean.divergedAt - 1 : steps;
    return { steps, kept, taken: steps, told: Math.min(lost, steps), inputs, done: mean, factors };
  }
  AXES.slice(0, descent.program.dimension).forEach((axis, i) => (inputs[START + axis] = start[i]));
  const done = descent.path(inputs, { ...tables, steps: steps + 1 });
  const { divergedAt, stoppedAt } = done;
  // That a tolerance is met shows at the step that would come next.
  const stopped = stoppedAt >= 0 && stoppedAt < steps;
  const taken = stopped ? stoppedAt : divergedAt >= 0 ? Math.min(divergedAt - 1, steps) : steps;
  const told = stoppedAt >= 0 ? taken : divergedAt >= 0 ? divergedAt - 1 : steps + 1;
  return { steps, kept, taken, told, inputs, done, factors };
}

/**
 * At most so many of a number of points, evenly spread, both ends among them, as `thinned` on the
 * server.
 * @param {number} count
 * @param {number} most
 */
function thinned(count, most) {
  if (count <= most) return Int32Array.from({ length: count }, (_, i) => i);
  const step = (count - 1) / (most - 1);
  return Int32Array.from({ length: most }, (_, i) => (i === most - 1 ? count - 1 : toEven(i * step)));
}

/**
 * The nearest whole number; of two it is the even one.
 * @param {number} value
 */
function toEven(value) {
  const nearest = Math.round(value);
  return nearest - value === 0.5 && nearest % 2 ? nearest - 1 : nearest;
}

/**
 * How many of rising numbers are below a limit.
 * @param {Int32Array} rising
 * @param {number} limit
 */
function before(rising, limit) {
  const count = rising.findIndex((value) => value >= limit);
  return count < 0 ? rising.length : count;
}

/**
 * When the points are reached, by what has been spent until then.
 * @param {import("./types.js").ClockData} clock
 * @param {import("./types.js").BatchesData | null} batches
 * @param {Run} run
 */
function ticksOf({ unit, examples }, batches, { kept, inputs }) {
  const size = batches ? inputs["source.batch"] : examples;
  const epoch = Math.ceil(examples / size);
  const spent = (/** @type {number} */ steps) =>
    batches?.replacement
      ? size * steps
      : Math.floor(steps / epoch) * examples + Math.min((steps % epoch) * size, examples);
  if (unit === "updates") return Float32Array.from(kept);
  return Float32Array.from(kept, (steps) => spent(steps) / (unit === "epochs" ? examples : 1));
}

/**
 * What a tape asks for, a number a step: the steps that were asked for, and the next one.
 * @param {Run} run
 * @returns {(name: string) => Float64Array | number | undefined}
 */
function numbersOf({ steps, kept, told, inputs, done, factors }) {
  const dimension = done.points.length / (steps + 2);
  const each = (/** @type {(i: number) => number} */ of) => Float64Array.from(kept, (i) => of(i));
  /** @type {Record<string, Float64Array>} */
  const vectors = { g: done.gradients, x: done.points, ...done.memory };
  return (name) => {
    if (name in inputs) return inputs[name];
    if (name === "t") return each((i) => i + 1);
    if (name === "lr") return each((i) => inputs["rule.lr"] * factors[i]);
    if (name === "taken") return each((i) => (i < told ? 1 : NaN));
    const ahead = name.startsWith("next ") ? 1 : 0;
    const [own, axis] = (ahead ? name.slice(5) : name).split(".");
    if (own === "spread") return each((i) => done.spread?.[i] ?? NaN);
    if (own === "value") return each((i) => done.values[i + ahead]);
    const values = vectors[own];
    const place = ahead * dimension + AXES.indexOf(axis);
    return values && each((i) => values[dimension * i + place]);
  };
}

/**
 * Rows of x and y; on a line y is its height.
 * @param {Run} run
 */
function pointsOf({ steps, kept, done: { points, values } }) {
  const plane = points.length > steps + 2;
  return Float64Array.from({ length: 2 * kept.length }, (_, i) => {
    const row = kept[i >> 1];
    return plane ? points[2 * row + (i % 2)] : (i % 2 ? values : points)[row];
  });
}

/**
 * The curves, arrows, readings, tangents and rings that there are columns for.
 * @param {PathData} path
 * @param {LiveData} live
 * @param {Run} run
 * @param {Float64Array[]} columns
 */
function drawn(path, live, { kept, taken }, columns) {
  const found = new Map(live.columns.map((column) => [column.into.join("/"), column]));
  /** @type {(into: string, width?: number) => Float32Array | null} */
  const filled = (into, width) => {
    const column = found.get(into);
    if (!column) return null;
    const rows = column.steps ? taken : into.startsWith("curves/") ? before(kept, taken + 1) : kept.length;
    return interleaved(column.places.map((place) => columns[place]), rows, width);
  };
  const curves = Object.keys(path.curves).map((key) => [key, filled(`curves/${key}`)]);
  return {
    curves: Object.fromEntries(curves.filter(([, values]) => values)),
    arrows: path.arrows.flatMap((arrow) => {
      const vectors = filled(`arrows/${arrow.name}/vectors`, 2);
      return vectors ? [{ ...arrow, vectors, tails: filled(`arrows/${arrow.name}/tails`, 2) }] : [];
    }),
    readings: path.readings.flatMap((reading) => {
      const values = filled(`readings/${reading.label}/values`);
      return values ? [{ ...reading, values, width: values.length / kept.length }] : [];
    }),
    tangents: filled("tangents"),
    rings: path.rings && { ...path.rings, steps: filled("rings/steps") ?? path.rings.steps },
  };
}

/**
 * Columns side by side, row by row; zeros where there are fewer than the width.
 * @param {Float64Array[]} columns
 * @param {number} rows
 * @param {number} width
 */
function interleaved(columns, rows, width = columns.length) {
  const made = new Float32Array(rows * width);
  columns.forEach((column, i) => {
    for (let row = 0; row < rows; row += 1) made[row * width + i] = column[row];
  });
  return made;
}

/**
 * The formula's templates with these numbers; null where a way through the rule has no template.
 * @param {PathData} path
 * @param {Pick<LiveData, "formula">} live
 * @param {Pick<Run, "told" | "steps">} run
 * @param {Float64Array[]} columns
 * @returns {import("./types.js").FormulaData | null}
 */
export function formulaOf(path, live, { told, steps }, columns) {
  const { formula } = path;
  if (!formula || !live.formula) return null;
  const rows = steps + 1;
  const variant = new Float32Array(rows);
  for (let row = 0; row < Math.max(1, told); row += 1) {
    variant[row] = live.formula.choices.findIndex((choices) =>
      choices.every(([place, holds]) => Boolean(columns[place][row]) === holds),
    );
    if (variant[row] < 0) return null;
  }
  /** @type {import("./types.js").SeriesData[]} */
  const series = [];
  /** @type {Map<string, number>} */
  const known = new Map();
  const seriesOf = (/** @type {number[]} */ places) => {
    const key = places.join();
    if (!known.has(key)) {
      known.set(key, series.length);
      series.push({ values: side(places.map((place) => columns[place])), rest: null, width: places.length });
    }
    return /** @type {number} */ (known.get(key));
  };
  const { slots } = live.formula;
  const variants = formula.variants.map(({ lines, slots: shown }, i) => ({
    lines,
    slots: shown.map((slot, j) =>
      slot.series === null ? slot : { ...slot, series: seriesOf(slots[i][j]), ahead: 0 },
    ),
  }));
  const all = { rows: null, numbers: null };
  return { ...formula, ...all, variants, variant, series, steps: told };
}

/** @param {Float64Array[]} columns */
function side(columns) {
  const made = new Float64Array(columns.length * columns[0].length);
  columns.forEach((column, i) => column.forEach((value, row) => (made[row * columns.length + i] = value)));
  return made;
}

/** Many runs of a path, one for each of so many seeds: where they are, and where in the mean. */
import { drawsOf, jobOf, START } from "./follow.js";

// More random numbers than these take longer to draw than a hand should wait.
const MOST = 2 ** 22;
const AXES = ["x", "y"];

/** @typedef {import("./descent.js").PathRun} PathRun */

/**
 * As many of the runs, from the first on, as there is time for; the answer brings the others.
 * @param {import("./types.js").LiveData} live
 * @param {import("./types.js").Pair} start
 * @param {ReadonlyMap<string, number>} turned
 * @param {number} count
 * @returns {PathRun[] | null} null where they cannot be told here
 */
export function runsOf(live, start, turned, count) {
  const job = jobOf(live, turned);
  const first = turned.get(live.fed.seed) ?? live.seed;
  if (!job || first === null) return null;
  const { descent, tables } = job;
  const inputs = { ...job.inputs };
  AXES.forEach((axis, i) => (inputs[START + axis] = start[i]));
  const steps = tables.steps + 1;
  const each = live.batches ? inputs["source.batch"] : descent.program.dimension;
  const soon = Math.max(1, Math.min(count, Math.floor(MOST / (steps * each))));
  return Array.from({ length: soon }, (_, i) => {
    const draws = drawsOf(live, first + i, inputs, descent.program.dimension, steps);
    return descent.path(inputs, { ...tables, steps, draws });
  });
}

/**
 * The cloud of their points.
 * @param {import("./types.js").CloudData} cloud
 * @param {PathRun[]} runs of one step more than is drawn
 * @returns {import("./types.js").CloudData}
 */
export function cloudOf(cloud, runs) {
  const count = runs.length;
  const ticks = runs[0].values.length - 1;
  const points = new Float32Array(2 * count * ticks);
  runs.forEach((run, lane) => {
    for (let tick = 0; tick < ticks; tick += 1) {
      points[2 * (tick * count + lane)] = run.points[2 * tick];
      points[2 * (tick * count + lane) + 1] = run.points[2 * tick + 1];
    }
  });
  return { ...cloud, count, points };
}

/**
 * What they did in the mean; those that have diverged are left out from there on.
 * @param {PathRun[]} runs
 * @returns {PathRun & {spread: Float64Array}} it has diverged where the first of them has
 */
export function meanOf(runs) {
  const lost = runs.flatMap(({ divergedAt }) => (divergedAt >= 0 ? [divergedAt] : []));
  const points = mean(runs.map((run) => run.points));
  return {
    points,
    values: mean(runs.map(({ values }) => values)),
    gradients: mean(runs.map(({ gradients }) => gradients)),
    memory: {},
    spread: spreadOf(runs, points),
    divergedAt: lost.length ? Math.min(...lost) : -1,
    stoppedAt: -1,
  };
}

/** @param {Float64Array[]} rows */
function mean(rows) {
  const sums = new Float64Array(rows[0].length);
  const counts = new Float64Array(rows[0].length);
  for (const row of rows) {
    for (let i = 0; i < row.length; i += 1) {
      if (!Number.isFinite(row[i])) continue;
      sums[i] += row[i];
      counts[i] += 1;
    }
  }
  return sums.map((sum, i) => sum / counts[i]);
}

/**
 * The root of the sum of both coordinates' unbiased variances, for each point.
 * @param {PathRun[]} runs
 * @param {Float64Array} centre their mean
 */
function spreadOf(runs, centre) {
  const squares = new Float64Array(centre.length / 2);
  const counts = new Float64Array(centre.length / 2);
  for (const { points } of runs) {
    for (let i = 0; i < squares.length; i += 1) {
      const dx = points[2 * i] - centre[2 * i];
      const dy = points[2 * i + 1] - centre[2 * i + 1];
      if (!Number.isFinite(dx + dy)) continue;
      squares[i] += dx * dx + dy * dy;
      counts[i] += 1;
    }
  }
  return squares.map((sum, i) => (counts[i] > 1 ? Math.sqrt(sum / (counts[i] - 1)) : NaN));
}

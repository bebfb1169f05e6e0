/** The random numbers of runs: they are drawn once, as far as somebody asks for them. */
import { Random } from "./random.js";

// So many of them are kept.
const MOST = 2 ** 23;
// What a batch of examples boils down to: the minimum's two coordinates, and five means.
const WIDTH = 7;
const MEANS = 5;

/** @type {Map<string, {source: Iterator<number>, drawn: Float64Array, count: number}>} those asked for last at the end */
const kept = new Map();
let drawn = 0;

/**
 * The first standard normals of a seed.
 * @param {number} seed
 * @param {number} count
 */
export function normalsOf(seed, count) {
  return first(count, `normals of ${seed}`, () => normals(new Random(seed)));
}

/**
 * What each step's batch boils down to, as `Batch` has it on the server, row by row.
 * @param {number} seed
 * @param {number} size
 * @param {import("./types.js").BatchesData} from
 * @param {number} steps
 */
export function batchesOf(seed, size, { minimum, moments, replacement }, steps) {
  const examples = moments.length / MEANS;
  const epoch = Math.ceil(examples / size);
  const count = replacement ? steps * size : Math.ceil(steps / epoch) * examples;
  const met = indices(seed, examples, size, replacement, count);
  const rows = new Float64Array(WIDTH * steps);
  const gathered = new Float64Array(size);
  for (let step = 0; step < steps; step += 1) {
    const whole = Math.floor(step / epoch) * examples;
    const begin = replacement ? step * size : whole + (step % epoch) * size;
    const end = replacement ? begin + size : Math.min(begin + size, whole + examples);
    rows.set(minimum, WIDTH * step);
    for (let mean = 0; mean < MEANS; mean += 1) {
      for (let i = begin; i < end; i += 1) gathered[i - begin] = moments[mean * examples + met[i]];
      rows[WIDTH * step + 2 + mean] = sum(gathered, 0, end - begin) / (end - begin);
    }
  }
  return rows;
}

/**
 * Which examples are met, one after another.
 * @param {number} seed
 * @param {number} examples
 * @param {number} size
 * @param {boolean} replacement
 * @param {number} count
 */
function indices(seed, examples, size, replacement, count) {
  // All of them at each step have one order.
  if (!replacement && size === examples) return Float64Array.from({ length: count }, (_, i) => i % examples);
  const kind = replacement ? "draws" : "orders";
  return first(count, `${kind} of ${seed} from ${examples}`, () =>
    (replacement ? wholes : orders)(new Random(seed), examples),
  );
}

/** @param {Random} random */
function* normals(random) {
  for (;;) yield random.normal();
}

/**
 * @param {Random} random
 * @param {number} count
 */
function* wholes(random, count) {
  for (;;) yield random.whole(count);
}

/**
 * @param {Random} random
 * @param {number} count
 */
function* orders(random, count) {
  for (;;) {
    const list = Uint32Array.from({ length: count }, (_, i) => i);
    random.shuffle(list);
    yield* list;
  }
}

/**
 * The first numbers of a source.
 * @param {number} count
 * @param {string} name that no other source has
 * @param {() => Iterator<number>} begin
 */
function first(count, name, begin) {
  const own = kept.get(name) ?? { source: begin(), drawn: new Float64Array(count), count: 0 };
  kept.delete(name);
  kept.set(name, own);
  if (own.drawn.length < count) {
    const more = new Float64Array(2 * count);
    more.set(own.drawn);
    own.drawn = more;
  }
  drawn += Math.max(0, count - own.count);
  for (; own.count < count; own.count += 1) own.drawn[own.count] = own.source.next().value;
  forget();
  return own.drawn.slice(0, count);
}

/** Lets the oldest go; of what was asked for last nothing. */
function forget() {
  for (const [name, { count }] of kept) {
    if (drawn <= MOST || kept.size === 1) return;
    drawn -= count;
    kept.delete(name);
  }
}

/**
 * A sum in the order of numpy's, which is by halves, and of up to 128 numbers by eighths.
 * @param {Float64Array} values
 * @param {number} begin
 * @param {number} count
 * @returns {number}
 */
function sum(values, begin, count) {
  if (count > 128) {
    const half = Math.floor(count / 16) * 8;
    return sum(values, begin, half) + sum(values, begin + half, count - half);
  }
  let total = 0;
  let i = 0;
  if (count >= 8) {
    const parts = values.slice(begin, begin + 8);
    for (i = 8; i < count - (count % 8); i += 8) for (let j = 0; j < 8; j += 1) parts[j] += values[begin + i + j];
    const [a, b, c, d, e, f, g, h] = parts;
    total = a + b + (c + d) + (e + f + (g + h));
  }
  for (; i < count; i += 1) total += values[begin + i];
  return total;
}

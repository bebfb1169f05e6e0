/** The random numbers of runs: each seed's are drawn once, as far as somebody asks for them. */
import { Random } from "./random.js";

const MOST = 8;

/** @type {Map<number, {random: Random, drawn: Float64Array, count: number}>} those asked for last */
const kept = new Map();

/**
 * The first standard normals of a seed.
 * @param {number} seed
 * @param {number} count
 */
export function normalsOf(seed, count) {
  const own = kept.get(seed) ?? { random: new Random(seed), drawn: new Float64Array(count), count: 0 };
  kept.delete(seed);
  kept.set(seed, own);
  if (kept.size > MOST) kept.delete([...kept.keys()][0]);
  if (own.drawn.length < count) {
    const more = new Float64Array(2 * count);
    more.set(own.drawn);
    own.drawn = more;
  }
  for (; own.count < count; own.count += 1) own.drawn[own.count] = own.random.normal();
  return own.drawn.slice(0, count);
}

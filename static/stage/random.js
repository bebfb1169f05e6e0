/**
 * Random numbers, bit for bit those of numpy's `default_rng`: a PCG64 generator, which a seed sets
 * off through a SeedSequence, normals by the ziggurat, and whole numbers by Lemire's method.
 */
import { HEIGHT, TAIL, UNIT, WITHIN } from "./ziggurat.js";

// Numbers of 128 bits are words of 32, the least first: whole numbers of any size are slow.
const [M0, M1, M2, M3] = [0x9fccf645, 0x4385df64, 0x1fc65da4, 0x2360ed05];
const WORD = 2 ** 32;
const UPPER = 2 ** -32;
const SHARE = 2 ** -53;
const WORDS = 4;

export class Random {
  /** @param {number} seed a whole number below 2³² */
  constructor(seed) {
    const words = seeded(seed);
    const [above, below] = [words.slice(0, 4), words.slice(4)].map(([a, b, c, d]) => [c, d, a, b]);
    this.step = Uint32Array.from(below, (word, i) => (word << 1) | (i ? below[i - 1] >>> 31 : 1));
    this.state = sumOf(this.step, above);
    /** The last 64 bits. */
    this.high = 0;
    this.low = 0;
    this.advance();
    /** @type {number | null} the half of them that is still to be given */
    this.half = null;
  }

  /** Goes on to the next state. */
  advance() {
    const { state, step } = this;
    const s0 = state[0];
    const s1 = state[1];
    const s2 = state[2];
    let sum = low(s0, M0) + step[0];
    state[0] = sum >>> 0;
    sum = carried(sum) + high(s0, M0) + low(s0, M1) + low(s1, M0) + step[1];
    state[1] = sum >>> 0;
    sum = carried(sum) + high(s0, M1) + high(s1, M0) + low(s0, M2) + low(s1, M1) + low(s2, M0) + step[2];
    state[2] = sum >>> 0;
    sum = carried(sum) + high(s0, M2) + high(s1, M1) + high(s2, M0) + step[3];
    state[3] = (sum + low(s0, M3) + low(s1, M2) + low(s2, M1) + low(state[3], M0)) >>> 0;
  }

  /** Draws the next 64 bits. */
  bits() {
    this.advance();
    const { state } = this;
    const turn = state[3] >>> 26;
    const even = turn >>> 5;
    const odd = 1 - even;
    const below = state[even] ^ state[even + 2];
    const above = state[odd] ^ state[odd + 2];
    const by = turn & 31;
    this.low = (by ? (below >>> by) | (above << (32 - by)) : below) >>> 0;
    this.high = (by ? (above >>> by) | (below << (32 - by)) : above) >>> 0;
  }

  /** The next 32 bits: the low half first. */
  word() {
    const { half } = this;
    if (half !== null) {
      this.half = null;
      return half;
    }
    this.bits();
    this.half = this.high;
    return this.low;
  }

  /** From 0 to 1, without 1. */
  share() {
    this.bits();
    return (this.high * 2 ** 21 + (this.low >>> 11)) * SHARE;
  }

  /** A standard normal. Its last bit is `Math.log1p`'s where it is beyond ±3.65. */
  normal() {
    for (;;) {
      this.bits();
      const { low } = this;
      const layer = low & 0xff;
      const units = (this.high & 0x1fffffff) * 2 ** 23 + (low >>> 9);
      const x = (low & 0x100 ? -units : units) * UNIT[layer];
      if (units < WITHIN[layer]) return x;
      if (layer === 0) return units & 0x100 ? -this.beyond() : this.beyond();
      const height = (HEIGHT[layer - 1] - HEIGHT[layer]) * this.share() + HEIGHT[layer];
      if (height < Math.exp(-0.5 * x * x)) return x;
    }
  }

  /** In the tail. */
  beyond() {
    for (;;) {
      const x = -(1 / TAIL) * Math.log1p(-this.share());
      const y = -Math.log1p(-this.share());
      if (y + y > x * x) return TAIL + x;
    }
  }

  /**
   * A whole number from 0 on.
   * @param {number} count of those there are
   */
  whole(count) {
    if (count === 1) return 0;
    const least = (WORD - count) % count;
    let word = this.word();
    while (low(word, count) < least) word = this.word();
    return high(word, count);
  }

  /**
   * Puts a list in random order, as numpy's `permuted` does: it draws as many bits as are needed, and
   * again where they say too much.
   * @param {Uint32Array} list
   */
  shuffle(list) {
    for (let i = list.length - 1; i > 0; i -= 1) {
      const mask = 2 ** (32 - Math.clz32(i)) - 1;
      let j = this.word() & mask;
      while (j > i) j = this.word() & mask;
      [list[i], list[j]] = [list[j], list[i]];
    }
  }
}

/**
 * The lower word of a product.
 * @param {number} one
 * @param {number} other
 */
function low(one, other) {
  return Math.imul(one, other) >>> 0;
}

/**
 * The upper word of a product.
 * @param {number} one
 * @param {number} other
 */
function high(one, other) {
  const a = one >>> 16;
  const b = one & 0xffff;
  const c = other >>> 16;
  const d = other & 0xffff;
  const middle = a * d + ((b * d) >>> 16);
  return a * c + (middle >>> 16) + (((middle & 0xffff) + b * c) >>> 16);
}

/**
 * What of a sum of words belongs to the next one.
 * @param {number} sum
 */
function carried(sum) {
  return (sum * UPPER) | 0;
}

/**
 * @param {ArrayLike<number>} one of 128 bits
 * @param {ArrayLike<number>} other
 */
function sumOf(one, other) {
  let sum = 0;
  return Uint32Array.from(one, (word, i) => {
    sum = carried(sum) + word + other[i];
    return sum;
  });
}

/**
 * The eight words that a seed makes.
 * @param {number} seed
 */
function seeded(seed) {
  const hashed = hash(0x43b0d7e5, 0x931e8875);
  const pool = Array.from({ length: WORDS }, (_, i) => hashed(i ? 0 : seed));
  for (let from = 0; from < WORDS; from += 1) {
    for (let to = 0; to < WORDS; to += 1) if (from !== to) pool[to] = mixed(pool[to], hashed(pool[from]));
  }
  const drawn = hash(0x8b51f9dd, 0x58f38ded);
  return Array.from({ length: 2 * WORDS }, (_, i) => drawn(pool[i % WORDS]));
}

/**
 * @param {number} constant that changes with each word
 * @param {number} multiplier
 * @returns {(word: number) => number}
 */
function hash(constant, multiplier) {
  return (word) => {
    const value = word ^ constant;
    constant = Math.imul(constant, multiplier);
    return folded(Math.imul(value, constant));
  };
}

/**
 * @param {number} one
 * @param {number} other
 */
function mixed(one, other) {
  return folded(Math.imul(0xca01f9dd, one) - Math.imul(0x4973f715, other));
}

/** @param {number} word */
function folded(word) {
  return (word ^ (word >>> 16)) >>> 0;
}

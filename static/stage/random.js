/**
 * Random numbers, bit for bit those of numpy's `default_rng`: a PCG64 generator, which a seed sets
 * off through a SeedSequence, normals by the ziggurat, and whole numbers by Lemire's method.
 */
import { HEIGHT, TAIL, UNIT, WITHIN } from "./ziggurat.js";

const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;
const LOW = (1n << 64n) - 1n;
const SHARE = 2 ** -53;
const WORDS = 4;

export class Random {
  /** @param {number} seed a whole number below 2³² */
  constructor(seed) {
    const [high, low, more, most] = seeded(seed);
    this.step = (((more << 64n) | most) << 1n) | 1n;
    this.state = BigInt.asUintN(128, (this.step + ((high << 64n) | low)) * MULTIPLIER + this.step);
    /** @type {number | null} the half of the last 64 bits that is still to be given */
    this.half = null;
  }

  /** The next 64 bits. */
  bits() {
    this.state = BigInt.asUintN(128, this.state * MULTIPLIER + this.step);
    const folded = (this.state >> 64n) ^ (this.state & LOW);
    const turn = this.state >> 122n;
    return (folded >> turn) | BigInt.asUintN(64, folded << (-turn & 63n));
  }

  /** The next 32 bits: the low half first. */
  word() {
    const { half } = this;
    if (half !== null) {
      this.half = null;
      return half;
    }
    const bits = this.bits();
    this.half = Number(bits >> 32n);
    return Number(bits & 0xffffffffn);
  }

  /** From 0 to 1, without 1. */
  share() {
    return Number(this.bits() >> 11n) * SHARE;
  }

  /** A standard normal. Its last bit is `Math.log1p`'s where it is beyond ±3.65. */
  normal() {
    for (;;) {
      const bits = this.bits();
      const layer = Number(bits & 0xffn);
      const units = Number((bits >> 9n) & 0xfffffffffffffn);
      const x = (bits & 0x100n ? -units : units) * UNIT[layer];
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
    let product = BigInt(this.word()) * BigInt(count);
    const least = (2 ** 32 - count) % count;
    while (Number(product & 0xffffffffn) < least) product = BigInt(this.word()) * BigInt(count);
    return Number(product >> 32n);
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
 * The four numbers of 64 bits that a seed makes.
 * @param {number} seed
 */
function seeded(seed) {
  const hashed = hash(0x43b0d7e5, 0x931e8875);
  const pool = Array.from({ length: WORDS }, (_, i) => hashed(i ? 0 : seed));
  for (let from = 0; from < WORDS; from += 1) {
    for (let to = 0; to < WORDS; to += 1) if (from !== to) pool[to] = mixed(pool[to], hashed(pool[from]));
  }
  const drawn = hash(0x8b51f9dd, 0x58f38ded);
  const words = Array.from({ length: 2 * WORDS }, (_, i) => BigInt(drawn(pool[i % WORDS])));
  return Array.from({ length: WORDS }, (_, i) => words[2 * i] | (words[2 * i + 1] << 32n));
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

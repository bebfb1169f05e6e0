/**
 * A picture in which every cell is a run: coarse at once, and finer as long as nothing changes.
 *
 * The newest wish is what counts. A coarse picture that is under way is finished first, so that a
 * hand that never rests still sees the picture follow; a finer one is dropped.
 */

// What the coarse picture may take, in milliseconds, and the fewest cells that it has.
const FRAME = 12;
const LEAST = 400;

/**
 * @typedef {object} Wish
 * @property {import("./workers.js").Job} job
 * @property {string[]} names the inputs that go across and up, or that which goes across
 * @property {(share: number) => number} across the first one's value, from the left edge to the right
 * @property {(share: number) => number} up the second one's, from the lower edge to the upper
 * @property {number} width of the picture in its smallest dots
 * @property {number} height
 * @property {number} finest how many dots wide the smallest cell is
 * @property {(ends: import("./descent.js").Ends, lane: number, x: number, y: number) => number} measure
 *   what is kept of a run: a cell's number
 *
 */

/**
 * A picture that is done.
 * @template {Wish} W
 * @typedef {object} Level
 * @property {W} wish
 * @property {number} size how many dots wide a cell is; the last of a row may stick out
 * @property {number} columns
 * @property {number} rows
 * @property {Float32Array} cells row by row, from above
 */

/** @template {Wish} W */
export class Raster {
  /**
   * @param {import("./workers.js").Pool} pool
   * @param {(level: Level<W>) => void} show
   */
  constructor(pool, show) {
    this.pool = pool;
    this.show = show;
    /** @type {W | null} */
    this.wish = null;
    /** @type {(() => void) | null} drops what is under way */
    this.drop = null;
    this.isCoarse = false;
  }

  /** @param {W} wish */
  want(wish) {
    this.wish = wish;
    if (this.drop && this.isCoarse) return;
    this.drop?.();
    this.begin(wish, coarsest(wish, this.pool.lanesIn(wish.job, FRAME)), true);
  }

  /** Nothing is wanted any more. */
  clear() {
    this.drop?.();
    this.drop = null;
    this.wish = null;
  }

  /**
   * @param {W} wish
   * @param {number} size
   * @param {boolean} isCoarse
   */
  begin(wish, size, isCoarse) {
    const { job, names, measure } = wish;
    const { columns, rows, at } = gridOf(wish, size);
    const cells = new Float32Array(columns * rows);
    /** @type {[number, number]} */
    const place = [0, 0];
    this.isCoarse = isCoarse;
    this.drop = this.pool.run({
      job,
      count: cells.length,
      // A coarse picture goes before all that is finer.
      rank: -size,
      rows: (first, last) => {
        const given = names.map(() => new Float64Array(last - first));
        for (let i = first; i < last; i += 1) {
          at(i, place);
          for (let axis = 0; axis < given.length; axis += 1) given[axis][i - first] = place[axis];
        }
        return Object.fromEntries(names.map((name, axis) => [name, given[axis]]));
      },
      take: (ends, first) => {
        for (let lane = 0; lane < ends.values.length; lane += 1) {
          at(first + lane, place);
          cells[first + lane] = measure(ends, lane, place[0], place[1]);
        }
      },
      done: () => this.done({ wish, size, columns, rows, cells }),
    });
  }

  /** @param {Level<W>} level */
  done(level) {
    const { wish, size } = level;
    this.drop = null;
    this.show(level);
    // What is shown may have brought another wish, which is then under way.
    if (this.drop || !this.wish) return;
    if (this.wish !== wish) this.want(this.wish);
    else if (size > wish.finest) this.begin(wish, Math.max(wish.finest, size / 2), false);
  }
}

/**
 * The size of the cells of a first picture of so many cells: the finest, doubled as often as need be.
 * @param {Pick<Wish, "width" | "height" | "finest">} wish
 * @param {number} lanes
 */
export function coarsest({ width, height, finest }, lanes) {
  const most = Math.max(LEAST, lanes);
  let size = finest;
  while (Math.ceil(width / size) * Math.ceil(height / size) > most) size *= 2;
  return size;
}

/**
 * A picture's cells; a run sets off from the middle of each.
 * @param {Pick<Wish, "width" | "height" | "across" | "up">} wish
 * @param {number} size
 */
export function gridOf({ width, height, across, up }, size) {
  const columns = Math.ceil(width / size);
  const rows = Math.ceil(height / size);
  /** @type {(index: number, place: [number, number]) => void} */
  const at = (index, place) => {
    place[0] = across((((index % columns) + 0.5) * size) / width);
    place[1] = up(1 - ((Math.floor(index / columns) + 0.5) * size) / height);
  };
  return { columns, rows, at };
}

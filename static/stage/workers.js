/**
 * Workers that run lanes, shared by all stages. Lanes go to them block by block, those of the lowest
 * rank first; of what is no longer wanted no block is begun, and no result is handed on.
 */

const MOST = 4;
// A worker has so many blocks at once: while it waits for none, what is begun in vain stays short.
const AHEAD = 2;
const LANE_STEPS = 2 ** 18;
const FEWEST = 32;
const LARGEST = 4096;
// A lane's step in nanoseconds, until it is measured.
const GUESS = 20;
const LEAST = 5;

/** @typedef {import("./descent.js").Ends} Ends */

/**
 * @typedef {object} Job what all lanes have in common; begun once by each worker
 * @property {string} name the program's
 * @property {import("./descent.js").Descent} descent
 * @property {Record<string, number>} inputs
 * @property {import("./descent.js").Tables} tables
 *
 * @typedef {object} Task
 * @property {Job} job
 * @property {number} count of lanes
 * @property {number} rank
 * @property {(first: number, last: number) => Record<string, Float64Array>} rows the inputs that
 *   differ from lane to lane, for some of the lanes; given away
 * @property {(ends: Ends, first: number) => void} take
 * @property {() => void} done when all ends have been taken
 */

/** @typedef {{task: Task, next: number, left: number}} Running where its next block begins, and the lanes to come */

/**
 * What the pool needs of a worker.
 * @typedef {object} Hands
 * @property {(message: object, options?: {transfer: Transferable[]}) => void} postMessage
 * @property {((event: MessageEvent<import("./map_worker.js").Reply>) => void) | null} onmessage
 */

/** How a worker is made: as a module; as a classic script where it is of one piece. */
export const workers = {
  type: /** @type {WorkerType} */ ("module"),
  /** @returns {Hands} */
  open: () => new Worker(new URL("./map_worker.js", import.meta.url), { type: workers.type }),
};

export class Pool {
  constructor(size = Math.max(1, Math.min(MOST, globalThis.navigator?.hardwareConcurrency ?? 1))) {
    this.size = size;
    /** @type {Helper[]} */
    this.helpers = [];
    /** @type {Set<Running>} */
    this.running = new Set();
    /** @type {Map<string, number>} nanoseconds a lane's step, by program */
    this.pace = new Map();
  }

  /**
   * How many lanes are done in so many milliseconds, as far as is known.
   * @param {Job} job
   * @param {number} milliseconds
   */
  lanesIn({ name, tables }, milliseconds) {
    const each = (this.pace.get(name) ?? GUESS) * Math.max(1, tables.steps);
    return (this.size * milliseconds * 1e6) / each;
  }

  /**
   * @param {Task} task
   * @returns {() => void} drops it
   */
  run(task) {
    while (this.helpers.length < this.size) this.helpers.push(new Helper(this));
    const running = { task, next: 0, left: task.count };
    this.running.add(running);
    this.feed();
    return () => void this.running.delete(running);
  }

  /** Gives the workers what they have room for, each its first block before any has a second one. */
  feed() {
    for (let held = 0; held < AHEAD; held += 1) {
      for (const helper of this.helpers) {
        const next = helper.given.length <= held ? this.nextRunning() : null;
        if (next) helper.give(next);
      }
    }
  }

  nextRunning() {
    let first = null;
    for (const one of this.running) {
      if (one.next < one.task.count && (!first || one.task.rank < first.task.rank)) first = one;
    }
    return first;
  }

  /**
   * @param {Running} running
   * @param {number} first
   * @param {import("./map_worker.js").Reply} reply
   */
  took(running, first, { ends, took }) {
    const { job, take, done } = running.task;
    const count = ends.values.length;
    const each = (1e6 * took) / (count * Math.max(1, job.tables.steps));
    this.pace.set(job.name, mean(this.pace.get(job.name) ?? each, each));
    if (this.running.has(running)) {
      running.left -= count;
      if (running.left === 0) this.running.delete(running);
      take(ends, first);
      if (running.left === 0) done();
    }
    this.feed();
  }
}

/**
 * Soon more and slowly less: lanes that end early tell little of those that do not.
 * @param {number} before
 * @param {number} now
 */
function mean(before, now) {
  const weight = now > before ? 0.4 : 0.03;
  return Math.max(LEAST, (1 - weight) * before + weight * now);
}

/** One worker, and what it has been given. */
class Helper {
  /** @param {Pool} pool */
  constructor(pool) {
    this.pool = pool;
    /** @type {{running: Running, first: number}[]} */
    this.given = [];
    /** @type {Set<string>} */
    this.programs = new Set();
    /** @type {Job | null} */
    this.job = null;
    this.worker = workers.open();
    this.worker.onmessage = ({ data }) => {
      const { running, first } = /** @type {{running: Running, first: number}} */ (this.given.shift());
      this.pool.took(running, first, data);
    };
  }

  /** @param {Running} running */
  give(running) {
    const { job, count, rows } = running.task;
    this.begin(job);
    const first = running.next;
    const last = Math.min(count, first + blockOf(job));
    running.next = last;
    this.given.push({ running, first });
    const given = rows(first, last);
    const transfer = Object.values(given).map(({ buffer }) => /** @type {ArrayBuffer} */ (buffer));
    this.worker.postMessage({ rows: given, count: last - first }, { transfer });
  }

  /** @param {Job} job */
  begin(job) {
    if (job === this.job) return;
    const { name, descent, inputs, tables } = job;
    if (!this.programs.has(name)) {
      this.programs.add(name);
      this.worker.postMessage({ name, program: { ...descent.program, code: "" }, module: descent.module });
    }
    this.job = job;
    this.worker.postMessage({ runs: name, inputs, tables });
  }
}

/**
 * As many lanes as take a few milliseconds.
 * @param {Job} job
 */
function blockOf({ tables }) {
  const lanes = Math.floor(LANE_STEPS / Math.max(1, tables.steps));
  return Math.max(FEWEST, Math.min(LARGEST, lanes));
}

/** That of all stages; its workers are made when there is something to do. */
export const pool = new Pool();

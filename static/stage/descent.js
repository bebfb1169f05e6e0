/** Runs descents that the server compiled to WebAssembly; `optim/program` says what lies where. */

/**
 * @typedef {object} Tables what a run is given beside its inputs: how many steps, and for each of
 * them the schedule's factor and, where the gradient is noisy, a standard normal a coordinate
 * @property {number} steps
 * @property {Float64Array} factors
 * @property {Float64Array} [draws]
 */

/**
 * @typedef {object} PathRun what a path did, filled up as a `Trajectory` is; −1 where it did not end
 * @property {Float64Array} points rows of coordinates, the start first
 * @property {Float64Array} values
 * @property {Float64Array} gradients
 * @property {Record<string, Float64Array>} memory
 * @property {number} divergedAt
 * @property {number} stoppedAt
 */

/**
 * @typedef {object} Ends where lanes ended, a number a lane; as `Sweep` on the server
 * @property {Float64Array[]} points a row for each coordinate
 * @property {Float64Array} values
 * @property {Float64Array} divergedAt
 * @property {Float64Array} stoppedAt
 */

const BYTES = Float64Array.BYTES_PER_ELEMENT;
const PAGE = 65536;

/** A memory of floats that programs share; blocks are laid one after another. */
export class Arena {
  constructor() {
    this.memory = new WebAssembly.Memory({ initial: 1 });
    this.used = 0;
  }

  /** Forgets all blocks. */
  clear() {
    this.used = 0;
  }

  /**
   * Room for a block: its address. It holds whatever was there before.
   * @param {number} count
   */
  take(count) {
    const address = this.used;
    this.used += count * BYTES;
    const missing = this.used - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    return address;
  }

  /**
   * The block at an address, until there is next room taken, which may move the memory.
   * @param {number} address
   * @param {number} count
   */
  view(address, count) {
    return new Float64Array(this.memory.buffer, address, count);
  }
}

export class Descent {
  /**
   * @param {import("./types.js").ProgramData} program
   * @param {WebAssembly.Module} module
   * @param {Arena} arena
   */
  constructor(program, module, arena) {
    const { functions } = program;
    const maths = Object.fromEntries(functions.map((name) => [name, Reflect.get(Math, name)]));
    const imports = { host: { memory: arena.memory }, Math: maths };
    const { exports } = new WebAssembly.Instance(module, imports);
    this.program = program;
    this.module = module;
    this.arena = arena;
    this.runs = /** @type {Record<"path" | "lanes", (...numbers: number[]) => void>} */ (exports);
  }

  /**
   * One path with all that it did.
   * @param {Record<string, number>} inputs
   * @param {Tables} tables
   * @returns {PathRun}
   */
  path(inputs, tables) {
    const { steps } = tables;
    const { path, dimension } = this.program;
    const blocks = this.run("path", path, [steps], this.rows(inputs, 1), tables, 1);
    const [divergedAt, stoppedAt, handed] = blocks.ends;
    const taken = divergedAt >= 0 ? divergedAt - 1 : stoppedAt >= 0 ? stoppedAt : steps;
    const { ends: _, values, gradients, ...columns } = blocks;
    const held = stoppedAt >= 0;
    fill(values, taken + 1, 1, held);
    fill(gradients, handed, dimension, held);
    for (const column of Object.values(columns)) fill(column, taken + 1, dimension, held);
    const { points, ...memory } = columns;
    return { points, values, gradients, memory, divergedAt, stoppedAt };
  }

  /**
   * Where many lanes end. An input is the same for all lanes, or a number a lane.
   * @param {Record<string, number | Float64Array>} inputs
   * @param {Tables} tables
   * @param {number} count
   * @returns {Ends}
   */
  lanes(inputs, tables, count) {
    const { lanes, together } = this.program;
    const width = Math.ceil(count / together) * together;
    const given = this.rows(inputs, width);
    const { ends } = this.run("lanes", lanes, [width, tables.steps], given, tables, width);
    const rows = Array.from({ length: ends.length / width }, (_, i) =>
      ends.subarray(i * width, i * width + count),
    );
    const [values, divergedAt, stoppedAt] = rows.splice(this.program.dimension);
    return { points: rows, values, divergedAt, stoppedAt };
  }

  /**
   * The block of inputs: a row for each, as wide as there are lanes.
   * @param {Record<string, number | Float64Array>} inputs
   * @param {number} width
   */
  rows(inputs, width) {
    const { inputs: names } = this.program;
    const rows = new Float64Array(names.length * width);
    names.forEach((name, i) => {
      const value = inputs[name];
      if (value === undefined) throw new Error(`a descent needs ${name}`);
      const row = rows.subarray(i * width, (i + 1) * width);
      if (typeof value === "number") row.fill(value);
      else row.fill(value[value.length - 1]).set(value);
    });
    return rows;
  }

  /**
   * Lays the blocks, calls the function, and gives what it left in those that it fills.
   * @param {"path" | "lanes"} name
   * @param {import("./types.js").BlockData[]} blocks
   * @param {number[]} counts
   * @param {Float64Array} inputs
   * @param {Tables} tables
   * @param {number} width
   */
  run(name, blocks, counts, inputs, { steps, factors, draws }, width) {
    /** @type {Record<string, Float64Array | undefined>} */
    const given = { inputs, factors, draws };
    const begin = this.arena.used;
    const laid = blocks.map((block) => {
      const size = (block.each * steps + block.once) * (block.lanes ? width : 1);
      return { name: block.name, size, address: this.arena.take(size) };
    });
    const view = (/** @type {typeof laid[0]} */ { address, size }) => this.arena.view(address, size);
    for (const block of laid) {
      const values = given[block.name];
      if (values) view(block).set(values.subarray(0, block.size));
    }
    this.runs[name](...counts, ...laid.map(({ address }) => address));
    this.arena.used = begin;
    const filled = laid.filter((block) => !(block.name in given));
    return Object.fromEntries(filled.map((block) => [block.name, view(block).slice()]));
  }
}

/**
 * What comes after the rows that are known: the last of them if the path is held there, else NaN.
 * @param {Float64Array} column
 * @param {number} known
 * @param {number} width
 * @param {boolean} held
 */
function fill(column, known, width, held) {
  if (!held) column.fill(NaN, known * width);
  else for (let i = known * width; i < column.length; i += 1) column[i] = column[i - width];
}

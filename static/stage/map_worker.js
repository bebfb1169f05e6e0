/** A worker that runs blocks of lanes. It imports `descent.js` alone, so that a page can inline both. */
import { Arena, Descent } from "./descent.js";

/**
 * @typedef {object} ProgramMessage
 * @property {string} name
 * @property {import("./types.js").ProgramData} program
 * @property {WebAssembly.Module} module
 *
 * @typedef {object} JobMessage what the blocks that follow have in common
 * @property {string} runs the program's name
 * @property {Record<string, number>} inputs
 * @property {import("./descent.js").Tables} tables
 *
 * @typedef {object} BlockMessage
 * @property {Record<string, Float64Array>} rows the inputs that differ from lane to lane
 * @property {number} count of lanes
 *
 * @typedef {object} Reply
 * @property {import("./descent.js").Ends} ends
 * @property {number} took in milliseconds
 */

const arena = new Arena();
/** @type {Map<string, Descent>} */
const programs = new Map();
/** @type {JobMessage | null} */
let job = null;

globalThis.onmessage = (/** @type {MessageEvent<ProgramMessage | JobMessage | BlockMessage>} */ { data }) => {
  if ("module" in data) programs.set(data.name, new Descent(data.program, data.module, arena));
  else if ("runs" in data) job = data;
  else run(data);
};

/** @param {BlockMessage} block */
function run({ rows, count }) {
  const descent = job && programs.get(job.runs);
  if (!job || !descent) throw new Error("a block came before its job");
  const began = performance.now();
  const ends = descent.lanes({ ...job.inputs, ...rows }, job.tables, count);
  /** @type {Reply} */
  const reply = { ends, took: performance.now() - began };
  // All rows lie in one piece of memory.
  globalThis.postMessage(reply, { transfer: [ends.values.buffer] });
}

/** The programs this browser has: the server sends each only once. */
import { Arena, Descent } from "./descent.js";

// Kept for all stages of the page and over page changes.
/** @type {Map<string, Descent | null>} null while it is compiled, or where it cannot be */
const programs = new Map();
/** @type {Set<string>} */
const refused = new Set();
const arena = globalThis.WebAssembly ? new Arena() : null;

/** @param {string} name @returns {Descent | null} null while there is none */
export function programOf(name) {
  return programs.get(name) ?? null;
}

/**
 * Whether a program can never be run here.
 * @param {string} name
 */
export function isRefused(name) {
  return !arena || refused.has(name);
}

/** Those that can be run. */
export function programNames() {
  return [...programs].filter(([, program]) => program).map(([name]) => name);
}

/**
 * Compiles what was sent. A browser that cannot leaves all paths to the server.
 * @param {Record<string, import("./types.js").ProgramData>} sent
 * @returns {Promise<void>} when all are there
 */
export async function keepPrograms(sent) {
  if (!arena) return;
  await Promise.all(Object.entries(sent).map(([name, program]) => compile(name, program, arena)));
}

/**
 * @param {string} name
 * @param {import("./types.js").ProgramData} program
 * @param {Arena} room
 */
async function compile(name, program, room) {
  if (programs.get(name)) return;
  programs.set(name, null);
  try {
    const code = Uint8Array.from(atob(program.code), (letter) => letter.charCodeAt(0));
    programs.set(name, new Descent(program, await WebAssembly.compile(code), room));
  } catch (problem) {
    // Without SIMD a module is refused.
    if (!(problem instanceof WebAssembly.CompileError)) throw problem;
    refused.add(name);
  }
}

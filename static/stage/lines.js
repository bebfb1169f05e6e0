/** The lines of formulas that this browser has: the server sends each only once. */

/** @typedef {import("./types.js").LineData} LineData */

// Kept for all stages of the page and over page changes.
/** @type {Map<string, LineData[]>} */
const kept = new Map();

/** @param {Record<string, LineData[]>} sent */
export function keepLines(sent) {
  for (const [name, lines] of Object.entries(sent)) kept.set(name, lines);
}

/** @param {string} name */
export function linesOf(name) {
  return kept.get(name) ?? [];
}

export function lineNames() {
  return [...kept.keys()];
}

/** An answer that needs no other: with all that the server has sent before, and no server. */
import { linesOf } from "./lines.js";
import { programOf } from "./programs.js";
import { surfaceOf } from "./surfaces.js";

/** @typedef {import("./types.js").Answer} Answer */

/**
 * @param {Answer} data
 * @param {import("./types.js").ShownData} view
 * @returns {Answer}
 */
export function whole(data, view) {
  const paths = data.panels.flatMap((panel) => panel.paths);
  const programs = paths.flatMap(({ live }) => (live && "program" in live ? live.program : []));
  const lines = paths.flatMap(({ formula }) => formula?.variants.map((variant) => variant.lines) ?? []);
  return {
    ...data,
    view,
    surfaces: byName(data.panels.flatMap(({ surface }) => surface ?? []), surfaceOf),
    programs: byName(programs, (name) => programOf(name)?.program),
    lines: byName(lines, linesOf),
    active: null,
    present: false,
    refusal: "",
  };
}

/**
 * @template T
 * @param {string[]} names
 * @param {(name: string) => T | null | undefined} find
 * @returns {Record<string, T>}
 */
function byName(names, find) {
  /** @type {Record<string, T>} */
  const found = {};
  for (const name of names) {
    const one = find(name);
    if (one) found[name] = one;
  }
  return found;
}

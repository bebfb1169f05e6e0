/** A signal over time, or an average of it, that is worked out here: one step of it, as a tape. */
import { normalsOf } from "./draws.js";
import { formulaOf } from "./follow.js";
import { stepped } from "./recurrence.js";

/**
 * @param {import("./types.js").PathData} path
 * @param {import("./types.js").LiveSeriesData} live
 * @param {number} first what an average begins with
 * @param {ReadonlyMap<string, number>} values of the knobs, by name
 * @returns {import("./types.js").PathData}
 */
export function series(path, live, first, values) {
  const { tape, steps, after, shown, off, begins } = live;
  const columns = stepped(tape, steps, (name) => {
    if (name === "t") return Float64Array.from({ length: steps }, (_, row) => row + 1);
    if (name === "normal") return normalsOf(Number(values.get("seed")), steps);
    if (name === "before") return { place: Number(after), first };
    return name === "first" ? first : Number(values.get(name));
  });
  const given = (/** @type {number} */ place, /** @type {number} */ before) =>
    begins ? [before, ...columns[place]] : [...columns[place]];
  const points = given(shown, first).flatMap((value, i) => [begins ? i : i + 1, value]);
  // Before the first value there is no signal to be off from.
  /** @type {Record<string, Float32Array>} */
  const curves = path.curves.off ? { off: Float32Array.from(given(off, 0)) } : {};
  const formula = live.formula && formulaOf(path, { formula: live.formula }, { told: steps, steps: steps - 1 }, columns);
  return { ...path, points: Float32Array.from(points), curves, formula };
}

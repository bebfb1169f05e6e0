/** An average of a path that is followed here: one step of it, as a tape, for each of the points. */
import { formulaOf } from "./follow.js";
import { short } from "./format.js";
import { stepped } from "./recurrence.js";
import { surfaceOf } from "./surfaces.js";

/** @typedef {import("./types.js").PathData} PathData */
/** @typedef {import("./types.js").LiveAverageData} LiveAverageData */

const AXES = ["x", "y"];

/**
 * The path of an average, before there are points.
 * @param {PathData} of
 * @param {LiveAverageData} live
 * @param {number} share of the average before that each point keeps
 * @returns {PathData}
 */
export function beside(of, live, share) {
  const name = `${of.name}, averaged`;
  const none = { arrows: [], readings: [], tangents: null, rings: null, formula: null };
  return { ...of, ...none, name, detail: `smoothing ${short(share)}`, live, faint: false };
}

/**
 * @param {PathData} path
 * @param {LiveAverageData} live
 * @param {PathData} of
 * @param {string | null} surface
 * @param {ReadonlyMap<string, number>} values of the knobs, by name
 * @returns {PathData}
 */
export function average(path, live, of, surface, values) {
  const from = of.exact ?? of.points;
  const rows = from.length / 2;
  const columns = stepped(live.tape, rows, inputOf(live, from, values));
  const points = Float64Array.from(from, (_, i) => columns[live.shown[i % 2]][i >> 1]);
  const { formula, lowest } = surfaceOf(surface) ?? {};
  const height = (/** @type {number} */ i) =>
    (formula?.value(points[2 * i], points[2 * i + 1]) ?? NaN) - (lowest ?? 0);
  const loss = Float32Array.from(of.curves.loss, (_, i) => height(i));
  let told = 0;
  while (told < rows && Number.isFinite(from[2 * told] + from[2 * told + 1])) told += 1;
  const made = { ...path, points: Float32Array.from(points), curves: { loss } };
  return { ...made, formula: formulaOf(path, live, { told, steps: rows - 1 }, columns) };
}

/**
 * @param {LiveAverageData} live
 * @param {ArrayLike<number>} from the points, x and y by turns
 * @param {ReadonlyMap<string, number>} values
 * @returns {(name: string) => import("./recurrence.js").Given}
 */
function inputOf({ fed, after }, from, values) {
  const rows = { length: from.length / 2 };
  return (name) => {
    const [own, letter] = name.split(".");
    const axis = AXES.indexOf(letter);
    if (own === "t") return Float64Array.from(rows, (_, row) => row + 1);
    if (own === "x") return Float64Array.from(rows, (_, row) => from[2 * row + axis]);
    if (own === "before") return { place: after[axis], first: 0 };
    return Number(values.get(fed[own]));
  };
}

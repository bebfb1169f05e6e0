/** An average of a path that is followed here: one step of it, as a tape, for each of the points. */
import { formulaOf } from "./follow.js";
import { surfaceOf } from "./surfaces.js";
import { OPERATIONS } from "./tape.js";

/** @typedef {import("./types.js").PathData} PathData */
/** @typedef {import("./types.js").LiveAverageData} LiveAverageData */

const AXES = ["x", "y"];

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
  const columns = worked(live, from, (name) => Number(values.get(live.fed[name])));
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
 * The numbers of every operation, a row each: a step begins with what the one before has left.
 * @param {LiveAverageData} live
 * @param {ArrayLike<number>} from the points, x and y by turns
 * @param {(name: string) => number} input by its name, the same at all steps
 */
function worked({ tape, after }, from, input) {
  const rows = from.length / 2;
  const columns = tape.map(() => new Float64Array(rows));
  const at = (/** @type {string | number} */ place, /** @type {number} */ row) => columns[Number(place)]?.[row];
  tape.forEach(([name, ...parts], i) => {
    if (parts.length) return;
    const [own, letter] = String(name).split(".");
    const axis = AXES.indexOf(letter);
    if (own === "t") columns[i].forEach((_, row) => (columns[i][row] = row + 1));
    else if (own === "x") columns[i].forEach((_, row) => (columns[i][row] = from[2 * row + axis]));
    else if (own !== "before") columns[i].fill(input(own));
  });
  for (let row = 0; row < rows; row += 1) {
    for (let i = 0; i < tape.length; i += 1) {
      const [name, a, b, c] = tape[i];
      if (name === "c") columns[i][row] = Number(a);
      // Its exponent is the step's number.
      else if (name === "power") columns[i][row] = (row ? columns[i][row - 1] : 1) * at(a, row);
      else if (a !== undefined) columns[i][row] = OPERATIONS[name](at(a, row), at(b, row), at(c, row));
      else if (row && name === "before.x") columns[i][row] = columns[after[0]][row - 1];
      else if (row && name === "before.y") columns[i][row] = columns[after[1]][row - 1];
    }
  }
  return columns;
}

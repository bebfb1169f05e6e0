import assert from "node:assert/strict";
import test from "node:test";
import { magnified, sent, widened } from "../../static/stage/sampling.js";

const scaling = { kind: "log", low: 0, scale: 1 };
const contour = { side: 2, heights: new Float32Array(4), scaling, first: 0.2, last: 2, step: 0.2 };
const bowl = { value: (x, y) => x * x + y * y, gradient: () => [0, 0] };
const domain = { x: [-2, 2], y: [-2, 2] };

test("a wider view goes on with the domain's levels", () => {
  const grid = widened(contour, bowl, { x: [-6, 6], y: [-2, 2] });
  const highest = Math.log1p(40);
  assert.ok(Math.abs(grid.first - 0.2) < 1e-12 && grid.step === 0.2);
  assert.ok(grid.last < highest && grid.last + 0.2 >= highest);
  const levels = Math.round((grid.last - grid.first) / 0.2) + 1;
  assert.ok(Math.abs(grid.span[1] * levels - 10) < 1e-9 && grid.span[0] === 0);
});

test("the grid covers the view, with the same cells on both axes", () => {
  const { rows, x, y } = widened(contour, bowl, { x: [-6, 6], y: [-3, 3] });
  assert.ok(Math.abs(x[0] + x[1] * (rows[0].length - 1) - 6) < 1e-9);
  assert.ok(Math.abs(y[0] + y[1] * (rows.length - 1) - 3) < 1e-9);
  assert.ok(Math.abs(x[1] / y[1] - 1) < 0.02);
});

test("where there is no height, nothing is drawn, and the levels stay", () => {
  const holed = { ...bowl, value: (x, y) => (x > 0 ? Math.log(-x) : x * x + y * y) };
  const grid = widened(contour, holed, domain);
  assert.ok(grid.rows[0].some(Number.isNaN) && Number.isFinite(grid.last));
  const nowhere = widened(contour, { ...bowl, value: () => NaN }, domain);
  assert.deepEqual([nowhere.first, nowhere.last], [0.2, 2]);
});

test("a nearer view has as many levels, within its own heights", () => {
  const grid = magnified(contour, bowl, { x: [1, 1.1], y: [1, 1.1] });
  const bands = Math.round((grid.last - grid.first) / grid.step) + 2;
  assert.equal(bands, Math.round((2 - 0.2) / 0.2) + 2);
  assert.ok(grid.first > Math.log1p(2) && grid.last < Math.log1p(2.42));
});

test("what the server sent is taken row by row", () => {
  const { rows } = sent({ ...contour, heights: Float32Array.from([1, 2, 3, 4]), x: [0, 1], y: [0, 1] });
  assert.deepEqual(rows.map((row) => [...row]), [[1, 2], [3, 4]]);
});

import assert from "node:assert/strict";
import test from "node:test";
import { formulaOf } from "../../static/stage/tape.js";

// f = 2x² + sin y, with its gradient (4x, cos y).
const tape = {
  operations: [
    ["x"],
    ["y"],
    ["c", 2],
    ["*", 0, 0],
    ["*", 2, 3],
    ["sin", 1],
    ["+", 4, 5],
    ["c", 4],
    ["*", 7, 0],
    ["cos", 1],
  ],
  value: 6,
  gradient: [8, 9],
};

test("a tape is played back in double precision", () => {
  const formula = formulaOf(tape);
  assert.equal(formula.value(0.3, 0.7), 2 * (0.3 * 0.3) + Math.sin(0.7));
  assert.deepEqual(formula.gradient(0.3, 0.7), [4 * 0.3, Math.cos(0.7)]);
});

test("a surface without a tape has no formula", () => {
  assert.equal(formulaOf(null), null);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { told, truthOf } from "../../static/stage/truth.js";

const path = (/** @type {Partial<import("../../static/stage/types.js").PathData>} */ parts) =>
  /** @type {import("../../static/stage/types.js").PathData} */ ({
    note: "",
    ticks: null,
    points: new Float32Array([0, 0, 1, 0, 3, 4]),
    reached: new Int32Array([0, 1, 2, 2, 2]),
    ...parts,
  });

test("a run that goes on is where it is", () => {
  const truth = truthOf(path({}), 2);
  assert.deepEqual(truth, { at: [3, 4], tick: 2, lost: false, stopped: false });
  const words = told("Adam", truth, [0, 0], 2, "step", false);
  assert.equal(words, "Your guess is **5** from where **Adam** is after 2 steps, (3, 4).");
});

test("a run that stopped stays where it was", () => {
  const truth = truthOf(path({}), 4);
  assert.ok(truth.stopped);
  assert.match(told("Adam", truth, [3, 3], 4, "step", false), /\*\*1\*\* from \(3, 4\), where \*\*Adam\*\* stopped after 2 steps/);
});

test("a run that diverged is nowhere", () => {
  for (const lost of [
    path({ note: "diverged at step 3" }),
    path({ points: new Float32Array([0, 0, 1, 0, 3, 4, NaN, NaN]), reached: new Int32Array([0, 1, 2, 3, 3]) }),
  ]) {
    const truth = truthOf(lost, 4);
    assert.ok(truth.lost);
    assert.match(told("Adam", truth, [0, 0], 4, "step", false), /nowhere after 4 steps: it diverged, and 2 steps led/);
  }
});

test("on a clock of epochs the last point by then counts", () => {
  const epochs = path({ ticks: new Float32Array([0, 0.5, 1.5]), reached: new Int32Array([0, 1, 2]) });
  assert.deepEqual(truthOf(epochs, 1).at, [1, 0]);
  assert.equal(truthOf(epochs, 2).stopped, false);
});

test("on a line only x counts", () => {
  const truth = truthOf(path({}), 1);
  assert.match(told("GD", truth, [3, 9], 1, "update", true), /\*\*2\*\* from where \*\*GD\*\* is after 1 update, x = 1/);
});

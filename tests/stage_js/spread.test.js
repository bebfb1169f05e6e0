import assert from "node:assert/strict";
import { test } from "node:test";
import { quantile, spreadTold } from "../../static/stage/spread.js";

const truth = (/** @type {Partial<import("../../static/stage/truth.js").Truth>} */ parts = {}) => ({
  at: /** @type {[number, number]} */ ([0, 0]),
  tick: 3,
  lost: false,
  stopped: false,
  ...parts,
});
const guesses = (/** @type {number[]} */ ...xs) => xs.map((x) => /** @type {[number, number]} */ ([x, 0]));

test("quartiles lie between the guesses, as numpy's do", () => {
  const sorted = [1, 2, 4, 8];
  assert.deepEqual([0, 0.25, 0.5, 0.75, 1].map((share) => quantile(sorted, share)), [1, 1.75, 3, 5, 8]);
  assert.equal(quantile([7], 0.25), 7);
});

test("a spread is told of distances, whatever their direction", () => {
  const words = spreadTold("Adam", truth(), guesses(-1, 2, -4, 8), false);
  assert.equal(words, "**Adam**: 4 guesses. Median distance **3**, quartiles 1.75 and 5.");
});

test("few guesses, and a run that is nowhere, are told as such", () => {
  assert.equal(spreadTold("GD", truth(), [], false), "**GD**: no guess.");
  assert.equal(spreadTold("GD", truth(), [[3, 4]], false), "**GD**: 1 guess, **5** away.");
  assert.equal(spreadTold("GD", truth(), [[3, 4]], true), "**GD**: 1 guess, **3** away.");
  assert.match(spreadTold("GD", truth({ lost: true }), guesses(1, 2), false), /2 guesses, and by then it is nowhere/);
});

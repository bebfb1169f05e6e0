import assert from "node:assert/strict";
import test from "node:test";
import { bounded, moved, multiplied, shareOf, valueAt } from "../../static/stage/range.js";

const linear = { low: -1, high: 3, log: false, whole: false };
const log = { low: 1e-4, high: 1, log: true, whole: false };
const whole = { low: 1, high: 1000, log: true, whole: true };

test("shares and values are each other's inverse", () => {
  assert.equal(shareOf(linear, 1), 0.5);
  assert.equal(valueAt(linear, 0.5), 1);
  assert.ok(Math.abs(shareOf(log, 0.01) - 0.5) < 1e-12);
  assert.equal(valueAt(log, 0.5), 0.01);
});

test("the ends are exact, and nothing lies beyond them", () => {
  for (const range of [linear, log, whole]) {
    assert.deepEqual([-0.1, 0, 1, 1.1].map((share) => valueAt(range, share)), [range.low, range.low, range.high, range.high]);
    assert.equal(bounded(range, 1e9), range.high);
    assert.equal(bounded(range, -1e9), range.low);
  }
  assert.equal(shareOf({ ...linear, low: 2, high: 2 }, 2), 0);
});

test("values are as short as the eye can set", () => {
  assert.equal(valueAt(log, 1 / 3), 0.00215);
  assert.equal(valueAt(linear, 1 / 3), 0.33);
  assert.equal(valueAt(whole, 0.5), 32);
  assert.equal(bounded(whole, 7.6), 8);
});

test("a key moves by a hundredth, and by one at least where things are counted", () => {
  assert.ok(Math.abs(moved(linear, 1, 1) - 0.51) < 1e-12);
  assert.equal(valueAt(whole, moved(whole, 3, 1)), 4);
  assert.equal(valueAt(whole, moved(whole, 3, -1)), 2);
  assert.ok(moved(whole, 900, 1) >= shareOf(whole, 901));
});

test("a product is rounded where the rounding of floats would show, and held within the range", () => {
  const range = { low: 1e-5, high: 10, log: true, whole: false };
  assert.equal(0.003 * 0.1, 0.00030000000000000003);
  assert.equal(multiplied(range, 0.003, 0.1), 0.0003);
  assert.equal(multiplied(range, 1 / 3, 1), 1 / 3);
  assert.deepEqual([multiplied(range, 1e-4, 0.01), multiplied(range, 5, 100)], [1e-5, 10]);
});

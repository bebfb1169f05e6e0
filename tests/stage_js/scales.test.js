import assert from "node:assert/strict";
import test from "node:test";
import { linearScale, logScale, logTicks, niceTicks } from "../../static/stage/scales.js";

const numbers = (...values) => Float32Array.from(values);

test("nice ticks are round and lie within", () => {
  assert.deepEqual(niceTicks(0, 100, 5), [0, 20, 40, 60, 80, 100]);
  assert.deepEqual(niceTicks(-1, 1, 4), [-1, -0.5, 0, 0.5, 1]);
  assert.deepEqual(niceTicks(3, 3, 4), [3]);
  for (const high of [1, 7, 60, 333, 1e6]) {
    const ticks = niceTicks(0, high, 8);
    assert.ok(ticks.length >= 3 && ticks.length <= 9, `${ticks}`);
  }
});

test("a log axis of many decades has powers of ten, one of few also 2 and 5", () => {
  assert.deepEqual(logTicks(-10.05, 0.05).map(([, label]) => label), ["1", "10⁻³", "10⁻⁶", "10⁻⁹"]);
  assert.deepEqual(logTicks(-0.1, 1.05).map(([value]) => value), [10, 1, 2, 5]);
});

test("a log axis has ticks between the decades only where these are few and there is room", () => {
  const values = (...of) => logTicks(...of).map(([value]) => value);
  assert.deepEqual(values(-2.1, 1.1, 9), [10, 1, 0.1, 0.01]);
  assert.deepEqual(values(-0.1, 1.9, 5), [10, 30, 1, 3]);
  assert.deepEqual(values(-0.1, 1.9, 3), [10, 1]);
  for (let span = 1; span < 20; span += 0.37) {
    for (const most of [2, 3, 5, 8]) {
      const ticks = values(-span, 0.05, most).sort((a, b) => a - b);
      assert.ok(ticks.length >= 1);
      const apart = ticks.slice(1).map((value, i) => Math.log10(value / ticks[i]));
      if (ticks.length > 2) assert.ok(Math.min(...apart) * most >= 0.99 * Math.min(1, span));
    }
  }
});

test("a log scale keeps its numbers within the frame", () => {
  const { share } = logScale([numbers(100, 1, 0.01)]);
  assert.ok(share(100) < 1 && share(0.01) > 0);
  assert.ok(Math.abs(share(1) - 0.5) < 1e-6);
  assert.ok(share(0) < 0 && share(-1) < 0);
});

test("a run that explodes does not press the others flat", () => {
  const calm = numbers(1, 0.5, 0.1);
  const wild = numbers(1, 1e20, Infinity);
  for (const [scale, least] of [[logScale, 0.3], [linearScale, 0.02]]) {
    const { share } = scale([calm, wild]);
    assert.ok(share(1) - share(0.1) > least);
  }
});

test("a linear scale has room above and below, also for one number", () => {
  const { share, ticks } = linearScale([numbers(1, 3)]);
  assert.ok(share(3) < 1 && share(1) > 0);
  assert.ok(ticks.every(({ at }) => at >= 0 && at <= 1));
  assert.equal(linearScale([numbers(2, 2)]).share(2), 0.5);
});

test("without a number there are no ticks", () => {
  assert.deepEqual(logScale([numbers(0, -1)]).ticks, []);
  assert.deepEqual(linearScale([numbers(NaN)]).ticks, []);
});

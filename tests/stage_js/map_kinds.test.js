import assert from "node:assert/strict";
import test from "node:test";
import { DIVERGED, ELSEWHERE, entriesOf, KINDS, measureOf, OUTSIDE, painterOf, placesOf, toldOf } from "../../static/stage/map_kinds.js";
import { NO_RANGE } from "../../static/stage/map_range.js";

const minima = [[3, 2], [-2.805118, 3.131313], [-3.77931, -3.283186], [3.584428, -1.848127]];
const ground = { minima, deepest: [0, 1, 2, 3], near: 0.05, lowest: 0, found: false, steps: 300, tolerance: 0.01, start: null };
const theme = {
  minima: ["#000001", "#000002", "#000003", "#000004", "#000005", "#000006"],
  amounts: ["#000000", "#00ff00"],
  elsewhere: "#eeeeee",
  diverged: "#112233",
};
const everywhere = () => true;

/** Ends of lanes, each `[x, y, value, divergedAt, stoppedAt]`. */
const endsOf = (...lanes) => {
  const row = (i) => Float64Array.from(lanes, (lane) => lane[i]);
  return { points: [row(0), row(1)], values: row(2), divergedAt: row(3), stoppedAt: row(4) };
};
const numbers = (kind, ends, allows = everywhere) =>
  [...ends.values].map((_, lane) => measureOf(KINDS[kind], ground, allows)(ends, lane, lane, 0));

test("a run ends at the minimum that it is near enough to, or elsewhere", () => {
  const ends = endsOf([3.03, 2.04, 0, -1, -1], [3.03, 2.05, 0, -1, -1], [3.5844, -1.8481, 0, -1, 9], [0, 0, 1, -1, -1]);
  assert.deepEqual(numbers("ends", ends), [0, ELSEWHERE, 3, ELSEWHERE]);
});

test("steps are those until the gradient is small", () => {
  const ends = endsOf([0, 0, 0, -1, 0], [0, 0, 0, -1, 300], [0, 0, 1, -1, -1]);
  assert.deepEqual(numbers("steps", ends), [0, 300, ELSEWHERE]);
});

test("what diverges is told apart, but not at the step beyond those that were asked for", () => {
  const ends = endsOf([NaN, NaN, NaN, 7, -1], [NaN, NaN, NaN, 301, -1]);
  assert.deepEqual(numbers("steps", ends), [DIVERGED, ELSEWHERE]);
  assert.equal(numbers("loss", ends)[0], DIVERGED);
});

test("the loss is what lies above the lowest value, and never below it", () => {
  assert.deepEqual(numbers("loss", endsOf([0, 0, 1e-3, -1, -1], [0, 0, -1e-17, -1, -1])), [1e-3, 0]);
});

test("the speed is in how many steps a run comes ten times closer to where it ends up", () => {
  const fast = endsOf([3, 2 + 1e-3, 0, -1, -1], [3, 2, 0, -1, 40], [3, 2, 0, -1, 1], [3, 12, 0, -1, -1]);
  const from = { ...ground, start: [3, 3] };
  const told = [...fast.values].map((_, lane) => measureOf(KINDS.speed, from, everywhere)(fast, lane, 0, 0));
  assert.deepEqual(told.map(Math.round), [100, 1, 1, ELSEWHERE]);
  // On a map of starts each has its own.
  assert.equal(Math.round(numbers("speed", endsOf([3, 2.1, 0, -1, -1]))[0]), 193);
  assert.equal(toldOf(KINDS.speed, ground, 12.34), "comes ten times closer in 12.3 steps");
  assert.equal(toldOf(KINDS.speed, ground, 1), "comes ten times closer, or more, at each step");
  assert.equal(toldOf(KINDS.speed, ground, ELSEWHERE), "comes no closer to a minimum");
});

test("where no start may lie there is nothing", () => {
  const ends = endsOf([3, 2, 0, -1, -1], [3, 2, 0, -1, -1]);
  assert.deepEqual(numbers("ends", ends, (x) => x < 1), [0, OUTSIDE]);
  const painted = painterOf(KINDS.ends, ground, NO_RANGE, theme)(Float32Array.of(OUTSIDE));
  assert.deepEqual([...painted], [0]);
});

test("colours are an image's bytes", () => {
  const cells = Float32Array.of(0, 3, ELSEWHERE, DIVERGED);
  const painted = painterOf(KINDS.ends, ground, NO_RANGE, theme)(cells);
  const bytes = [...new Uint8ClampedArray(painted.buffer)];
  assert.deepEqual(bytes.slice(0, 8), [0, 0, 1, 255, 0, 0, 4, 255]);
  assert.deepEqual(bytes.slice(8), [0xee, 0xee, 0xee, 255, 0x11, 0x22, 0x33, 255]);
});

test("the key names each minimum, and what else there is", () => {
  const names = entriesOf(KINDS.ends, ground, NO_RANGE, theme).map(({ name }) => name);
  assert.deepEqual(names, ["(3, 2)", "(−2.81, 3.13)", "(−3.78, −3.28)", "(3.58, −1.85)", "elsewhere", "diverged"]);
  assert.equal(KINDS.ends.lead(ground), "ends within 0.05 of");
});

test("a scale runs over most of the numbers and says what lies beyond", () => {
  const steps = Float32Array.from({ length: 1000 }, (_, i) => (i < 5 ? 3 : i > 995 ? 299 : 100 + (i % 41)));
  const range = KINDS.steps.range(steps);
  assert.deepEqual([range.low, range.high], [100, 140]);
  const [scale, not] = entriesOf(KINDS.steps, ground, range, theme).map(({ name }) => name);
  assert.deepEqual([scale, not], ["100 or less to 140 or more", "not within 300"]);
  const losses = Float32Array.of(2e-5, 0.3, 40, DIVERGED);
  const [loss] = entriesOf(KINDS.loss, ground, KINDS.loss.range(losses), theme);
  assert.equal(loss.name, "10⁻⁵ to 10²");
});

test("a scale's colours run from its low end to its high one", () => {
  const range = { low: 1e-4, high: 1e2, less: true, more: true };
  const paint = painterOf(KINDS.loss, ground, range, theme);
  const greens = [...new Uint8ClampedArray(paint(Float32Array.of(0, 1e-4, 0.1, 1e2, 1e5)).buffer)].filter((_, i) => i % 4 === 1);
  assert.deepEqual([greens[0], greens[1], greens[3], greens[4]], [0, 0, 255, 255]);
  assert.ok(Math.abs(greens[2] - 127) <= 2);
});

test("a scale of one number has a colour", () => {
  const paint = painterOf(KINDS.steps, ground, { low: 4, high: 4, less: false, more: false }, theme);
  assert.deepEqual([...new Uint8ClampedArray(paint(Float32Array.of(4)).buffer)], [0, 0, 0, 255]);
});

test("of many minima the deepest has a colour of its own, and neighbours have others", () => {
  const grid = Array.from({ length: 25 }, (_, i) => [Math.floor(i / 5), i % 5]);
  const many = { ...ground, minima: grid, deepest: [12] };
  const places = placesOf(many, 6);
  assert.equal(places.filter((place) => place === 0).length, 1);
  assert.equal(places[12], 0);
  grid.forEach(([x, y], i) =>
    grid.forEach(([u, v], j) => {
      if (j > i && Math.hypot(x - u, y - v) <= 1) assert.notEqual(places[i], places[j], `${i} ${j}`);
    }),
  );
  const names = entriesOf(KINDS.ends, many, NO_RANGE, theme).map(({ name }) => name);
  assert.deepEqual(names, ["(2, 2)", "another minimum", "elsewhere", "diverged"]);
});

test("a surface without minima tells only what diverges", () => {
  const names = entriesOf(KINDS.ends, { ...ground, minima: [], deepest: [] }, NO_RANGE, theme).map(({ name }) => name);
  assert.deepEqual(names, ["within all bounds", "diverged"]);
  assert.ok(!KINDS.loss.isKnown({ lowest: null }));
});

test("each number has its words", () => {
  assert.equal(toldOf(KINDS.ends, ground, 1), "ends within 0.05 of (−2.81, 3.13)");
  assert.equal(toldOf(KINDS.steps, ground, 1), "‖g‖ ≤ 0.01 after 1 step");
  assert.equal(toldOf(KINDS.steps, ground, ELSEWHERE), "‖g‖ > 0.01 for 300 steps");
  assert.equal(toldOf(KINDS.loss, ground, 1e-3), "ends 0.001 above the minimum");
  assert.equal(toldOf(KINDS.loss, ground, 0), "ends less than 10⁻³⁷ above the minimum");
  assert.equal(toldOf(KINDS.loss, ground, DIVERGED), "diverges");
  assert.equal(toldOf(KINDS.loss, ground, OUTSIDE), "");
});

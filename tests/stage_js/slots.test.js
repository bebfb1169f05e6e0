import assert from "node:assert/strict";
import test from "node:test";
import { short } from "../../static/stage/format.js";
import { shareFigures, slotsOf, tellingFigures, textsOf } from "../../static/stage/slots.js";

test("a number close to 1 keeps what it lacks", () => {
  const cases = {
    0.9: 0.9,
    0.876: 0.8765,
    0.9999: 0.9999,
    0.99957: 0.99957,
    0.999999: 0.999999,
    1: 1,
    0: 0,
    "−0.5": -0.5,
    "10⁻⁸": 1e-8,
  };
  for (const [text, value] of Object.entries(cases)) assert.equal(short(value, shareFigures(value)), text);
});

test("points have as many figures as tell one from the next", () => {
  assert.equal(tellingFigures([1, 2], [1.1, 2]), 3);
  assert.equal(tellingFigures([1, 2], [1.0001, 2]), 5);
  assert.equal(tellingFigures([-0.99999, 1e-9], [-0.99998, 1e-9]), 5);
  assert.equal(tellingFigures([1], [1 + 1e-14]), 12);
});

test("a point that stays is written in three figures", () => {
  assert.equal(tellingFigures([0, 1.23456], [0, 1.23456]), 3);
});

/** A formula as a step of x by d has it: x, d, a rate, the step's number, and x after it. */
const [x, d, rate] = [[1.0000412345, 1.0000212345, 1], [2e-5, 2e-5, 0], [0.99999]].map((numbers) => {
  const values = Float32Array.from(numbers);
  return { values, rest: Float32Array.from(numbers, (number, i) => number - values[i]), width: 1 };
});
const variant = {
  lines: "",
  slots: [
    { series: 0, ahead: 0, kind: /** @type {const} */ ("point"), fenced: true },
    { series: 1, ahead: 0, kind: /** @type {const} */ ("vector"), fenced: true },
    { series: 2, ahead: 0, kind: /** @type {const} */ ("plain"), fenced: false },
    { series: null, ahead: 0, kind: /** @type {const} */ ("count"), fenced: false },
    { series: 0, ahead: 0, kind: /** @type {const} */ ("compared"), fenced: false },
    { series: 0, ahead: 0, kind: /** @type {const} */ ("fine"), fenced: false },
    { series: 0, ahead: 1, kind: /** @type {const} */ ("point"), fenced: false },
  ],
};
const formula = {
  variants: [variant],
  variant: new Float32Array(2),
  series: [x, d, rate],
  steps: 2,
  ending: "",
  rows: null,
  numbers: null,
  arriving: false,
};

test("each kind of number has its own figures, and the step's number lies nowhere", () => {
  const slots = slotsOf(formula, variant);
  assert.deepEqual(textsOf(slots, 0, 123456), [
    "1.00004",
    "2·10⁻⁵",
    "0.99999",
    "1.23456·10⁵",
    "1",
    "1.00004123",
    "1.00002",
  ]);
});

test("a negative number stands in brackets where it would follow a sign", () => {
  x.values[0] = -1;
  x.rest = null;
  assert.equal(textsOf(slotsOf(formula, variant), 0, 1)[0], "(−1)");
});

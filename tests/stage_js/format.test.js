import assert from "node:assert/strict";
import test from "node:test";
import { power, repr, short, typedNumber } from "../../static/stage/format.js";

test("repr writes floats as Python does", () => {
  const cases = {
    "1.0": 1,
    "-0.25": -0.25,
    "1e-05": 1e-5,
    "0.0001": 1e-4,
    "1e+16": 1e16,
    "9999999999999998.0": 9999999999999998,
    "0.30000000000000004": 0.1 + 0.2,
    "1.5e-07": 1.5e-7,
    "1e-100": 1e-100,
  };
  for (const [text, value] of Object.entries(cases)) assert.equal(repr(value), text);
});

test("short keeps the significant digits and a real minus sign", () => {
  assert.equal(short(0), "0");
  assert.equal(short(-1.23456), "−1.23");
  assert.equal(short(1.23456, 5), "1.2346");
  assert.equal(short(-0.00012), "−0.00012");
  assert.equal(short(-0), "0");
  assert.equal(short(NaN), "–");
  assert.equal(short(-Infinity), "−∞");
});

test("a number is read back in any notation that is shown", () => {
  const cases = {
    "0.5": 0.5,
    " 1,5 ": 1.5,
    "−2.7": -2.7,
    "1e-8": 1e-8,
    "10⁻⁸": 1e-8,
    "−10⁻⁸": -1e-8,
    "2.31·10⁻⁵": 2.31e-5,
    "−1.2·10¹²": -1.2e12,
  };
  for (const [text, value] of Object.entries(cases)) assert.equal(typedNumber(text), value);
  for (const text of ["", " ", "fast", "10", "−"]) {
    assert.equal(typedNumber(text), text === "10" ? 10 : NaN);
  }
});

test("what is very small or very large is a power of ten", () => {
  assert.equal(short(123456), "1.23·10⁵");
  assert.equal(short(1e-7), "10⁻⁷");
  assert.equal(short(-1.5e-9), "−1.5·10⁻⁹");
  assert.equal(short(99999), "10⁵");
});

test("powers of ten have raised exponents", () => {
  assert.deepEqual([0, 1, 2, -13].map(power), ["1", "10", "10²", "10⁻¹³"]);
});

import assert from "node:assert/strict";
import test from "node:test";
import { turnable } from "../../static/stage/turnable.js";

const knob = { name: "lr", value: 0.1, low: 0, high: 1, top: "", bottom: "", whole: false };
const path = { live: { program: "p", fed: { steps: "steps" }, steps: 60, factors: null, seed: 0 } };
const answer = (more = {}, one = path) => ({ panels: [{ kind: "contour", clouds: [], paths: [one], ...more }] });

test("a knob that can be followed is turned as in the app", () => {
  const { fixed, low, high } = turnable(knob, answer());
  assert.deepEqual([fixed, low, high], [undefined, 0, 1]);
});

test("what cannot be followed here is fixed", () => {
  const fixed = (one, data = answer()) => turnable({ ...knob, ...one }, data).fixed;
  assert.ok(fixed({}, answer({ clouds: [{ live: null }] })));
  assert.ok(fixed({}, answer({}, { live: null })));
});

test("there are no more steps than factors", () => {
  const steps = { ...knob, name: "steps", value: 60, high: 1000 };
  assert.equal(turnable(steps, answer()).high, 1000);
  const decaying = { live: { ...path.live, factors: new Float64Array(61) } };
  assert.deepEqual([turnable(steps, answer({}, decaying)).high, turnable(knob, answer({}, decaying)).high], [60, 1]);
  const followed = { live: { ...decaying.live, schedule: { tape: [], numbers: {} } } };
  assert.equal(turnable(steps, answer({}, followed)).high, 1000);
});

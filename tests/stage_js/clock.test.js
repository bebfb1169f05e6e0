import assert from "node:assert/strict";
import test, { beforeEach, mock } from "node:test";
import { Clock, SPEEDS, STEPWISE } from "../../static/stage/clock.js";

let frames, changes, clock;

/** Lets time pass to `now`: the frame that waits is called. */
const frame = (now) => frames.splice(0).forEach((call) => call(now));

globalThis.requestAnimationFrame = (call) => frames.push(call);
globalThis.cancelAnimationFrame = () => frames.splice(0);
mock.method(performance, "now", () => 0);

beforeEach(() => {
  frames = [];
  changes = 0;
  clock = new Clock(() => (changes += 1));
  clock.setLast(100);
});

test("a step is held within the run, and reported only where it changes", () => {
  clock.go(1e9);
  assert.equal(clock.step, 100);
  clock.go(-5);
  assert.equal(clock.step, 0);
  const before = changes;
  clock.go(0);
  assert.equal(changes, before);
});

test("a whole run plays in five seconds", () => {
  clock.go(0);
  clock.play();
  frame(2500);
  assert.equal(clock.step, 50);
  frame(5000);
  assert.equal(clock.step, 100);
  assert.ok(!clock.playing);
  assert.equal(frames.length, 0);
});

test("a short run takes as long: every step is seen", () => {
  clock.setLast(5);
  clock.go(0);
  clock.play();
  frame(999);
  assert.equal(clock.step, 0);
  frame(1000);
  assert.equal(clock.step, 1);
});

test("one step a second, however long the run", () => {
  clock.speed = STEPWISE;
  clock.go(0);
  clock.play();
  const shown = [];
  for (let now = 0; now <= 4000; now += 250) {
    frame(now);
    shown.push(clock.step);
  }
  assert.deepEqual([...new Set(shown)], [0, 1, 2, 3, 4]);
  assert.equal(shown.filter((step) => step === 2).length, 4);
});

test("every other speed is the seconds that a whole run takes", () => {
  for (const last of [1, 7, 500]) {
    for (const seconds of SPEEDS.filter((speed) => speed !== STEPWISE)) {
      clock.setLast(last);
      clock.speed = seconds;
      assert.ok(Math.abs(clock.rate * seconds - last) < 1e-9);
    }
  }
});

test("the speed may change while it plays", () => {
  clock.go(0);
  clock.play();
  frame(1000);
  clock.speed = 1;
  frame(1500);
  assert.equal(clock.step, 70);
});

test("a clock that has just been given its run stands at the start", () => {
  const fresh = new Clock(() => {});
  fresh.setLast(30);
  assert.equal(fresh.step, 0);
});

test("playing at the end begins anew; a loop rests on the last step and goes on", () => {
  clock.go(100);
  clock.loop = true;
  clock.play();
  assert.equal(clock.step, 0);
  frame(5000);
  assert.equal(clock.step, 100);
  assert.ok(clock.playing);
  frame(5900);
  assert.equal(clock.step, 100);
  frame(6000);
  assert.equal(clock.step, 0);
  frame(6100);
  assert.equal(clock.step, 2);
});

test("a nudge pauses", () => {
  clock.play();
  clock.nudge(-1);
  assert.ok(!clock.playing);
  assert.equal(frames.length, 0);
});

test("who stands at the end stays there when the run grows longer", () => {
  clock.go(100);
  clock.setLast(200);
  assert.equal(clock.step, 200);
  clock.go(150);
  clock.setLast(120);
  assert.equal(clock.step, 120);
});

import assert from "node:assert/strict";
import test, { beforeEach, mock } from "node:test";
import { Clock } from "../../static/stage/clock.js";

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

test("of a short run no step is shown for longer than a fifth of a second", () => {
  clock.setLast(5);
  clock.go(0);
  clock.play();
  frame(200);
  assert.equal(clock.step, 1);
});

test("speed doubles, and comes round again", () => {
  clock.go(0);
  clock.nextSpeed();
  clock.play();
  frame(1000);
  assert.equal(clock.step, 40);
  const speeds = [clock.speed];
  for (let i = 0; i < 4; i += 1) {
    clock.nextSpeed();
    speeds.push(clock.speed);
  }
  assert.deepEqual(speeds, [2, 4, 0.25, 0.5, 1]);
});

test("playing at the end begins anew, and a loop goes on", () => {
  clock.go(100);
  clock.loop = true;
  clock.play();
  assert.equal(clock.step, 0);
  frame(5000);
  assert.equal(clock.step, 100);
  assert.ok(clock.playing);
  frame(5100);
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

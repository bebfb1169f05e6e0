import assert from "node:assert/strict";
import test, { beforeEach, mock } from "node:test";
import { Channel } from "../../static/stage/channel.js";

globalThis.window = globalThis;
mock.timers.enable({ apis: ["setTimeout"] });

let sent, busy, channel;

beforeEach(() => {
  sent = [];
  busy = [];
  channel = new Channel((value) => busy.push(value));
  channel.send = (request) => sent.push(request);
});

test("a request goes out at once, and its answer says when the person acted", () => {
  channel.request({ start: [1, 2] }, 17);
  assert.deepEqual(sent[0].start, [1, 2]);
  assert.ok(channel.busy);
  assert.equal(channel.answered(sent[0].id), 17);
  assert.deepEqual(busy, [true, false]);
});

test("of those that wait the newest wins, and different knobs go together", () => {
  channel.request({ knobs: { lr: 0.1 } }, 1);
  channel.request({ knobs: { lr: 0.2 } }, 2);
  channel.request({ knobs: { beta: 0.9 } }, 3);
  channel.request({ knobs: { lr: 0.3 } }, 4);
  assert.equal(sent.length, 1);
  channel.answered(sent[0].id);
  assert.deepEqual(sent[1].knobs, { lr: 0.3, beta: 0.9 });
  assert.equal(channel.answered(sent[1].id), 4);
  assert.ok(!channel.busy);
});

test("a preset that waits is not mixed with what is asked around it", () => {
  channel.request({ start: [0, 0] }, 1);
  channel.request({ knobs: { lr: 0.2 } }, 2);
  channel.request({ preset: 1 }, 3);
  channel.request({ knobs: { lr: 0.4 } }, 4);
  channel.answered(sent[0].id);
  assert.deepEqual({ ...sent[1], id: 0 }, { preset: 1, id: 0 });
});

test("an answer to another request changes nothing", () => {
  channel.request({}, 1);
  assert.equal(channel.answered(sent[0].id - 1), null);
  assert.ok(channel.busy);
});

test("a request that stays unanswered is given up after three seconds", () => {
  channel.request({ start: [0, 0] }, 1);
  channel.request({ start: [1, 1] }, 2);
  mock.timers.tick(2999);
  assert.equal(sent.length, 1);
  mock.timers.tick(1);
  assert.deepEqual(sent[1].start, [1, 1]);
  mock.timers.tick(3000);
  assert.ok(!channel.busy);
});

test("once it is dropped nothing more is sent", () => {
  channel.request({}, 1);
  channel.request({}, 2);
  channel.drop();
  mock.timers.tick(10000);
  assert.equal(sent.length, 1);
});

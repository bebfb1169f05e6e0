import assert from "node:assert/strict";
import test, { afterEach, beforeEach, mock } from "node:test";

globalThis.window = globalThis;
globalThis.addEventListener = () => {};
globalThis.document = { baseURI: "http://127.0.0.1/", addEventListener: () => {} };
const { Server } = await import("../../static/stage/server.js");
mock.timers.enable({ apis: ["setTimeout"] });

let sent, silent, there, server;

const later = async (milliseconds) => {
  mock.timers.tick(milliseconds);
  // The question whether the server is there takes some turns.
  for (let i = 0; i < 9; i += 1) await Promise.resolve();
};

beforeEach(() => {
  [sent, silent, there] = [[], [], false];
  globalThis.fetch = async () => ({ ok: there });
  server = new Server(() => {}, () => ({ query: "", view: {} }), (away) => silent.push(away));
  server.connect((what, { have, ...request }) => sent.push(request));
});

afterEach(() => server.destroy());

test("a server that is there is not asked again what it could not answer", async () => {
  there = true;
  server.ask({ knobs: { lr: 0.1 } }, 1);
  await later(3000);
  assert.deepEqual([sent.length, silent, server.busy], [1, [], false]);
});

test("a server that is away is asked until it is back", async () => {
  server.ask({ knobs: { lr: 0.1 } }, 1);
  await later(3000);
  await later(3000);
  assert.deepEqual(silent, [true]);
  assert.deepEqual(sent.map(({ knobs }) => knobs), [{ lr: 0.1 }, { lr: 0.1 }, { lr: 0.1 }]);
  server.answered(sent[2].id);
  assert.deepEqual(silent, [true, false]);
});

test("what was turned again while the server was away is not turned back", async () => {
  server.ask({ start: [1, 2], knobs: { lr: 0.1 } }, 1);
  server.ask({ knobs: { lr: 0.2 } }, 2);
  await later(3000);
  assert.deepEqual(sent[1].knobs, { lr: 0.2 });
  server.answered(sent[1].id);
  assert.deepEqual([sent[2].start, sent[2].knobs], [[1, 2], { lr: 0.2 }]);
  server.answered(sent[2].id);
  assert.ok(!server.busy);
  assert.deepEqual(server.unanswered, {});
});

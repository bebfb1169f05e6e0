import assert from "node:assert/strict";
import test, { afterEach, beforeEach, mock } from "node:test";

globalThis.window = globalThis;
const heard = new Set();
globalThis.addEventListener = (event, listener) => event === "message" && heard.add(listener);
globalThis.removeEventListener = (event, listener) => heard.delete(listener);
globalThis.postMessage = ({ type }) => tried.push(type);
globalThis.PopStateEvent = class {};
globalThis.dispatchEvent = () => {};
globalThis.MutationObserver = class {
  observe() {}
  disconnect() {}
};
const listeners = {};
let script = "notRunning";
globalThis.document = {
  querySelector: () => ({ getAttribute: () => script }),
  baseURI: "http://127.0.0.1/",
  addEventListener: (event, listener) => (listeners[event] ??= new Set()).add(listener),
  removeEventListener: (event, listener) => listeners[event].delete(listener),
};
globalThis.location = { pathname: "/adam", search: "" };
globalThis.history = { replaceState: () => {} };
const happens = (event, target) => listeners[event].forEach((listener) => listener({ target }));
const { Server } = await import("../../static/stage/server.js");
const { arrived } = await import("../../static/stage/leaving.js");
mock.timers.enable({ apis: ["setTimeout"] });

// What Streamlit tells a page that frames it.
const streamlit = (type) =>
  heard.forEach((listener) => listener({ source: globalThis, data: { stCommVersion: 1, type } }));

let sent, silent, there, query, wanted, server, tried;

const later = async (milliseconds) => {
  mock.timers.tick(milliseconds);
  // The question whether the server is there takes some turns.
  for (let i = 0; i < 9; i += 1) await Promise.resolve();
};

beforeEach(() => {
  [sent, silent, there, query, wanted, tried] = [[], [], false, "", true, []];
  globalThis.fetch = async () => ({ ok: there });
  server = new Server(() => {}, () => ({ query, wanted }), (away) => silent.push(away));
  server.connect((what, { have, had, ...request }) => sent.push(request));
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

test("where a server that is there did not answer, the connection is tried", async () => {
  there = true;
  server.ask({ knobs: { lr: 0.1 } }, 1);
  await later(3000);
  assert.deepEqual([tried, silent, sent.length], [["SEND_APP_HEARTBEAT"], [], 1]);
  // Nobody answered on it.
  streamlit("WEBSOCKET_DISCONNECTED");
  streamlit("WEBSOCKET_CONNECTED");
  assert.deepEqual(silent, [true]);
  assert.deepEqual(sent.map(({ knobs }) => knobs), [{ lr: 0.1 }, { lr: 0.1 }]);
  server.answered(sent[1].id);
  assert.deepEqual(silent, [true, false]);
});

test("what was asked during a cut is asked again at once, the newest of it", async () => {
  server.ask({ start: [1, 2], knobs: { lr: 0.1 } }, 1);
  streamlit("WEBSOCKET_DISCONNECTED");
  server.ask({ knobs: { lr: 0.2 } }, 2);
  assert.equal(sent.length, 1);
  streamlit("WEBSOCKET_CONNECTED");
  assert.deepEqual([sent[1].start, sent[1].knobs], [[1, 2], { lr: 0.2 }]);
  server.answered(sent[0].id);
  assert.ok(server.busy);
});

test("a server that is back is asked even where nothing waits: it may have started anew", () => {
  streamlit("WEBSOCKET_DISCONNECTED");
  streamlit("WEBSOCKET_CONNECTED");
  assert.equal(sent.length, 1);
  server.answered(sent[0].id);
  assert.deepEqual(silent, [true, false]);
});

test("what was asked while the server came back is asked again", async () => {
  const questions = [];
  globalThis.fetch = () => new Promise((answer) => questions.push(answer));
  server.ask({ knobs: { lr: 0.1 } }, 1);
  await later(3000);
  streamlit("WEBSOCKET_DISCONNECTED");
  questions.forEach((answer) => answer({ ok: true }));
  await later(0);
  assert.equal(sent.length, 2);
  streamlit("WEBSOCKET_CONNECTED");
  assert.deepEqual(sent[2].knobs, { lr: 0.1 });
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

test("a stage whose page is being left does not speak up", async () => {
  const link = { target: "", hasAttribute: () => false, pathname: "/race" };
  server.ask({ knobs: { lr: 0.1 } }, 1);
  server.ask({ knobs: { lr: 0.2 } }, 2);
  happens("click", { closest: () => link });
  server.answered(sent[0].id);
  await later(3000);
  assert.equal(sent.length, 1);
  assert.deepEqual(silent, []);
  arrived();
});

test("what is shown is told once nothing moves, and not while another part of the page asks", async () => {
  query = "at=3";
  server.restSoon();
  await later(150);
  happens("keydown");
  await later(150);
  assert.equal(sent.length, 0);
  await later(50);
  assert.deepEqual(sent.map((each) => Object.keys(each)), [["id", "address"]]);
  assert.ok(server.busy);
  assert.equal(server.answered(sent[0].id), null);
});

test("what is shown is not told before a request is answered, however late that is", async () => {
  there = true;
  server.ask({ knobs: { lr: 0.1 } }, 1);
  await later(3000);
  query = "at=4";
  server.restSoon();
  await later(300);
  assert.equal(sent.length, 1);
  server.answered(sent[0].id);
  server.restSoon();
  await later(300);
  assert.deepEqual(Object.keys(sent[1]), ["id", "address"]);
});

test("a note waits until Streamlit has run the page, as it does for what a widget asked", async () => {
  query = "at=5";
  for (const state of ["rerunRequested", "running"]) {
    script = state;
    server.restSoon();
    await later(300);
    assert.deepEqual(sent, []);
  }
  script = "notRunning";
  await later(300);
  assert.equal(sent.length, 1);
});

test("a note and a request are never under way together", async () => {
  query = "at=5";
  server.restSoon();
  await later(250);
  globalThis.location.search = "?at=5";
  server.ask({ start: [1, 2] }, 7);
  assert.equal(sent.length, 1);
  server.answered(sent[0].id);
  assert.deepEqual([sent[1].start, sent[1].address], [[1, 2], "?at=5"]);
  globalThis.location.search = "";
  assert.equal(server.answered(sent[1].id), 7);
});

test("where the server does not want to know, the address alone takes what is shown", async () => {
  [query, wanted] = ["at=6", false];
  server.restSoon();
  await later(300);
  assert.deepEqual([sent.length, server.busy], [0, false]);
});

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Pool, workers } from "../../static/stage/workers.js";

let sent;
workers.open = () => {
  const hands = {
    messages: [],
    onmessage: null,
    postMessage: (message) => hands.messages.push(message),
    blocks: () => hands.messages.filter(({ rows }) => rows),
    answer(took = 1) {
      const block = hands.blocks()[(hands.answered = (hands.answered ?? -1) + 1)];
      hands.onmessage({ data: { ends: { values: block.rows.at }, took } });
    },
  };
  sent.push(hands);
  return hands;
};
beforeEach(() => (sent = []));

const descent = { program: { inputs: ["x"], code: "AA==" }, module: {} };
const jobOf = (name = "one", steps = 256) => ({ name, descent, inputs: { lr: 0.1 }, tables: { steps } });

function task(more = {}) {
  const taken = [];
  const made = {
    job: jobOf(),
    count: 5000,
    rank: 0,
    rows: (first, last) => ({ at: Float64Array.from({ length: last - first }, (_, i) => first + i) }),
    take: ({ values }, first) => taken.push([first, values.length]),
    done: () => taken.push("done"),
    ...more,
  };
  return { taken, task: made };
}

test("every lane is run once, in blocks, by all workers", () => {
  const pool = new Pool(2);
  const { taken, task: all } = task();
  pool.run(all);
  assert.deepEqual(sent.map((each) => each.blocks().length), [2, 2]);
  for (let i = 0; i < 3; i += 1) sent[0].answer();
  for (let i = 0; i < 2; i += 1) sent[1].answer();
  assert.deepEqual(taken, [[0, 1024], [2048, 1024], [4096, 904], [1024, 1024], [3072, 1024], "done"]);
  assert.equal(pool.running.size, 0);
});

test("a worker is told of a program once, and of a job once", () => {
  const pool = new Pool(1);
  const job = jobOf();
  pool.run(task({ job }).task);
  pool.run(task({ job: jobOf() }).task);
  for (let i = 0; i < 10; i += 1) sent[0].answer();
  const kinds = sent[0].messages.map((message) => ("module" in message ? "program" : "runs" in message ? "job" : "block"));
  assert.equal(kinds.filter((kind) => kind === "program").length, 1);
  assert.equal(kinds.filter((kind) => kind === "job").length, 2);
  assert.deepEqual(kinds.slice(0, 3), ["program", "job", "block"]);
});

test("lower ranks go first", () => {
  const pool = new Pool(1);
  const [fine, coarse] = [task({ rank: 1 }), task({ rank: 0, count: 1024 })];
  pool.run(fine.task);
  pool.run(coarse.task);
  for (let i = 0; i < 3; i += 1) sent[0].answer();
  assert.deepEqual(coarse.taken, [[0, 1024], "done"]);
  assert.equal(fine.taken.length, 2);
});

test("of what is dropped no block is begun and no result handed on", () => {
  const pool = new Pool(1);
  const { taken, task: dropped } = task();
  const drop = pool.run(dropped);
  sent[0].answer();
  drop();
  sent[0].answer();
  sent[0].answer();
  assert.deepEqual(taken, [[0, 1024]]);
  assert.equal(sent[0].blocks().length, 3);
});

test("what a lane costs is measured", () => {
  const pool = new Pool(2);
  const job = jobOf();
  assert.equal(Math.round(pool.lanesIn(job, 10)), 3906);
  pool.run(task({ job }).task);
  // A block of 1024 lanes and 256 steps.
  sent[0].answer(2.62144);
  assert.equal(Math.round(pool.lanesIn(job, 10)), 7813);
});

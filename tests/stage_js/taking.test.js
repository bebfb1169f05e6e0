import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { Taking } from "../../static/stage/taking.js";

globalThis.window = globalThis;
mock.timers.enable({ apis: ["setTimeout"] });
const file = (kind) => ({ kind, name: kind, text: "", refusal: "" });

test("whoever asks while another file is being made is given theirs, too", async () => {
  const asked = [];
  const taking = new Taking((take) => asked.push(take));
  const files = ["csv", "json", "csv"].map((kind) => taking.take(kind, "link"));
  assert.deepEqual(asked.map(({ kind }) => kind), ["csv", "json", "csv"]);
  taking.receive(null);
  taking.receive(file("csv"));
  taking.receive(file("json"));
  taking.receive(file("csv"));
  assert.deepEqual(await Promise.all(files), [file("csv"), file("json"), file("csv")]);
});

test("after a minute nothing is waited for any more", async () => {
  const taking = new Taking(() => {});
  const missed = taking.take("csv", "link");
  mock.timers.tick(60000);
  await assert.rejects(missed);
  assert.equal(taking.waiting.size, 0);
});

import assert from "node:assert/strict";
import test from "node:test";
import { decode, encode } from "../../static/stage/payload.js";

/** A block as the server packs it. */
function pack(header, numbers) {
  let text = JSON.stringify({ surfaces: {}, panels: [], ...header });
  while (new TextEncoder().encode(text).length % 4) text += " ";
  const head = new TextEncoder().encode(text);
  const block = new Uint8Array(4 + head.length + 4 * numbers.length);
  new DataView(block.buffer).setUint32(0, head.length, true);
  block.set(head, 4);
  block.set(new Uint8Array(Float32Array.from(numbers).buffer), 4 + head.length);
  return block;
}

const path = (points, more = {}) => ({ points: { $: points }, ticks: null, ...more });

test("an array is restored wherever it stands", () => {
  const answer = decode(pack({ a: { $: [0, 2, 2] }, b: [{ c: { $: [2, 1, 3] } }] }, [1, 2, 0.5]));
  assert.deepEqual([...answer.a], [1, 2]);
  assert.deepEqual([...answer.b[0].c], [0.5, 0.5, 0.5]);
});

test("the rest of the header is as it was", () => {
  const answer = decode(pack({ outcome: "αβ", knobs: [{ ticks: [[1, "one"]] }], step: null }, []));
  assert.equal(answer.outcome, "αβ");
  assert.deepEqual(answer.knobs, [{ ticks: [[1, "one"]] }]);
  assert.equal(answer.step, null);
});

test("the longest path says how far the clock goes; the others stay at their end", () => {
  const paths = [path([0, 6, 6]), path([0, 2, 2])];
  const answer = decode(pack({ panels: [{ paths, clouds: [] }] }, [0, 0, 1, 1, 2, 2]));
  assert.equal(answer.last, 2);
  assert.deepEqual([...answer.panels[0].paths[0].reached], [0, 1, 2]);
  assert.deepEqual([...answer.panels[0].paths[1].reached], [0, 0, 0]);
});

test("a path on a clock of its own reaches its points when its ticks say so", () => {
  const paths = [path([0, 6, 6], { ticks: { $: [6, 3, 3] } })];
  const answer = decode(pack({ panels: [{ paths, clouds: [] }] }, [0, 0, 1, 1, 2, 2, 0, 0.5, 2.25]));
  assert.equal(answer.last, 3);
  assert.deepEqual([...answer.panels[0].paths[0].reached], [0, 1, 1, 2]);
});

test("a block that begins anywhere in its buffer is read", () => {
  const block = pack({ a: { $: [0, 1, 2] } }, [7]);
  const shifted = new Uint8Array(block.length + 3);
  shifted.set(block, 3);
  assert.deepEqual([...decode(shifted.subarray(3)).a], [7, 7]);
});

test("what is written is read as it was, in both precisions", () => {
  const read = decode(pack({ outcome: "αβ", a: { $: [0, 2, 2] }, flat: { $: [2, 1, 3] } }, [1, NaN, 0.5]));
  const before = { ...read, exact: Float64Array.of(0.1, -Infinity) };
  assert.deepEqual(decode(encode(before)), before);
});

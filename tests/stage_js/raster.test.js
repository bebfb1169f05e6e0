import assert from "node:assert/strict";
import test from "node:test";
import { coarsest, gridOf, Raster } from "../../static/stage/raster.js";

const straight = { across: (share) => share, up: (share) => share };
const wishOf = (more = {}) => ({
  job: {}, names: ["x", "y"], width: 64, height: 48, finest: 1, measure: (_, lane) => lane, ...straight, ...more,
});

/** Does what it is told when it is told so. */
class Slow {
  tasks = [];
  lanes = 0;
  dropped = 0;
  lanesIn = () => this.lanes;
  run(task) {
    this.tasks.push(task);
    return () => (this.dropped += 1);
  }
  finish() {
    const { count, take, done } = this.tasks[this.tasks.length - 1];
    take({ values: new Float64Array(count) }, 0);
    done();
  }
}

function slowRaster() {
  const pool = new Slow();
  const shown = [];
  return { pool, shown, raster: new Raster(pool, (level) => shown.push(level)) };
}

test("a run sets off from the middle of its cell, row by row from above", () => {
  const { columns, rows, at } = gridOf(wishOf({ width: 4, height: 2 }), 1);
  const places = Array.from({ length: columns * rows }, (_, i) => {
    const place = [0, 0];
    at(i, place);
    return place;
  });
  assert.deepEqual(places.slice(0, 5), [[0.125, 0.75], [0.375, 0.75], [0.625, 0.75], [0.875, 0.75], [0.125, 0.25]]);
});

test("cells that do not come out even stick out on the right and below", () => {
  const { columns, rows } = gridOf(wishOf({ width: 10, height: 5 }), 4);
  assert.deepEqual([columns, rows], [3, 2]);
});

test("the first picture has as many cells as there is time for, and not too few", () => {
  assert.equal(coarsest(wishOf(), 1e9), 1);
  assert.equal(coarsest(wishOf(), 800), 2);
  assert.equal(coarsest(wishOf(), 1), 4);
  assert.equal(coarsest(wishOf({ finest: 2 }), 1e9), 2);
});

test("a picture becomes finer while nothing changes", () => {
  const { pool, shown, raster } = slowRaster();
  raster.want(wishOf());
  for (let i = 0; i < 3; i += 1) pool.finish();
  assert.deepEqual(shown.map(({ size, columns, rows }) => [size, columns, rows]), [[4, 16, 12], [2, 32, 24], [1, 64, 48]]);
  assert.deepEqual([...shown[2].cells.slice(0, 3)], [0, 1, 2]);
  assert.equal(pool.tasks.length, 3);
});

test("a coarse picture is finished, a finer one dropped; of those that wait the newest wins", () => {
  const { pool, shown, raster } = slowRaster();
  const [first, second, third, fourth] = [1, 2, 3, 4].map(() => wishOf());
  raster.want(first);
  raster.want(second);
  raster.want(third);
  pool.finish();
  pool.finish();
  assert.deepEqual(shown.map(({ wish }) => wish), [first, third]);
  assert.equal(pool.dropped, 0);
  raster.want(fourth);
  assert.equal(pool.dropped, 1);
  pool.finish();
  assert.deepEqual([shown[2].wish, shown[2].size], [fourth, 4]);
});

test("what is cleared brings no picture", () => {
  const { pool, shown, raster } = slowRaster();
  raster.want(wishOf());
  raster.clear();
  assert.deepEqual([pool.dropped, shown.length], [1, 0]);
});

test("the inputs of a lane are its place", () => {
  const { pool, raster } = slowRaster();
  raster.want(wishOf({ names: ["rule.lr", "rule.beta"], across: (share) => 10 ** share }));
  const rows = pool.tasks[0].rows(16, 18);
  assert.deepEqual(rows["rule.lr"], Float64Array.of(10 ** (2 / 64), 10 ** (6 / 64)));
  assert.deepEqual(rows["rule.beta"], Float64Array.of(1 - 6 / 48, 1 - 6 / 48));
});

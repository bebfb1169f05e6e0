import assert from "node:assert/strict";
import test from "node:test";
import * as views from "../../static/stage/view.js";

const domain = [[-2, 2], [-1, 3]];
const whole = views.wholeOf(domain);
const box = { left: 38, top: 8, width: 400, height: 200 };

const close = (a, b) => a.forEach((value, i) => assert.ok(Math.abs(value - b[i]) < 1e-9, `${a} ${b}`));

test("the whole view is a copy of the domain", () => {
  assert.deepEqual(whole, { x: [-2, 2], y: [-1, 3] });
  assert.ok(!views.isZoomed(whole, whole));
});

test("a zoom keeps its centre where it is", () => {
  const view = views.zoomed(whole, whole, [1, 0], 2);
  assert.ok(views.isZoomed(view, whole));
  close([view.x[1] - view.x[0], view.y[1] - view.y[0]], [2, 2]);
  close(views.projection(view, box)(1, 0), views.projection(whole, box)(1, 0));
});

test("zooming out ends at the whole, zooming in at the five hundredth part", () => {
  const near = views.zoomed(whole, whole, [0, 0], 1e9);
  close([near.x[1] - near.x[0]], [4 / 500]);
  assert.deepEqual(views.zoomed(near, whole, [0, 0], 1e-9), whole);
});

test("a view is never moved out of the whole", () => {
  const view = views.zoomed(whole, whole, [0, 1], 4);
  assert.deepEqual(views.panned(view, whole, 100, -100), { x: [1, 2], y: [-1, 0] });
  close(views.panned(view, whole, 0.5, 0).x, [0, 1]);
});

test("pixels and data are each other's inverse", () => {
  const view = { x: [0.5, 1], y: [-1, 0] };
  const toUnits = views.projection(view, box);
  assert.deepEqual(toUnits(0.5, 0), [38, 8]);
  assert.deepEqual(toUnits(1, -1), [438, 208]);
  close(views.pointAt(view, box, toUnits(0.7, -0.3)), [0.7, -0.3]);
});

test("points are held within the domain", () => {
  assert.deepEqual(views.nearestIn(domain, [5, -9]), [2, -1]);
  assert.deepEqual(views.nearestIn(domain, [0, 0]), [0, 0]);
  assert.ok(views.isInView(whole, [2, 3]));
  assert.ok(!views.isInView(whole, [2, 3.01]));
  assert.deepEqual(views.centreOf(whole), [0, 1]);
});

test("a view is widened to the box's shape about its centre, never narrowed", () => {
  assert.deepEqual(views.fitted(whole, { width: 400, height: 200 }), { x: [-4, 4], y: [-1, 3] });
  assert.deepEqual(views.fitted(whole, { width: 200, height: 500 }), { x: [-2, 2], y: [-4, 6] });
  assert.deepEqual(views.fitted(whole, { width: 7, height: 7 }), whole);
});

test("a view grows, in its own shape, until it holds a point", () => {
  assert.equal(views.grownTo(whole, [2, 3]), whole);
  const grown = views.grownTo(whole, [3, 1]);
  assert.ok(views.isInView(grown, [3, 1]));
  close([grown.x[1] - grown.x[0]], [grown.y[1] - grown.y[0]]);
  close(views.centreOf(grown), views.centreOf(whole));
});

test("a way crosses a box where a part of it lies within", () => {
  const box = { left: 10, top: 20, width: 100, height: 50 };
  assert.ok(views.crosses(box, [20, 30], [21, 31]));
  assert.ok(views.crosses(box, [-500, 45], [500, 45]));
  assert.ok(views.crosses(box, [60, -500], [60, 500]));
  assert.ok(views.crosses(box, [0, 0], [200, 100]));
  assert.ok(!views.crosses(box, [0, 0], [5, 100]));
  assert.ok(!views.crosses(box, [0, 30], [9, 30]));
  assert.ok(!views.crosses(box, [0, 65], [40, 105]));
  assert.ok(!views.crosses(box, [60, -500], [60, 0]));
});

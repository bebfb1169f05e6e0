import assert from "node:assert/strict";
import test from "node:test";
import { Lens } from "../../static/stage/lens.js";

const panel = { domain: [[-2, 2], [-1, 3]], reach: [[-8, 8], [-7, 9]], to_scale: true };
const BOXES = [[740, 430], [290, 310], [234, 324], [1400, 820], [358, 187], [754, 208]];

function lensFor(box, more = {}) {
  const lens = new Lens();
  lens.setPanel({ ...panel, ...more });
  lens.setBox({ width: box[0], height: box[1] });
  return lens;
}

const pixels = ({ view, width, height }) => [
  width / (view.x[1] - view.x[0]),
  height / (view.y[1] - view.y[0]),
];

function assertEqualScales(lens) {
  const [across, up] = pixels(lens);
  assert.ok(Math.abs(across / up - 1) < 1e-9, `${across} ${up}`);
}

test("both axes have one scale in every box, and the whole domain is seen", () => {
  for (const box of BOXES) {
    const lens = lensFor(box);
    assertEqualScales(lens);
    assert.ok(lens.view.x[0] <= -2 && lens.view.x[1] >= 2);
    assert.ok(lens.view.y[0] <= -1 && lens.view.y[1] >= 3);
    assert.ok(!lens.isZoomed);
  }
});

test("zoom, pan, a new box and a shared view keep the scales equal", () => {
  for (const box of BOXES) {
    const lens = lensFor([600, 400]);
    lens.show(lens.zoomed([0.5, 0.5], 7));
    lens.show(lens.panned(0.3, -0.2));
    assertEqualScales(lens);
    lens.setBox({ width: box[0], height: box[1] });
    assertEqualScales(lens);
    assert.ok(lens.isZoomed);
    const other = lensFor(box);
    other.show(lensFor([600, 401]).zoomed([0, 0], 3));
    assertEqualScales(other);
    lens.reset();
    assertEqualScales(lens);
    assert.ok(!lens.isZoomed);
  }
});

test("a small zoom is a zoom", () => {
  const lens = lensFor([600, 400]);
  lens.show(lens.zoomed([0, 1], 1.002));
  assert.ok(lens.isZoomed);
});

test("a panel that is not to scale shows its domain", () => {
  const lens = lensFor([600, 300], { to_scale: false });
  assert.deepEqual(lens.view, { x: [-2, 2], y: [-1, 3] });
  assert.ok(!lens.hold([5, 5]));
});

test("a start may be set anywhere in the picture, and not beyond its reach", () => {
  const lens = lensFor([800, 400]);
  assert.deepEqual(lens.nearest([3.5, 1]), [3.5, 1]);
  assert.deepEqual(lens.nearest([99, -99]), [4, -1]);
  assert.deepEqual(lensFor([4000, 400]).nearest([99, 1]), [8, 1]);
});

test("a start from a link widens the picture, until the view is reset", () => {
  const lens = lensFor([400, 400]);
  assert.ok(lens.hold([5, 1]));
  assert.ok(!lens.hold([5, 1]));
  assertEqualScales(lens);
  assert.ok(lens.view.x[1] > 5 && !lens.isZoomed);
  lens.reset();
  assert.equal(lens.view.x[1], 2);
});

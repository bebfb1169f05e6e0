import assert from "node:assert/strict";
import test from "node:test";
import { eyeOf, FIRST_LOOK, neared, rounded, turned } from "../../static/stage/camera.js";
import { draped } from "../../static/stage/drape.js";
import { Relief } from "../../static/stage/relief.js";
import { layoutOf, traceOf } from "../../static/stage/relief_plot.js";
import { gridOf, scaled } from "../../static/stage/sampling.js";

const scaling = { kind: "log", low: 0, scale: 0.5 };
const contour = { side: 2, heights: null, scaling, first: 0.2, last: 3.8, step: 0.2, x: [-2, 4], y: [-1, 2] };
const bowl = { value: (x, y) => x * x + 4 * y * y, gradient: () => [0, 0] };
const lens = { view: { x: [-2, 2], y: [-1, 1] }, isZoomed: false };
const relief = new Relief(gridOf(contour, bowl, lens), contour, bowl, true);
const size = { width: 600, height: 400 };
const pathOf = (...points) => ({
  points: Float32Array.from(points.flat()),
  reached: Int32Array.from(points, (_, i) => i),
});
const near = (a, b, by) => a.forEach((value, i) => assert.ok(Math.abs(value - b[i]) <= by, `${a} ${b}`));

test("x and y have one scale, and heights are the contour's", () => {
  near(relief.sides, [Math.SQRT2, Math.SQRT1_2, 0.5], 1e-9);
  assert.equal(relief.height(1, 0.5), Math.log1p(2 / 0.5));
  near([relief.meshHeight(1, 0.5)], [relief.height(1, 0.5)], 1e-3);
  assert.ok(Number.isNaN(relief.meshHeight(2.1, 0)));
  near(relief.spot(0, 0, relief.height(0, 0)), [0, 0, -0.25], 1e-6);
});

test("the surface reaches its border, however that is rounded", () => {
  for (let i = 1; i <= 99; i += 1) {
    const view = { x: [-1.1 - i / 7, 0.3 + i / 9], y: [-i / 3, i / 11] };
    const whole = new Relief(gridOf(contour, bowl, { view, isZoomed: false }), contour, bowl, true);
    const corners = whole.view.x.flatMap((x) => whole.view.y.map((y) => [x, y]));
    for (const corner of corners) assert.ok(Number.isFinite(whole.meshHeight(...corner)), `${corner}`);
  }
});

test("a tick stands at the height of the loss that it names", () => {
  assert.ok(relief.ticks.length > 3);
  for (const { label, height } of relief.ticks) assert.equal(height, scaled(Number(label), scaling));
  assert.equal(relief.ticks[0].label, "0");
  assert.equal(relief.words, "log(1 + loss / 0.5)");
  const saddle = { value: (x, y) => 0.53 * x * x - 1.2 * y * y, gradient: () => [0, 0] };
  const both = { ...contour, scaling: { kind: "both", low: 0, scale: 1 } };
  const { ticks } = new Relief(gridOf(both, saddle, lens), both, saddle, true);
  assert.ok(ticks.some(({ label }) => label === "0") && ticks.length > 3);
  for (const { label, height } of ticks) assert.equal(height, Math.asinh(Number(label.replace("−", "-"))));
});

test("plotly draws the contour's own levels and colours", () => {
  const theme = { surface: ["#000000", "#ffffff"], level_lines: "rgba(0, 0, 0, 0.5)" };
  const { cmin, cmax, contours, x, y, z } = traceOf(relief, theme, 1, 1);
  near([cmin, cmax], [relief.grid.first - 0.1, relief.grid.last + 0.1], 1e-9);
  assert.deepEqual([contours.z.start, contours.z.size, contours.z.color], [0.2, 0.2, "rgb(128,128,128)"]);
  near([x[0], x.at(-1), y[0], y.at(-1)], [-2, 2, -1, 1], 1e-9);
  assert.equal(z, relief.grid.rows);
  const { aspectratio, camera } = layoutOf(relief, { at: [1, 2, 3], centre: [0, 0, 0] }, size).scene;
  assert.deepEqual([aspectratio.z, camera.eye], [0.5, { x: 1, y: 2, z: 3 }]);
});

test("a coarse surface has every so manieth point of the whole one, and its border", () => {
  const theme = { surface: ["#000000", "#ffffff"], level_lines: "rgba(0, 0, 0, 0.5)" };
  const whole = traceOf(relief, theme, 1, 1);
  for (const stride of [2, 3]) {
    const { x, y, z } = traceOf(relief, theme, 1, stride);
    near([x[0], x.at(-1), y[0], y.at(-1)], [-2, 2, -1, 1], 1e-9);
    assert.deepEqual([x[1], y[1]], [whole.x[stride], whole.y[stride]]);
    assert.deepEqual([z.length, z[0].length], [y.length, x.length]);
    assert.equal(z[1][1], whole.z[stride][stride]);
    assert.equal(z.at(-1).at(-1), whole.z.at(-1).at(-1));
  }
});

test("a path bends as the surface does: all its points lie on it", () => {
  const { path, heights, within, own } = draped(pathOf([-1.5, 0.5], [1, 0]), relief);
  assert.ok(heights.length > 20 && within.every(Boolean));
  heights.forEach((height, i) => assert.ok(Math.abs(height - relief.height(path.points[2 * i], path.points[2 * i + 1])) < 1e-6));
  assert.deepEqual([...path.reached], [0, heights.length - 1]);
  assert.deepEqual([own[0], own[1], own.at(-1)], [1, 0, 1]);
});

test("a path is cut where it leaves the picture, and goes on where it returns", () => {
  const { path, within } = draped(pathOf([0, 0], [4, 0], [0, 0.5], [NaN, NaN]), relief);
  for (let i = 0; i < within.length; i += 1) {
    const [x, y] = path.points.subarray(2 * i, 2 * i + 2);
    assert.ok(!within[i] || (Math.abs(x) <= 2 && Math.abs(y) <= 1), `${x} ${y}`);
  }
  const border = [...within].findIndex((one) => !one);
  near(path.points.subarray(2 * border - 2, 2 * border), [2, 0], 1e-6);
  const [from, far, back] = path.reached;
  assert.deepEqual([within[from], within[far], within[back]], [1, 0, 1]);
  assert.equal(path.reached[3], back);
});

test("what a place of the picture shows is found again there", () => {
  const gentle = { ...contour, scaling: { ...scaling, scale: 50 } };
  const land = new Relief(gridOf(gentle, bowl, lens), gentle, bowl, true);
  const eye = eyeOf(FIRST_LOOK, land.sides, size);
  for (const point of [[0, 0], [1.2, 0.4], [-1.9, 0.9]]) {
    const spot = land.spot(...point, land.height(...point));
    assert.ok(!land.hides(spot, eye.at));
    near(land.pointSeen(eye.at, eye.rayTo(...eye.toPicture(spot))), point, 1e-6);
  }
  assert.equal(land.pointSeen(eye.at, eye.rayTo(0, 0)), null);
});

test("a hill hides what lies behind it", () => {
  const hill = { value: (x, y) => Math.exp(-8 * (x * x + y * y)), gradient: () => [0, 0] };
  const linear = { ...contour, scaling: { kind: "both", low: 0, scale: 1 } };
  const land = new Relief(gridOf(linear, hill, lens), linear, hill, true);
  const eye = eyeOf([0, 10, 1], land.sides, size);
  const hidden = (x, y) => land.hides(land.spot(x, y, land.height(x, y)), eye.at);
  assert.deepEqual([hidden(0, 0.6), hidden(0, -0.6), hidden(1.5, 0.6)], [true, false, false]);
});

test("the whole box is seen from every side, and a hand cannot turn it over", () => {
  for (let turn = -180; turn <= 180; turn += 20) {
    const eye = eyeOf([turn, 38, 1], relief.sides, size);
    for (const [x, y] of [[-2, -1], [2, -1], [2, 1], [-2, 1]]) {
      for (const height of relief.heights) {
        const [across, down] = eye.toPicture(relief.spot(x, y, height));
        assert.ok(across > 0 && across < 600 && down > 0 && down < 400);
      }
    }
  }
  assert.deepEqual(turned([170, 38, 1], 20, 90), [-170, 88, 1]);
  assert.deepEqual(turned([0, 38, 1], 0, -90), [0, 8, 1]);
  assert.deepEqual([neared([0, 38, 1], 100)[2], neared([0, 38, 1], 0.01)[2]], [0.3, 3]);
  assert.deepEqual(rounded([-0.2, 38.4, 1.234]), [0, 38, 1.23]);
});

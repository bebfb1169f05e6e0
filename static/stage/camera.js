/** From where a surface is looked at in space, and where its points then lie in the picture. */

// The angle that the picture's height spans: plotly's own.
const HALF_ANGLE = Math.PI / 8;
const LOWEST = 8;
const HIGHEST = 88;
const NEAREST = 0.3;
const FARTHEST = 3;
// How much of the picture the whole fills: beside it stand the axes' numbers.
const FILLED = 0.84;
const THIRDS = 24;

/**
 * How far it is turned and how high it stands, in degrees, and its distance: at 1 all is seen.
 * @typedef {[number, number, number]} Camera
 *
 * A place in space: the box's centre is the origin.
 * @typedef {[number, number, number]} Spot
 *
 * @typedef {{width: number, height: number}} Size of a picture
 *
 * @typedef {object} Eye
 * @property {Spot} at
 * @property {Spot} centre what is looked at
 * @property {(spot: Spot) => import("./types.js").Pair} toPicture
 * @property {(x: number, y: number) => Spot} rayTo the direction of what is seen at a place of the picture
 */

/**
 * Across runs x, into the depth y, as on the contour, a little turned.
 * @type {Camera}
 */
export const FIRST_LOOK = [-24, 38, 1];

/**
 * @param {Camera} camera
 * @param {number} right
 * @param {number} up both in degrees
 * @returns {Camera}
 */
export function turned([turn, rise, away], right, up) {
  const angle = turn + right;
  return [angle - 360 * Math.round(angle / 360), Math.max(LOWEST, Math.min(HIGHEST, rise + up)), away];
}

/**
 * @param {Camera} camera
 * @param {number} factor
 * @returns {Camera}
 */
export function neared([turn, rise, away], factor) {
  return [turn, rise, Math.max(NEAREST, Math.min(FARTHEST, away / factor))];
}

/**
 * To whole degrees and hundredths: a link is short.
 * @param {Camera} camera
 * @returns {Camera}
 */
export function rounded([turn, rise, away]) {
  return [Math.round(turn) + 0, Math.round(rise), Math.round(100 * away) / 100];
}

/**
 * @param {Camera} camera
 * @param {Spot} sides of the box
 * @param {Size} size
 * @returns {Eye}
 */
export function eyeOf(camera, sides, size) {
  const axes = directions(camera);
  const [toEye, right, up] = axes;
  const { centre, fits } = fitting(axes, sides, size);
  const distance = camera[2] * fits;
  const { width, height } = size;
  const tall = Math.tan(HALF_ANGLE);
  const wide = (tall * width) / height;
  return {
    centre,
    at: sum(centre, toEye, distance),
    toPicture(spot) {
      const from = sum(spot, centre, -1);
      const depth = distance - dot(from, toEye);
      return [
        (width / 2) * (1 + dot(from, right) / (depth * wide)),
        (height / 2) * (1 - dot(from, up) / (depth * tall)),
      ];
    },
    rayTo(x, y) {
      const [across, high] = [((2 * x) / width - 1) * wide, (1 - (2 * y) / height) * tall];
      return sum(sum(/** @type {Spot} */ (toEye.map((part) => -part)), right, across), up, high);
    },
  };
}

/**
 * Towards the eye, to the picture's right and up it.
 * @param {Camera} camera
 * @returns {[Spot, Spot, Spot]}
 */
function directions([turn, rise]) {
  const [a, b] = [(turn * Math.PI) / 180, (rise * Math.PI) / 180];
  const [sin, cos] = [Math.sin(a), Math.cos(a)];
  return [
    [sin * Math.cos(b), -cos * Math.cos(b), Math.sin(b)],
    [cos, sin, 0],
    [-sin * Math.sin(b), cos * Math.sin(b), Math.cos(b)],
  ];
}

/**
 * The least distance from which the whole box is seen, and what is looked at then: what is near looks
 * larger, so that this lies below the box's middle.
 * @param {[Spot, Spot, Spot]} axes
 * @param {Spot} sides
 * @param {Size} size
 * @returns {{centre: Spot, fits: number}}
 */
function fitting([toEye, right, up], sides, { width, height }) {
  const tall = Math.tan(HALF_ANGLE) * FILLED;
  const wide = (tall * width) / height;
  const corners = Array.from({ length: 8 }, (_, corner) =>
    /** @type {Spot} */ (sides.map((side, i) => ((corner >> i) & 1 ? side : -side) / 2)),
  );
  const distanceFor = (/** @type {number} */ z) =>
    Math.max(
      ...corners.map((spot) => {
        const from = sum(spot, [0, 0, z], -1);
        return dot(from, toEye) + Math.max(Math.abs(dot(from, right)) / wide, Math.abs(dot(from, up)) / tall);
      }),
    );
  let [low, high] = [-sides[2], sides[2]];
  for (let i = 0; i < THIRDS; i += 1) {
    const third = (high - low) / 3;
    if (distanceFor(low + third) < distanceFor(high - third)) high -= third;
    else low += third;
  }
  return { centre: [0, 0, low], fits: distanceFor(low) };
}

/**
 * @param {Spot} spot
 * @param {Spot} way
 * @param {number} times
 * @returns {Spot}
 */
function sum(spot, way, times) {
  return [spot[0] + times * way[0], spot[1] + times * way[1], spot[2] + times * way[2]];
}

/**
 * @param {Spot} a
 * @param {Spot} b
 */
function dot(a, b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

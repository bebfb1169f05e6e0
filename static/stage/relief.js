/** A surface as it stands in space: in a box about the origin, x and y to one scale, its heights scaled as the contour's colours are. */
import { short } from "./format.js";
import { scaled, unscaled } from "./sampling.js";

// How tall the box is beside the mean of its other sides.
const TALL = 0.5;
const TICKS = 5;
// So near its foot, as a share of its height, a surface stands on it.
const GROUND = 0.05;
// How far below the surface, as a share of the box, something counts as hidden by it.
const SUNK = 0.015;
// What three figures do not show, beside the scale.
const TINY = 1e-4;
// So near to it, beside the scale, a number is told as 0.
const NOTHING = 0.05;
// What rounding may put a place on the border beyond it, in cells.
const ROUNDING = 1e-9;
const LOOKS = 48;
const STRIDES = 240;
const HALVINGS = 40;

/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./camera.js").Spot} Spot */

export class Relief {
  /**
   * @param {import("./sampling.js").Grid} grid
   * @param {import("./types.js").ContourData} contour
   * @param {import("./tape.js").Formula | null} formula
   * @param {boolean} toScale whether x and y have one scale
   */
  constructor(grid, { scaling }, formula, toScale) {
    this.grid = grid;
    this.scaling = scaling;
    this.formula = formula;
    const { rows, x, y } = grid;
    /** @type {import("./types.js").View} */
    this.view = { x: [x[0], x[0] + x[1] * (rows[0].length - 1)], y: [y[0], y[0] + y[1] * (rows.length - 1)] };
    this.heights = extent(rows, scaling.kind === "log");
    const [wide, deep] = [this.view.x[1] - this.view.x[0], this.view.y[1] - this.view.y[0]];
    const mean = Math.sqrt(wide * deep);
    /** @type {Spot} the box's sides */
    this.sides = toScale ? [wide / mean, deep / mean, TALL] : [1, 1, TALL];
    const [low, high] = this.heights;
    this.units = [this.sides[0] / wide, this.sides[1] / deep, TALL / (high - low)];
    this.middle = [(this.view.x[0] + this.view.x[1]) / 2, (this.view.y[0] + this.view.y[1]) / 2, (low + high) / 2];
  }

  /**
   * The scaled height at a point: the formula's own, where it is known here.
   * @param {number} x
   * @param {number} y
   */
  height(x, y) {
    return this.formula ? scaled(this.formula.value(x, y), this.scaling) : this.meshHeight(x, y);
  }

  /**
   * The scaled height between the points of the grid; NaN outside it.
   * @param {number} x
   * @param {number} y
   */
  meshHeight(x, y) {
    const { rows, x: across, y: up } = this.grid;
    const [u, v] = [(x - across[0]) / across[1], (y - up[0]) / up[1]];
    const [columns, lines] = [rows[0].length - 1, rows.length - 1];
    const [i, j] = [Math.min(Math.floor(u), columns - 1), Math.min(Math.floor(v), lines - 1)];
    if (!(i >= 0 && j >= 0 && u <= columns + ROUNDING && v <= lines + ROUNDING)) return NaN;
    const between = (/** @type {Float32Array} */ row) => row[i] + (u - i) * (row[i + 1] - row[i]);
    const [near, far] = [between(rows[j]), between(rows[j + 1])];
    return near + (v - j) * (far - near);
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} height scaled
   * @returns {Spot}
   */
  spot(x, y, height) {
    const { middle, units } = this;
    return [(x - middle[0]) * units[0], (y - middle[1]) * units[1], (height - middle[2]) * units[2]];
  }

  /**
   * How far a spot lies above the surface, in the box's measure; NaN beside it.
   * @param {Spot} spot
   * @param {(x: number, y: number) => number} height
   */
  above([a, b, c], height) {
    const { middle, units } = this;
    return c - (height(a / units[0] + middle[0], b / units[1] + middle[1]) - middle[2]) * units[2];
  }

  /**
   * Whether the surface stands between a spot on it and the eye.
   * @param {Spot} spot
   * @param {Spot} eye
   */
  hides(spot, eye) {
    const way = eye.map((part, i) => part - spot[i]);
    const mesh = this.meshHeight.bind(this);
    const longest = Math.max(this.sides[0], this.sides[1]);
    const stride = longest / LOOKS / Math.hypot(...way);
    for (let share = stride; share < 1; share += stride) {
      const at = /** @type {Spot} */ (spot.map((part, i) => part + share * way[i]));
      const above = this.above(at, mesh);
      if (at[2] > this.sides[2] / 2 || Number.isNaN(above)) return false;
      if (above < -SUNK) return true;
    }
    return false;
  }

  /**
   * The point of the surface that is seen in a direction; null where there is none.
   * @param {Spot} eye
   * @param {Spot} ray
   * @returns {Pair | null}
   */
  pointSeen(eye, ray) {
    const along = (/** @type {number} */ t) => /** @type {Spot} */ (eye.map((part, i) => part + t * ray[i]));
    const mesh = this.meshHeight.bind(this);
    const exact = this.height.bind(this);
    const reach = Math.hypot(...this.sides) / 2;
    const [first, stride] = [Math.hypot(...eye) - reach, (2 * reach) / STRIDES];
    const length = Math.hypot(...ray);
    let before = NaN;
    for (let i = 0; i <= STRIDES; i += 1) {
      const above = this.above(along((first + i * stride) / length), mesh);
      if (before * above <= 0) {
        let [near, far] = [(first + (i - 1) * stride) / length, (first + i * stride) / length];
        for (let k = 0; k < HALVINGS; k += 1) {
          const half = (near + far) / 2;
          if (this.above(along(half), exact) * before > 0) near = half;
          else far = half;
        }
        const [a, b] = along(near);
        return [a / this.units[0] + this.middle[0], b / this.units[1] + this.middle[1]];
      }
      before = above;
    }
    return null;
  }

  /**
   * The point of the grid that lies nearest to a place in the picture.
   * @param {Pair} place
   * @param {import("./camera.js").Eye} eye
   * @returns {Pair | null} null where the surface has no height at all
   */
  pointNearest(place, eye) {
    const { rows, x, y } = this.grid;
    /** @type {Pair | null} */
    let nearest = null;
    let least = Infinity;
    rows.forEach((row, j) => {
      row.forEach((height, i) => {
        const point = /** @type {Pair} */ ([x[0] + i * x[1], y[0] + j * y[1]]);
        const [across, down] = eye.toPicture(this.spot(...point, height));
        const distance = Math.hypot(across - place[0], down - place[1]);
        if (distance < least) [nearest, least] = [point, distance];
      });
    });
    return nearest;
  }

  /** Values of the surface at heights about evenly spread. */
  get ticks() {
    const [low, high] = this.heights;
    /** @type {Map<string, number>} */
    const ticks = new Map();
    for (let i = 0; i <= TICKS; i += 1) {
      const found = unscaled(low + (i / TICKS) * (high - low), this.scaling);
      const value = Math.abs(found) < NOTHING * this.scaling.scale ? 0 : Number(found.toPrecision(2));
      const height = scaled(value, this.scaling);
      if (height >= low && height <= high) ticks.set(short(value), height);
    }
    return [...ticks].map(([label, height]) => ({ label, height }));
  }

  /** How the loss is told as a height. */
  get words() {
    const { kind, low, scale } = this.scaling;
    const loss = Math.abs(low) < TINY * scale ? "loss" : `(loss ${low < 0 ? "+" : "−"} ${short(Math.abs(low))})`;
    return kind === "log" ? `log(1 + ${loss} / ${short(scale)})` : `arsinh(${loss} / ${short(scale)})`;
  }
}

/**
 * @param {Float32Array[]} rows
 * @param {boolean} grounded whether heights begin at 0: nearly there, they are told from there
 * @returns {Pair} a flat surface has room above it, too
 */
function extent(rows, grounded) {
  let [low, high] = [Infinity, -Infinity];
  for (const row of rows) {
    for (const height of row) {
      if (height < low) low = height;
      if (height > high) high = height;
    }
  }
  if (low > high) return [0, 1];
  if (grounded && low < GROUND * high) low = 0;
  return low === high ? [low, low + 1] : [low, high];
}

/** One run's numbers on the stage's clock, as a curve draws them. */

export class Line {
  /**
   * @param {import("./types.js").PathData} path
   * @param {Float32Array} values a number a point, or one fewer where it belongs to the steps
   */
  constructor(path, values) {
    this.path = path;
    this.values = values;
    const gap = values.findIndex(Number.isNaN);
    this.length = gap < 0 ? values.length : gap;
  }

  /**
   * When the number with this index is reached.
   * @param {number} index
   */
  tickOf(index) {
    return this.path.ticks?.[index] ?? index;
  }

  /**
   * The index of the number that stands at a tick: its last one from there on; −1 without any.
   * @param {number} tick
   */
  at(tick) {
    const { reached } = this.path;
    const index = reached[Math.max(0, Math.min(reached.length - 1, tick))];
    return Math.min(index, this.length - 1);
  }

  /**
   * Whether the run is still on its way at a tick, or ends there.
   * @param {number} tick
   */
  lasts(tick) {
    const { reached } = this.path;
    // A number that belongs to a step has none at the last point.
    const points = this.length === this.values.length ? Infinity : this.length;
    return this.length > 0 && reached[Math.min(reached.length - 1, tick)] < points;
  }
}

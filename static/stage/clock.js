/** The one clock of a stage: which step is shown, and whether it is playing. */

/** One step a second; every other speed is how many seconds a whole run takes. */
export const STEPWISE = 0;
export const SPEEDS = [STEPWISE, 20, 10, 5, 2, 1];
const USUAL = 5;
// A loop rests on the last step for so many seconds.
const REST = 1;

export class Clock {
  /** @param {() => void} onChange called at most once a frame while playing, when another step is shown */
  constructor(onChange) {
    this.onChange = onChange;
    this.step = 0;
    this.last = 0;
    this.speed = USUAL;
    this.loop = false;
    // While it is locked, it stands at the start.
    this.locked = false;
    this.playing = false;
    this.frame = 0;
    this.position = 0;
    this.then = 0;
  }

  /** @param {number} last */
  setLast(last) {
    const atEnd = this.last > 0 && this.step >= this.last;
    this.last = last;
    this.go(atEnd ? last : Math.min(this.step, last));
  }

  /** @param {number} step */
  go(step) {
    const target = this.locked ? 0 : Math.max(0, Math.min(this.last, Math.round(step)));
    this.position = target;
    if (target === this.step) return;
    this.step = target;
    this.onChange();
  }

  play() {
    if (this.playing || this.locked || this.last === 0) return;
    if (this.step >= this.last) this.go(0);
    this.playing = true;
    this.then = performance.now();
    this.frame = requestAnimationFrame((now) => this.tick(now));
    this.onChange();
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    cancelAnimationFrame(this.frame);
    this.onChange();
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** @param {number} steps */
  nudge(steps) {
    this.pause();
    this.go(this.step + steps);
  }

  /** Steps a second. */
  get rate() {
    return this.speed === STEPWISE ? 1 : this.last / this.speed;
  }

  /** @param {number} now */
  tick(now) {
    const { rate } = this;
    this.position += (rate * Math.max(0, now - this.then)) / 1000;
    this.then = now;
    const before = this.step;
    if (this.loop && this.position >= this.last + REST * rate) this.position = 0;
    this.step = Math.min(this.last, Math.floor(this.position));
    this.playing = this.step < this.last || this.loop;
    if (this.step !== before || !this.playing) this.onChange();
    if (this.playing) this.frame = requestAnimationFrame((next) => this.tick(next));
  }

  destroy() {
    cancelAnimationFrame(this.frame);
    this.playing = false;
  }
}

/**
 * What playback does when a hand changes something: while it drags, all is shown; what sets off
 * plays from the start, once the server has answered.
 */

export class Hand {
  /**
   * @param {import("./clock.js").Clock} clock
   * @param {import("./question.js").Question} question
   * @param {() => boolean} isBusy whether an answer is under way
   */
  constructor(clock, question, isBusy) {
    this.clock = clock;
    this.question = question;
    this.isBusy = isBusy;
    this.waiting = false;
    this.held = false;
    this.wasPlaying = false;
  }

  /** Plays once the next answer is there. */
  setOff() {
    this.clock.pause();
    this.waiting = true;
  }

  /** A knob or the start is taken hold of. */
  hold() {
    if (this.held) return;
    this.held = true;
    this.wasPlaying = this.clock.playing || this.waiting;
    this.waiting = false;
    this.question.hold();
    this.showWhole();
  }

  showWhole() {
    this.clock.pause();
    this.clock.go(this.clock.last);
  }

  /** @param {boolean} plays whether the paths set off, though they did not play before */
  letGo(plays) {
    if (!this.held) return;
    this.held = false;
    this.question.release();
    if (!plays && !this.wasPlaying) return;
    if (this.isBusy()) this.waiting = true;
    else this.play();
  }

  answered() {
    if (this.waiting && !this.isBusy()) this.play();
  }

  /** From the start; who wants no motion is shown the whole. */
  play() {
    this.waiting = false;
    this.question.reset();
    this.clock.pause();
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.clock.go(still ? this.clock.last : 0);
    if (!still) this.clock.play();
  }

  /**
   * @param {number} at the step that a link gives
   * @param {boolean} plays whether the page sets off by itself, where it opens at the start
   */
  open(at, plays) {
    if (plays && at === 0) {
      this.play();
      return;
    }
    this.question.reset();
    this.clock.pause();
    this.clock.go(at);
  }
}

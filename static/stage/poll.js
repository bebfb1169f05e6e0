/** Asks again and again, a little apart, for as long as the page is looked at. */

export class Poll {
  /**
   * @param {() => Promise<void>} ask
   * @param {number} pace milliseconds from an answer to the next question
   */
  constructor(ask, pace) {
    this.ask = ask;
    this.pace = pace;
    this.timer = 0;
    this.turns = 0;
    this.looked = () => document.hidden || !this.timer || this.start();
  }

  start() {
    this.stop();
    document.addEventListener("visibilitychange", this.looked);
    void this.turn(this.turns);
  }

  /** @param {number} turns by which an older row of questions ends */
  async turn(turns) {
    if (!document.hidden) await this.ask();
    if (turns !== this.turns) return;
    // Not all phones at once.
    this.timer = window.setTimeout(() => void this.turn(turns), this.pace * (1 + Math.random() / 4));
  }

  stop() {
    this.turns += 1;
    window.clearTimeout(this.timer);
    this.timer = 0;
    document.removeEventListener("visibilitychange", this.looked);
  }
}

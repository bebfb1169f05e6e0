/**
 * The way to the server: at most one request in flight, and of those that wait the newest wins.
 * This makes a drag live without a queue. A request that stays unanswered is given up after a
 * while, so that a failed run cannot freeze the stage.
 */

const PATIENCE = 3000;

export class Channel {
  /**
   * @param {(busy: boolean) => void} onBusy
   * @param {() => void} onGivenUp a request stayed unanswered
   */
  constructor(onBusy, onGivenUp = () => {}) {
    this.onBusy = onBusy;
    this.onGivenUp = onGivenUp;
    /** @type {(request: object) => void} */
    this.send = () => {};
    // Ids go on rising over a remount: the server may still repeat the last stage's answer.
    this.id = Date.now();
    this.inFlight = 0;
    /** @type {{change: import("./types.js").Change, time: number | null} | null} */
    this.waiting = null;
    /** @type {number | null} */
    this.time = 0;
    this.timer = 0;
  }

  get busy() {
    return this.inFlight !== 0;
  }

  /**
   * Asks for a change; `time` is when the person acted (an event's timeStamp), if one did.
   * @param {import("./types.js").Change} change
   * @param {number | null} time
   */
  request(change, time) {
    if (this.busy) {
      this.waiting = { change: merge(this.waiting?.change, change), time };
      return;
    }
    this.id += 1;
    this.inFlight = this.id;
    this.time = time;
    this.onBusy(true);
    this.timer = window.setTimeout(() => {
      this.release();
      this.onGivenUp();
    }, PATIENCE);
    this.send({ ...change, id: this.id });
  }

  /**
   * Notes an answer; returns when the person acted if it answers the request in flight, else null.
   * @param {number} id
   * @returns {number | null}
   */
  answered(id) {
    if (!this.busy || id !== this.inFlight) return null;
    const { time } = this;
    this.release();
    return time;
  }

  release() {
    window.clearTimeout(this.timer);
    this.inFlight = 0;
    const { waiting } = this;
    this.waiting = null;
    if (waiting) this.request(waiting.change, waiting.time);
    else this.onBusy(false);
  }

  /** Expects no answer any more, and asks nothing that waits. */
  drop() {
    this.waiting = null;
    this.inFlight = 0;
    window.clearTimeout(this.timer);
  }
}

/**
 * @param {import("./types.js").Change | undefined} older
 * @param {import("./types.js").Change} newer
 */
export function merge(older, newer) {
  if (newer.preset !== undefined) return newer;
  // An experiment begins anew: what is asked before its answer was meant for another picture.
  if (older?.preset !== undefined) return older;
  return { ...older, ...newer, knobs: { ...older?.knobs, ...newer.knobs } };
}

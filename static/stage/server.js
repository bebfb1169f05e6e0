/** What passes between a stage and the server: requests at once, notes once nothing moves. */
import { showInAddress } from "./address.js";
import { Channel } from "./channel.js";
import { isLeaving } from "./leaving.js";
import { surfaceNames } from "./surfaces.js";

const REST = 200;

export class Server {
  /** @param {(busy: boolean) => void} onBusy */
  constructor(onBusy) {
    this.channel = new Channel(onBusy);
    /** @type {(what: string, more?: object) => void} */
    this.notify = () => {};
    this.commitTimer = 0;
    this.pauseTimer = 0;
    /** The step that the page explains. */
    this.explained = -1;
  }

  get busy() {
    return this.channel.busy;
  }

  /** @param {import("./types.js").Component["setTriggerValue"]} setTriggerValue */
  connect(setTriggerValue) {
    this.notify = (what, more = {}) => setTriggerValue(what, { ...more, have: surfaceNames() });
    this.channel.send = (request) => this.notify("request", request);
  }

  /**
   * @param {import("./types.js").Change} change
   * @param {number} time when the person acted
   */
  ask(change, time) {
    window.clearTimeout(this.commitTimer);
    this.channel.request(change, time);
  }

  /**
   * Once nothing more is asked, the address takes the picture's settings, and the server learns
   * that it has.
   * @param {string} query
   */
  commitAtRest(query) {
    window.clearTimeout(this.commitTimer);
    this.commitTimer = window.setTimeout(() => {
      if (this.busy || isLeaving()) return;
      if (showInAddress(query)) this.notify("commit");
    }, REST);
  }

  /**
   * Once playback rests, the page explains the shown step.
   * @param {import("./clock.js").Clock} clock
   */
  explainAtRest(clock) {
    window.clearTimeout(this.pauseTimer);
    if (clock.playing) return;
    this.pauseTimer = window.setTimeout(() => {
      const { step } = clock;
      if (step === this.explained || this.busy || isLeaving()) return;
      this.explained = step;
      this.notify("pause", { step });
    }, REST);
  }

  destroy() {
    window.clearTimeout(this.commitTimer);
    window.clearTimeout(this.pauseTimer);
    this.channel.destroy();
  }
}

/** What passes between a stage and the server: requests at once, the view once nothing moves. */
import { showInAddress } from "./address.js";
import { Channel } from "./channel.js";
import { isLeaving } from "./leaving.js";
import { surfaceNames } from "./surfaces.js";

const REST = 200;

export class Server {
  /**
   * @param {(busy: boolean) => void} onBusy
   * @param {() => {query: string, view: object}} shown the address's query, and what is told of it
   */
  constructor(onBusy, shown) {
    this.channel = new Channel(onBusy);
    this.shown = shown;
    /** @type {(what: string, more?: object) => void} */
    this.notify = () => {};
    this.timer = 0;
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
    window.clearTimeout(this.timer);
    this.channel.request(change, time);
  }

  /**
   * Once nothing more is asked, the address takes what is shown, and the server learns that it has.
   */
  restSoon() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      // The next answer brings another rest.
      if (this.busy || isLeaving()) return;
      const { query, view } = this.shown();
      if (showInAddress(query)) this.notify("rest", view);
    }, REST);
  }

  destroy() {
    window.clearTimeout(this.timer);
    this.channel.destroy();
  }
}

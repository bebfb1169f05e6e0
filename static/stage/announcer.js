/** Says things: to those who do not see the picture, and for a moment on the screen. */
import { element } from "./dom.js";

const SHOWN = 2500;

export class Announcer {
  live = element("p", { class: "dl-unseen", role: "status" });
  toast = element("p", { class: "dl-toast", "aria-hidden": "true" });
  timer = 0;

  /** @param {string} words for those who do not see the picture */
  announce(words) {
    this.live.textContent = words;
  }

  /** @param {string} words for everyone */
  say(words) {
    this.announce(words);
    this.toast.textContent = words;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => (this.toast.textContent = ""), SHOWN);
  }
}

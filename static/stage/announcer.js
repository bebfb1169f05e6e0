/** Says things: to those who do not see the picture, and for a moment on the screen. */
import { element, write } from "./dom.js";

const SHOWN = 2500;
// As long as it takes to read it.
const LETTER = 60;

export class Announcer {
  live = element("p", { class: "dl-unseen", role: "status" });
  toast = element("p", { class: "dl-toast", "aria-hidden": "true" });
  timer = 0;

  /** @param {string} text for those who do not see the picture */
  announce(text) {
    write(this.live, text);
  }

  /** @param {string} text for everyone, the same again too */
  say(text) {
    this.live.textContent = text;
    this.toast.textContent = text;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => (this.toast.textContent = ""), Math.max(SHOWN, LETTER * text.length));
  }
}

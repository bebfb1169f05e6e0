/**
 * Predict with the whole class: a page either asks, or it was opened by a room's link and guesses.
 * A page that was saved does neither, for it has no server.
 */
import { AskClass } from "./ask_class.js";
import { mark } from "./dom.js";
import { Guest } from "./guest.js";

const CODE = /^[A-Z]{6}$/;

export class Classroom {
  /** @param {import("./stage.js").Stage} stage */
  constructor(stage) {
    const code = new URLSearchParams(window.location.search).get("room") ?? "";
    const guest = stage.server.makes && CODE.test(code);
    this.asks = new AskClass(stage);
    /** @type {Guest | null} */
    this.guest = guest ? new Guest(code, stage.predict) : null;
    this.root = stage.root;
    mark(this.root, "data-room", "off");
    this.makes = stage.server.makes;
    this.begun = false;
    document.documentElement.classList.toggle("dl-guest", guest);
  }

  /** Whether a class can be asked from here. */
  get offered() {
    return this.makes && !this.guest;
  }

  /**
   * Once the stage has its first answer.
   * @param {boolean} first whether it is the page's first stage, which is the one that is asked about
   */
  begin(first) {
    if (this.begun || !first) return;
    this.begun = true;
    if (this.guest) this.guest.begin();
    else if (this.offered) this.asks.resume();
  }

  draw() {
    const side = this.guest ?? this.asks;
    mark(this.root, "data-room", side.state);
    side.draw();
  }

  destroy() {
    this.guest?.destroy();
    this.asks.destroy();
  }
}

/** A small round "?" that opens an explanation: by a click, a tap, or the keyboard's focus. */
import { element } from "./dom.js";
import { keepBeside } from "./popover.js";

let made = 0;

/**
 * The text stands in a native popover: above everything, so that nothing cuts it off, closed by
 * Escape and by a press elsewhere.
 */
export class Help {
  /** @param {HTMLElement} beside what must stay in sight while the explanation is open */
  constructor(beside) {
    this.beside = beside;
    this.id = `dl-help-${(made += 1)}`;
    this.text = element("div", { class: "dl-help-text", id: this.id, popover: "auto", role: "note" });
    this.button = element("button", {
      class: "dl-help",
      type: "button",
      popovertarget: this.id,
      "aria-describedby": this.id,
    }, "?");
    this.listen();
  }

  listen() {
    this.button.addEventListener("focus", () => {
      // A press focuses too, and then toggles by itself.
      if (this.button.matches(":focus-visible")) this.text.showPopover();
    });
    this.button.addEventListener("blur", () => this.text.hidePopover());
    keepBeside(this.text, this.beside);
  }

  /**
   * @param {string} name of what is explained
   * @param {string} text
   */
  write(name, text) {
    this.button.hidden = !text;
    this.button.setAttribute("aria-label", `About ${name}`);
    this.text.textContent = text;
  }
}

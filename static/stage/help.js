/** A small round "?" that opens an explanation: by a click, a tap, or the keyboard's focus. */
import { element } from "./dom.js";

const GAP = 6;
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
    this.place = this.place.bind(this);
    this.listen();
  }

  listen() {
    this.button.addEventListener("focus", () => {
      // A press focuses too, and then toggles by itself.
      if (this.button.matches(":focus-visible")) this.text.showPopover();
    });
    this.button.addEventListener("blur", () => this.text.hidePopover());
    this.text.addEventListener("toggle", () => {
      const opened = this.text.matches(":popover-open");
      if (opened) this.place();
      for (const event of ["scroll", "resize"]) {
        if (opened) window.addEventListener(event, this.place, true);
        else window.removeEventListener(event, this.place, true);
      }
    });
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

  /** Below what it explains, or above where there is no room; never beyond the screen's edge. */
  place() {
    const beside = this.beside.getBoundingClientRect();
    const { width, height } = this.text.getBoundingClientRect();
    const below = beside.bottom + GAP;
    const top = below + height + GAP <= window.innerHeight ? below : beside.top - height - GAP;
    const left = Math.min(beside.left, window.innerWidth - width - GAP);
    this.text.style.left = `${Math.max(GAP, left)}px`;
    this.text.style.top = `${Math.max(GAP, top)}px`;
  }
}

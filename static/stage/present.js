/**
 * Present: the stage as a slide in full screen. A clicker's keys step, and go on to the next lesson.
 * The browser holds the state, from page to page; the server is told, so that links carry it.
 */
import { element, icon } from "./dom.js";

const NOTES =
  "M3 2h10v12H3ZM4.3 3.3v9.4h7.4V3.3ZM5.6 5h4.8v1.1H5.6ZM5.6 7.4h4.8v1.1H5.6ZM5.6 9.8h3.2v1.1H5.6Z";
// A slide is laid out at this size, and shown larger or smaller; never smaller than a page's type.
const SLIDE = [1920, 1080];
const SMALLEST = 15 / 32;
// At the slide's own size a picture's smallest type, 11 units, is as large as the other: 28 pixels.
const UNIT = 2.55;

const page = document.documentElement;
/** @type {boolean | null} null until the first stage has said what its link says */
let on = null;

export class Present {
  /**
   * @param {HTMLElement} button
   * @param {import("./clock.js").Clock} clock
   * @param {(present: boolean, time: number) => void} tell
   */
  constructor(button, clock, tell) {
    this.button = button;
    this.clock = clock;
    this.tell = tell;
    this.arrived = false;
    this.notes = element(
      "button",
      { type: "button", class: "dl-icon dl-notes-button", "aria-label": "Notes", title: "Notes", "data-testid": "notes" },
      icon(NOTES),
    );
    this.listen();
    this.show();
  }

  listen() {
    const signal = (this.listening = new AbortController()).signal;
    this.button.addEventListener("click", (event) => this.set(!on, event.timeStamp));
    this.notes.addEventListener("click", () => this.showNotes(!page.classList.contains("dl-notes")));
    document.addEventListener("keydown", (event) => this.key(event), { capture: true, signal });
    document.addEventListener("fullscreenchange", (event) => this.screenChanged(event), { signal });
    window.addEventListener("resize", fit, { signal });
  }

  /** @param {boolean} present what the page's settings say */
  setData(present) {
    if (this.arrived) return;
    this.arrived = true;
    on ??= present;
    if (on !== present) this.tell(on, performance.now());
    this.show();
  }

  /**
   * @param {boolean} present
   * @param {number} time
   */
  set(present, time) {
    on = present;
    this.show();
    this.showNotes(false);
    this.tell(present, time);
    // Where there is no full screen, as on some phones, the page itself is the slide.
    if (present) page.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  }

  show() {
    page.classList.toggle("dl-present", on === true);
    this.button.setAttribute("aria-pressed", String(on === true));
    fit();
  }

  /** @param {boolean} notes whether the page's text stands below the stage */
  showNotes(notes) {
    page.classList.toggle("dl-notes", notes);
    this.notes.setAttribute("aria-pressed", String(notes));
  }

  /** @param {Event} event */
  screenChanged({ timeStamp }) {
    if (on && !document.fullscreenElement) this.set(false, timeStamp);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!on || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const act = {
      Escape: () => this.set(false, event.timeStamp),
      PageDown: () => this.turn(1),
      PageUp: () => this.turn(-1),
    }[event.key];
    if (!act || isOpen(event)) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** @param {1 | -1} by */
  turn(by) {
    const { step, last } = this.clock;
    if (by > 0 ? step < last : step > 0) this.clock.nudge(by);
    else /** @type {HTMLElement | null} */ (document.querySelector(WAYS[by]))?.click();
  }

  destroy() {
    this.listening?.abort();
  }
}

const WAYS = { 1: ".st-key-next a", [-1]: ".st-key-previous a" };

/**
 * Whether Escape closes something smaller: an explanation, or a list to choose from.
 * @param {KeyboardEvent} event
 */
function isOpen({ key }) {
  return key === "Escape" && document.querySelector(":popover-open, [data-baseweb=popover]") !== null;
}

/** Makes everything on the page as large as the slide is on this screen. */
function fit() {
  const fits = Math.min(window.innerWidth / SLIDE[0], window.innerHeight / SLIDE[1]);
  page.style.setProperty("--dl-scale", String(Math.max(SMALLEST, fits)));
  page.style.setProperty("--dl-unit", String(Math.max(1, UNIT * fits)));
}

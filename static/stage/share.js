/** All ways of taking along what a stage shows, in one menu: its link, picture, numbers and code. */
import { element, icon } from "./dom.js";
import { download, record, savePicture } from "./picture.js";
import { keepBeside } from "./popover.js";
import { QrCode } from "./qr.js";

const ICON = "M7.35 9.5V4.1L5.3 6.1l-.9-.9L8 1.6l3.6 3.6-.9.9-2.05-2V9.5ZM2.5 8h2v1.3h-.7v3.9h8.4V9.3h-.7V8h2v6.5h-11Z";
const LABEL = "Save or share";
const STOP = "Stop filming";
const NEEDS_APP = "The app also gives the link with its QR code, all numbers, and the runs as code.";
const TYPES = { csv: "text/csv", json: "application/json", numpy: "text/x-python", torch: "text/x-python" };

/**
 * @typedef {object} Handlers
 * @property {import("./clock.js").Clock} clock
 * @property {() => string} link
 * @property {(text: string) => void} say
 * @property {() => import("./picture.js").Shot} shot
 * @property {() => Promise<void>} save as a live page
 * @property {() => void} askClass
 * @property {((kind: string) => Promise<import("./types.js").TakenFile>) | null} take what a server makes; null without one
 */

let made = 0;

export class Share {
  /** @param {Handlers} handlers */
  constructor(handlers) {
    this.handlers = handlers;
    const id = `dl-share-${(made += 1)}`;
    this.button = element(
      "button",
      { type: "button", class: "dl-icon", "aria-label": LABEL, title: LABEL, "data-testid": "share", popovertarget: id },
      icon(ICON),
    );
    this.menu = element("div", { class: "dl-menu", id, popover: "auto", role: "group", "aria-label": LABEL });
    this.code = new QrCode();
    /** @type {(() => void) | null} */
    this.stopFilming = null;
    this.fill();
    keepBeside(this.menu, this.button);
    this.button.addEventListener("click", (event) => this.pressed(event));
  }

  fill() {
    const { shot, take, askClass } = this.handlers;
    const seen = [
      this.item("picture", "Picture", () => savePicture(shot())),
      this.item("record", "Film", () => this.film()),
    ];
    if (!take) {
      this.menu.append(group("Save", ...seen), element("p", {}, NEEDS_APP));
      return;
    }
    const file = (/** @type {string} */ kind, /** @type {string} */ label) => this.item(kind, label, () => this.takeFile(kind));
    this.menu.append(
      group("Share", this.item("link", "Copy the link", () => this.copyLink()), this.item("qr", "QR code", () => this.showCode())),
      group("Class", this.item("ask-class", "Ask where the runs will be", askClass)),
      group("Save", ...seen, this.item("page", "Live page", () => this.savePage())),
      group("Numbers", file("csv", "CSV"), file("json", "JSON")),
      group("Code", file("numpy", "numpy"), file("torch", "PyTorch")),
    );
  }

  /**
   * @param {string} name
   * @param {string} label
   * @param {() => unknown} act
   */
  item(name, label, act) {
    const button = element("button", { type: "button", "data-testid": name }, label);
    button.addEventListener("click", () => {
      this.menu.hidePopover();
      act();
    });
    return button;
  }

  /** @param {Event} event */
  pressed(event) {
    if (!this.stopFilming) return;
    event.preventDefault();
    this.stopFilming();
  }

  async copyLink() {
    try {
      await navigator.clipboard.writeText(this.handlers.link());
      this.handlers.say("The link to this picture is on the clipboard.");
    } catch {
      // Browsers have no clipboard where the connection is not secure.
      this.handlers.say("This browser gives no clipboard: the link is in the address bar.");
    }
  }

  async savePage() {
    const { save, say } = this.handlers;
    say("The live page is being made.");
    try {
      await save();
      say("Saved: one file that needs no network.");
    } catch (problem) {
      say("The live page could not be saved.");
      console.error(problem);
    }
  }

  async showCode() {
    const file = await this.taken("qr");
    if (file) this.code.show(file.text.split("\n"), file.name);
  }

  /** @param {string} kind */
  async takeFile(kind) {
    const file = await this.taken(kind);
    const type = Reflect.get(TYPES, kind);
    if (file) download(new Blob([file.text], { type: `${type};charset=utf-8` }), file.name);
  }

  /**
   * What the server makes; null where it makes none, which is said.
   * @param {string} kind
   */
  async taken(kind) {
    const { take, say } = this.handlers;
    try {
      const file = await take?.(kind);
      if (file && !file.refusal) return file;
      say(file?.refusal ?? "");
    } catch {
      say("The server did not answer: nothing was saved.");
    }
    return null;
  }

  film() {
    this.filming(true);
    const ended = () => {
      this.stopFilming = null;
      this.filming(false);
    };
    const { clock, shot, say } = this.handlers;
    this.stopFilming = record(clock, shot, ended, () => {
      ended();
      say("This browser cannot film the playback.");
    });
  }

  /** @param {boolean} on */
  filming(on) {
    const label = on ? STOP : LABEL;
    this.button.setAttribute("aria-label", label);
    this.button.title = label;
    this.button.classList.toggle("dl-filming", on);
  }

  destroy() {
    this.stopFilming?.();
  }
}

/**
 * @param {string} name
 * @param {HTMLElement[]} items
 */
function group(name, ...items) {
  return element("div", { role: "group", "aria-label": name }, element("span", { "aria-hidden": "true" }, name), ...items);
}

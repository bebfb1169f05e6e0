/** What is done with the whole picture: share it, present it, keep it. */
import { element, icon } from "./dom.js";
import { record, savePicture } from "./picture.js";
import { Present } from "./present.js";

const ICONS = {
  link: "M6.7 9.3a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 0 0-3.7-3.7L7.9 4.4l.9.9 1.1-1.1a1.3 1.3 0 0 1 1.9 1.9L9.5 8.4a1.3 1.3 0 0 1-1.9 0ZM9.3 6.7a2.6 2.6 0 0 0-3.7 0L3.3 9a2.6 2.6 0 0 0 3.7 3.7l1.1-1.1-.9-.9-1.1 1.1a1.3 1.3 0 0 1-1.9-1.9l2.3-2.3a1.3 1.3 0 0 1 1.9 0Z",
  page: "M3 1.5h6.6L13 4.9v9.6H3Zm1.3 1.3v10.4h7.4V5.7H8.8V2.8Zm2.2 4.4 4 2.5-4 2.5Z",
  picture: "M8 10.8 4 6.8l1-1 2.3 2.3V2h1.4v6.1L11 5.8l1 1ZM3 12.4h10V14H3Z",
  record: "M8 3.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Z",
  present: "M1.5 2.5h13v9h-5.6v1.2h2.4V14H4.7v-1.3h2.4v-1.2H1.5ZM3 4v6h10V4Z",
};

/**
 * @typedef {object} Handlers
 * @property {import("./clock.js").Clock} clock
 * @property {() => string} link
 * @property {(present: boolean, time: number) => void} present
 * @property {(text: string) => void} say
 * @property {() => import("./picture.js").Shot} shot
 * @property {() => Promise<void>} save as a live page
 */

export class Actions {
  /** @param {Handlers} handlers */
  constructor(handlers) {
    this.handlers = handlers;
    const present = this.button("present", "Present on a projector; Escape leaves", () => {});
    this.present = new Present(present, handlers.clock, handlers.present);
    this.recording = this.button("record", "Record the playback", () => this.toggleRecording());
    this.root = element(
      "div",
      { class: "dl-actions", role: "group", "aria-label": "Picture" },
      this.button("link", "Copy the link", () => this.copyLink()),
      this.button("picture", "Save the picture", () => savePicture(handlers.shot())),
      this.recording,
      this.button("page", "Save as a live page", () => this.savePage()),
      this.present.notes,
      present,
    );
    /** @type {(() => void) | null} */
    this.stopRecording = null;
  }

  /**
   * @param {keyof typeof ICONS} name
   * @param {string} label
   * @param {(event: MouseEvent) => void} act
   */
  button(name, label, act) {
    const made = element(
      "button",
      { type: "button", class: "dl-icon", "aria-label": label, title: label, "data-testid": name },
      icon(ICONS[name]),
    );
    made.addEventListener("click", act);
    return made;
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

  toggleRecording() {
    if (this.stopRecording) {
      this.stopRecording();
      return;
    }
    this.recording.setAttribute("aria-pressed", "true");
    const ended = () => {
      this.recording.setAttribute("aria-pressed", "false");
      this.stopRecording = null;
    };
    const { clock, shot, say } = this.handlers;
    this.stopRecording = record(clock, shot, ended, () => {
      ended();
      say("This browser cannot film the playback.");
    });
  }

  destroy() {
    this.stopRecording?.();
    this.present.destroy();
  }
}

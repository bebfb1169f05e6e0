/** Whether the contours of a stage are seen in space, and from where: what that needs is loaded then. */
import { beside } from "./assets.js";
import { FIRST_LOOK, rounded } from "./camera.js";
import { element, hide, mark, write } from "./dom.js";

// A phone's browser gives its pages no more pictures in space, and takes the first one away for the next.
export const MOST_SPACES = 8;
const UNABLE = "This browser draws nothing in space (it has no WebGL). The contour goes on.";
const FAILED = "The picture in space could not be loaded. The contour goes on; the switch tries again.";
const ASIDE = "Seen in space again when the prediction is over.";
const LEFT_OUT = `${MOST_SPACES} fit in space`;
const HINT = " · drag to turn; click for a start, or drag it";

/** @typedef {import("./types.js").ShownData} ShownData */
/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {typeof import("./space.js")} Module */

export class Spaces {
  /**
   * @param {() => void} changed other panels are seen in space, or none
   * @param {() => void} rest the hand that turned them has let go
   */
  constructor(changed, rest) {
    this.changed = changed;
    this.rest = rest;
    /** @type {Camera | null} null for the contours */
    this.camera = null;
    /** @type {Module | null} */
    this.module = null;
    this.problem = "";
    // While somebody predicts: the guess, and how far it is off, are marks on the contour.
    this.aside = false;
    this.frame = 0;
    /** @type {Set<import("./space.js").Space>} */
    this.shown = new Set();
  }

  /** Whether what is wanted is being loaded. */
  get loads() {
    return this.camera !== null && this.module === null;
  }

  /** @param {Camera | null} camera */
  choose(camera) {
    const before = this.camera;
    this.camera = camera;
    this.problem = "";
    if (this.loads) void this.load();
    if ((camera === null) !== (before === null)) this.changed();
    else if (camera) this.look();
  }

  toggle() {
    this.choose(this.camera ? null : FIRST_LOOK);
  }

  async load() {
    try {
      /** @type {Module} */
      const module = await import(beside("space.js"));
      if (module.hasWebGL()) this.module = module;
      else this.fail(UNABLE);
    } catch {
      this.fail(FAILED);
    }
    this.changed();
  }

  /** @param {string} problem */
  fail(problem) {
    this.camera = null;
    this.problem = problem;
  }

  /**
   * Turns them in the next frame, however often a hand moves until then.
   * @param {(camera: Camera) => Camera} change
   */
  turn(change) {
    this.camera = this.camera && change(this.camera);
    this.frame ||= requestAnimationFrame(() => this.look());
  }

  look() {
    this.frame = 0;
    for (const space of this.shown) if (this.camera) space.look(this.camera);
  }

  /** @returns {ShownData["camera"]} */
  get told() {
    return this.camera && rounded(this.camera);
  }

  /**
   * What a panel shows in space; null for its contour.
   * @param {import("./space.js").Space | null} before
   * @param {boolean} able whether it has a surface that may be seen
   * @param {import("./start_handle.js").StartHandle} handle
   * @param {import("./panel.js").Handlers["setOff"]} setOff
   */
  of(before, able, handle, setOff) {
    const { aside, camera, module } = this;
    if (!able || aside || !camera || !module) {
      if (before) this.leave(before);
      return null;
    }
    if (before) return before;
    const space = new module.Space({ turn: (change) => this.turn(change), rest: this.rest, setOff }, handle, camera);
    this.shown.add(space);
    return space;
  }

  /** @param {import("./space.js").Space} space */
  leave(space) {
    this.shown.delete(space);
    space.destroy();
  }
}

/** The switch between the contour and space, with what is to be said of it. */
export class SpaceSwitch {
  button = element("button", { type: "button", class: "dl-space-switch", "data-testid": "space-switch", title: "The surface in space" }, "3-D");
  words = element("span", { role: "status" });
  hint = element("span", { class: "dl-space-hint" });
  note = element("span", { class: "dl-space-note" }, this.words, this.hint);
  root = element("div", { class: "dl-space-choice" }, this.button, this.note);

  /** @param {() => void} toggle */
  constructor(toggle) {
    this.button.addEventListener("click", toggle);
  }

  /**
   * @param {Spaces} spaces
   * @param {boolean} switches whether it stands on this panel
   * @param {boolean} inSpace whether the panel is seen in space by now
   * @param {boolean} fits whether there is room for it in space
   */
  show({ aside, camera, loads, problem }, switches, inSpace, fits) {
    const leftOut = !fits && camera !== null && !loads && !aside;
    hide(this.root, !switches && !leftOut);
    hide(this.button, !switches);
    mark(this.root, "data-left-out", String(leftOut));
    mark(this.button, "aria-pressed", String(camera !== null));
    mark(this.button, "aria-busy", String(loads));
    if (!inSpace) this.explain(leftOut ? LEFT_OUT : problem || (camera && aside ? ASIDE : loads ? "loading …" : ""), "");
  }

  /**
   * @param {string} words how heights are told, or what hinders it
   * @param {string} [hint]
   */
  explain(words, hint = HINT) {
    write(this.words, words);
    write(this.hint, hint);
  }
}

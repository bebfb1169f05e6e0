/** What passes between a stage and the server: requests at once, the view once nothing moves. */
import { link, showInAddress } from "./address.js";
import { Channel, merge } from "./channel.js";
import { isLeaving } from "./leaving.js";
import { lineNames } from "./lines.js";
import { askForPage, tryConnection, watchConnection } from "./lost.js";
import { programNames } from "./programs.js";
import { surfaceNames } from "./surfaces.js";

export const AWAY = "The server does not answer. What needs it, the words too, follows once it is back.";

const REST = 200;
// A busy browser sends what a widget asks some tenths of a second after the click: a note waits for it.
const LATEST = 2000;
// Whatever may make another part of the page ask the server. Streamlit sends what is asked in one
// moment as one message, and has it answered for one part of the page alone.
const ELSEWHERE = ["click", "change", "input", "keydown", "pointerup", "focusout"];
// While the hand moves and all is shown that can be told here, the server is asked so seldom.
const PACE = 300;
const PATIENCE = 2000;

async function isThere() {
  try {
    const address = new URL("_stcore/health", document.baseURI);
    return (await fetch(address, { signal: AbortSignal.timeout(PATIENCE), cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

/** Whether Streamlit runs the page just now: what it brings and what a note does would be mixed up. */
function isRunning() {
  const state = document.querySelector("[data-test-script-state]")?.getAttribute("data-test-script-state");
  return state === "running" || state === "rerunRequested";
}

/**
 * Once nothing else waits for its turn, a widget's own message above all.
 * @param {() => void} act
 */
function whenIdle(act) {
  if (window.requestIdleCallback) window.requestIdleCallback(act, { timeout: LATEST });
  else act();
}

export class Server {
  /**
   * @param {(busy: boolean) => void} onBusy
   * @param {() => {query: string, wanted: boolean}} shown the address's query, and whether the
   *   server wants to know that it has come to rest
   * @param {(silent: boolean) => void} onSilent whether the server is away
   */
  constructor(onBusy, shown, onSilent) {
    this.onBusy = onBusy;
    this.onSilent = onSilent;
    this.silent = false;
    this.channel = new Channel(
      (busy) => onBusy(busy || this.later !== null),
      () => void this.missed(),
    );
    this.shown = shown;
    this.timer = 0;
    this.stopWatching = watchConnection(
      () => this.setSilent(true),
      () => this.back(),
    );
    this.wait = () => this.timer && this.restSoon();
    for (const event of ELSEWHERE) document.addEventListener(event, this.wait, true);
    /** @type {{change: import("./types.js").Change, time: number} | null} what is asked later */
    this.later = null;
    this.pacing = 0;
    this.asked = -Infinity;
    /** @type {import("./types.js").Change} all that was asked since everything was answered */
    this.unanswered = {};
    // The answer that is shown, so that the server need not say it again.
    this.had = 0;
    // The last note that all is at rest: what its answer brings nobody asked for.
    this.noted = 0;
  }

  /** Whether what is taken along can be made: a page that was saved has no server. */
  get makes() {
    return true;
  }

  /** The address that reproduces what is shown. */
  get link() {
    return link(this.shown().query);
  }

  /** Whether there is something to be answered yet. */
  get busy() {
    return this.channel.busy || this.later !== null;
  }

  /** @param {import("./types.js").Component["setTriggerValue"]} setTriggerValue */
  connect(setTriggerValue) {
    this.channel.send = (request) => {
      const have = [...surfaceNames(), ...programNames(), ...lineNames()];
      // Streamlit itself goes on telling the address by which the page was opened.
      const address = window.location.search;
      if (!isLeaving()) setTriggerValue("request", { ...request, have, had: this.had, address });
    };
  }

  /**
   * @param {import("./types.js").Change} change
   * @param {number} time when the person acted
   */
  ask(change, time) {
    this.note(change, time);
    this.flush();
  }

  /** Asks for all of the answer, though the server may have said it before. */
  askAll() {
    this.had = 0;
    this.channel.request({}, performance.now());
  }

  /**
   * The same, a little later where it was asked a moment ago.
   * @param {import("./types.js").Change} change
   * @param {number} time
   */
  askInTime(change, time) {
    this.note(change, time);
    this.onBusy(true);
    window.clearTimeout(this.pacing);
    this.pacing = window.setTimeout(() => this.flush(), this.asked + PACE - performance.now());
  }

  /**
   * @param {import("./types.js").Change} change
   * @param {number} time
   */
  note(change, time) {
    this.restNever();
    this.later = { change: merge(this.later?.change, change), time };
    this.unanswered = merge(this.unanswered, change);
  }

  /** Asks now what was to be asked later. */
  flush() {
    window.clearTimeout(this.pacing);
    const { later } = this;
    if (!later) return;
    this.later = null;
    this.asked = performance.now();
    this.channel.request(later.change, later.time);
  }

  /**
   * A request stayed unanswered. Where the server is there, its run has failed, and would again, or
   * the connection is dead; where it is away, all is asked again until it is back. One that has
   * started anew does not know this page.
   */
  async missed() {
    const wasSilent = this.silent;
    const there = await isThere();
    if (isLeaving()) return;
    if (there) tryConnection();
    // Meanwhile the connection may have come back: what was asked is lost all the same.
    if (there && !wasSilent && !this.silent) return;
    this.setSilent(true);
    if (there) askForPage();
    if (!this.busy) this.ask(this.unanswered, performance.now());
  }

  /** The server can be reached again: what was asked meanwhile is lost, whether or not it was sent. */
  back() {
    if (!this.silent) return;
    askForPage();
    this.channel.drop();
    this.ask(this.unanswered, performance.now());
  }

  /** @param {boolean} silent */
  setSilent(silent) {
    if (silent === this.silent) return;
    this.silent = silent;
    this.onSilent(silent);
  }

  /**
   * An answer has come: when the person acted, if it answers what was asked last.
   * @param {number} id
   */
  answered(id) {
    const { silent } = this;
    this.had = id;
    const time = this.channel.answered(id);
    this.setSilent(false);
    // What was asked while the server was away may be lost: once more, the newest of it as ever.
    if (silent) this.ask(this.unanswered, performance.now());
    else if (!this.busy) this.unanswered = {};
    return time;
  }

  /**
   * Once nothing more is asked, the address takes what is shown, and the server learns that it has.
   */
  restSoon() {
    this.restNever();
    const timer = window.setTimeout(() => whenIdle(() => timer === this.timer && this.rest()), REST);
    this.timer = timer;
  }

  rest() {
    // The next answer brings another rest. One that a request still waits for would be lost by it.
    if (this.busy || Object.keys(this.unanswered).length || isLeaving()) return;
    if (isRunning()) return this.restSoon();
    this.timer = 0;
    const { query, wanted } = this.shown();
    if (!showInAddress(query) || !wanted) return;
    this.channel.request({}, null);
    this.noted = this.channel.id;
  }

  restNever() {
    window.clearTimeout(this.timer);
    this.timer = 0;
  }

  destroy() {
    this.restNever();
    this.stopWatching();
    this.silent = false;
    for (const event of ELSEWHERE) document.removeEventListener(event, this.wait, true);
    window.clearTimeout(this.pacing);
    this.channel.drop();
  }
}

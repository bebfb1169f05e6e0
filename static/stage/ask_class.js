/** A teacher's page: opens a room, sees how many have guessed, closes, reveals, shows the spread. */
import { Crowd } from "./crowd.js";
import { element, emphasise, hide, write } from "./dom.js";
import { emphasiseAll } from "./guest.js";
import { Poll } from "./poll.js";
import { drawnCode } from "./qr.js";
import { heldRoom, holdRoom } from "./room_memory.js";
import { allGuesses, lookAt, openRoom, shortLink, turnRoom } from "./room_way.js";
import { spelled } from "./shown.js";
import { spreadTold } from "./spread.js";
import { truthOf } from "./truth.js";

const PACE = 1500;
const MOST_ASKED = 12;
// Where both axes have one scale, a phone's picture shows more on one of them than a wall's.
const ROOM = 1.5;
const HERE = /^(localhost|127\.|\[::1\])/;
const ONLY_HERE = "This address leads phones to themselves: open the app by its address in your network.";
const ANOTHER = "This is another picture than the class was asked about.";
// What is no part of the question.
const OWN = new Set(["present", "room", "join"]);

/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./stage.js").Stage} Stage */

export class AskClass {
  begin = element("button", { type: "button", class: "dl-link", "data-testid": "open-room" }, "Ask the class");
  code = element("strong", { class: "dl-room-code", "data-testid": "room-code" });
  link = element("span", { class: "dl-room-link" });
  picture = element("button", { type: "button", class: "dl-room-qr", "aria-label": "QR code, larger" });
  where = element("p", { class: "dl-room-where" }, "Join at ", this.link, " with the code ", this.code);
  here = element("p", { class: "dl-muted" }, ONLY_HERE);
  count = element("p", { class: "dl-room-count", role: "status", "data-testid": "room-count" });
  problem = element("p", { class: "dl-refusal", role: "alert", "data-testid": "room-problem" });
  close = this.act("room-close", "Close", () => this.turn(this.room?.state === "closed" ? "open" : "closed"));
  reveal = this.act("room-reveal", "Reveal", () => this.turn("revealed"));
  leave = this.act("room-leave", "Stop asking", () => this.stop());
  asks = element("div", { class: "dl-room-asks" });
  spread = element("div", { class: "dl-room-spread", "data-testid": "room-spread" });
  root = element(
    "section",
    { class: "dl-room", "aria-label": "Ask the class", "data-testid": "room", tabindex: "-1" },
    this.asks,
    this.picture,
    this.where,
    this.here,
    this.count,
    this.spread,
    this.problem,
    element("div", { class: "dl-room-actions" }, this.close, this.reveal, this.leave),
  );

  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.crowd = new Crowd("dot");
    /** @type {import("./room_memory.js").Held | null} */
    this.held = null;
    /** @type {import("./room_way.js").RoomData | null} */
    this.room = null;
    /** @type {import("./room_way.js").Placed[]} */
    this.guesses = [];
    this.poll = new Poll(() => this.look(), PACE);
    this.begin.addEventListener("click", () => void this.open());
    this.picture.addEventListener("click", () => this.enlarge());
    /** @type {string[]} */
    this.rows = [];
  }

  /**
   * @param {string} name
   * @param {string} label
   * @param {() => unknown} act
   */
  act(name, label, act) {
    const button = element("button", { type: "button", "data-testid": name }, label);
    button.addEventListener("click", () => void act());
    return button;
  }

  /** After a reload: the room that this tab has opened on this page. */
  resume() {
    const held = heldRoom();
    if (held && held.page === this.stage.data?.page) this.enter(held);
  }

  /** Shows how many steps are asked for, and the way to ask. */
  offer() {
    const { predict, announcer } = this.stage;
    if (!predict.runs.length) announcer.say("There is no run here to ask about.");
    else if (!this.held) {
      predict.ask();
      this.begin.focus();
    }
  }

  async open() {
    const { stage } = this;
    this.begin.disabled = true;
    try {
      if (stage.server.busy) throw new Error("The page is still at work. Try again in a moment.");
      const question = this.question();
      const { code, secret } = await openRoom(question);
      const held = { page: question.page, settings: this.settings, code, secret };
      holdRoom(held);
      this.enter(held);
      // The button that was pressed is gone.
      this.root.focus({ preventScroll: true });
    } catch (problem) {
      stage.announcer.say(/** @type {Error} */ (problem).message);
    } finally {
      this.begin.disabled = false;
    }
  }

  /** The room's, which is taken to be open until it has answered; "off" where there is none. */
  get state() {
    return this.held ? (this.room?.state ?? "open") : "off";
  }

  /** What is asked: the runs that are switched on, where the picture now stands. */
  question() {
    const { predict } = this.stage;
    const shown = predict.runs.filter(({ panel, index }) => panel.legend.shows(index));
    const asked = (shown.length ? shown : predict.runs).slice(0, MOST_ASKED);
    const page = this.stage.data?.page ?? "";
    const runs = asked.map(({ number }) => number);
    return { page, query: this.query, steps: predict.steps, runs, frame: frameOf(asked) };
  }

  /** The settings of the runs, as the address holds them. */
  get settings() {
    const parts = (this.stage.data?.query ?? "").split("&");
    return parts.filter((part) => part && !OWN.has(part.split("=")[0])).join("&");
  }

  /** What phones are to see: these settings, with what is hidden, and the part of the plane. */
  get query() {
    const view = { ...this.stage.shown.view, at: 0, curves: [], predict: null, map: null, camera: null };
    return [this.settings, spelled(view)].filter(Boolean).join("&");
  }

  /** @param {import("./room_memory.js").Held} held */
  enter(held) {
    this.held = held;
    // Before the room has answered, too, nothing of the runs is seen.
    this.stage.predict.askClass(() => {}, 1, this.stage.predict.steps);
    const link = shortLink(held.code);
    write(this.link, shortLink("").replace(/^https?:\/\/|\/$/g, ""));
    write(this.code, `${held.code.slice(0, 3)} ${held.code.slice(3)}`);
    hide(this.here, !HERE.test(window.location.hostname));
    void this.drawCode(link);
    this.poll.start();
  }

  /** @param {string} link */
  async drawCode(link) {
    const file = await this.stage.actions.taking.take("qr", link).catch(() => null);
    this.rows = file?.text ? file.text.split("\n") : [];
    this.picture.replaceChildren(...(this.rows.length ? [drawnCode(this.rows)] : []));
  }

  enlarge() {
    if (this.held) this.stage.actions.share.code.show(this.rows, shortLink(this.held.code));
  }

  async look() {
    const { held } = this;
    if (!held) return;
    try {
      const room = await lookAt(held.code, held);
      if (room.state === "revealed") this.guesses = await allGuesses(held.code, held);
      if (held === this.held) this.take(room);
      this.say("");
    } catch (problem) {
      const { message, ended } = /** @type {import("./room_way.js").RoomProblem} */ (problem);
      if (!ended) this.say(message);
      else {
        this.end();
        this.stage.announcer.say(message);
      }
    }
  }

  /** @param {import("./room_way.js").RoomData} room */
  take(room) {
    const { predict } = this.stage;
    const before = this.room;
    this.room = room;
    if (!before) predict.choose(room.runs[0], room.steps);
    if (room.state === "revealed" && before?.state !== "revealed") {
      this.poll.stop();
      predict.reveal(null);
    }
    if (JSON.stringify(room) !== JSON.stringify(before)) predict.changed();
  }

  /** @param {import("./room_way.js").RoomData["state"]} state */
  async turn(state) {
    const { held } = this;
    if (!held) return;
    try {
      await turnRoom(held.code, held.secret, state);
      if (held === this.held) this.poll.start();
    } catch (problem) {
      this.say(/** @type {Error} */ (problem).message);
    }
  }

  /** The class is asked no more: the room itself ends after some hours. */
  stop() {
    if (this.room?.state === "open") void this.turn("closed");
    this.end();
    this.stage.root.focus({ preventScroll: true });
  }

  end() {
    this.poll.stop();
    holdRoom(null);
    [this.held, this.room, this.guesses] = [null, null, []];
    this.crowd.clear();
    this.stage.predict.leaveClass();
  }

  /** @param {string} problem */
  say(problem) {
    write(this.problem, problem);
  }

  draw() {
    const { room, stage, held, state } = this;
    const revealed = state === "revealed";
    hide(this.begin, held !== null);
    hide(this.root, held === null);
    if (!room || !held) return;
    const moved = this.settings !== held.settings;
    for (const part of [this.picture, this.where, this.count, this.close, this.reveal]) hide(part, revealed);
    hide(this.here, revealed || !HERE.test(window.location.hostname));
    emphasise(this.asks, stage.predict.asking(this.asked));
    write(this.count, counted(room));
    write(this.close, state === "closed" ? "Open again" : "Close");
    write(this.leave, revealed ? "Done" : "Stop asking");
    this.reveal.disabled = moved;
    this.crowd.draw(revealed && !moved ? this.placed() : []);
    const told = stage.predict.judged && revealed && !moved ? this.told() : [];
    emphasiseAll(this.spread, moved ? [ANOTHER] : told);
  }

  get asked() {
    return this.stage.predict.runs.filter(({ number }) => this.room?.runs.includes(number));
  }

  /** @param {number} number of a run */
  guessesOf(number) {
    return this.guesses.filter(([run]) => run === number).map(([, x, y]) => /** @type {Pair} */ ([x, y]));
  }

  placed() {
    return this.asked.map((run) => ({ run, points: this.guessesOf(run.number), truth: null }));
  }

  told() {
    const { steps } = this.stage.predict;
    return this.asked.map(({ number, label, path, panel }) =>
      spreadTold(label, truthOf(path, steps), this.guessesOf(number), panel.data?.kind === "line"),
    );
  }

  destroy() {
    this.poll.stop();
    this.crowd.clear();
  }
}

/** @param {import("./room_way.js").RoomData} room */
function counted({ phones, finished, state }) {
  const more = phones > finished ? `, ${phones - finished} not yet for all runs` : "";
  const closed = state === "closed" ? " Closed." : "";
  return `${finished} ${finished === 1 ? "has" : "have"} answered${more}.${closed}`;
}

/**
 * Where a guess may lie: more than what is seen here.
 * @param {import("./predict.js").Run[]} runs
 * @returns {[number, number, number, number]}
 */
function frameOf(runs) {
  const views = runs.flatMap(({ panel: { lens } }) => [lens.whole, { x: lens.domain[0], y: lens.domain[1] }]);
  const [x0, x1] = wider(views.flatMap(({ x }) => x));
  const [y0, y1] = wider(views.flatMap(({ y }) => y));
  return [x0, x1, y0, y1];
}

/**
 * @param {number[]} ends
 * @returns {Pair}
 */
function wider(ends) {
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const more = ROOM * (high - low);
  return [low - more, high + more];
}

/** A phone in a room: it sees the question, guesses, and is told how far off it was. */
import { Crowd } from "./crowd.js";
import { element, emphasise, hide, mark, write } from "./dom.js";
import { Poll } from "./poll.js";
import { tokenFor } from "./room_memory.js";
import { lookAt, sendGuess } from "./room_way.js";
import { pathColour } from "./theme.js";
import { told, truthOf } from "./truth.js";

const PACE = 2500;
const CHANGE = "You can change it: tap elsewhere.";

/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./predict.js").Run} Run */

export class Guest {
  asks = element("p", { "data-testid": "guest-asks", role: "status" });
  runs = element("div", { class: "dl-guest-runs", role: "group", "aria-label": "Whose place you guess" });
  answers = element("div", { "data-testid": "guest-answers", role: "status" });
  problem = element("p", { class: "dl-refusal", role: "alert", "data-testid": "guest-problem" });
  onward = element("a", { class: "dl-onward" }, "Go on with this page alone");
  root = element("div", { class: "dl-guest-words" }, this.asks, this.runs, this.answers, this.problem, this.onward);

  /**
   * @param {string} code
   * @param {import("./predict.js").Predict} predict
   */
  constructor(code, predict) {
    this.code = code;
    this.predict = predict;
    this.token = tokenFor(code);
    this.proof = { token: this.token };
    this.crowd = new Crowd("cross");
    /** @type {import("./room_way.js").RoomData | null} */
    this.room = null;
    /** @type {Map<number, Pair>} by the runs' numbers */
    this.own = new Map();
    this.sending = 0;
    /** @type {Promise<unknown>} the last guess, whatever has become of it */
    this.sent = Promise.resolve();
    this.onward.href = withoutRoom();
    this.poll = new Poll(() => this.look(), PACE);
  }

  /** Before the room has answered, too, nothing of the runs is seen. */
  begin() {
    const { predict } = this;
    predict.askClass((run, point) => void this.guess(run, point), 1, predict.steps);
    this.poll.start();
  }

  /** The room's, which is taken to be open until it has answered. */
  get state() {
    return this.room?.state ?? "open";
  }

  /** @returns {Run[]} the runs that are asked for, as far as this page has them */
  get asked() {
    return this.predict.runs.filter(({ number }) => this.room?.runs.includes(number));
  }

  async look() {
    try {
      const room = await lookAt(this.code, this.proof);
      // A guess that is under way is newer.
      if (!this.sending) this.own = new Map(room.own.map(([run, x, y]) => [run, [x, y]]));
      this.take(room);
      this.say("");
    } catch (problem) {
      this.fail(problem);
    }
  }

  /** @param {import("./room_way.js").RoomData} room */
  take(room) {
    const before = this.room;
    this.room = room;
    if (room.state === "revealed") this.poll.stop();
    if (!before) this.predict.choose(room.runs[0], room.steps);
    if (before?.state !== "revealed" && room.state === "revealed") this.predict.reveal(null);
    if (!before) this.choose(this.asked.find(({ number }) => !this.own.has(number)));
    if (seenOf(room) !== seenOf(before)) this.predict.changed();
  }

  /** @param {Run | undefined} run whose place is guessed next */
  choose(run) {
    if (!run) return;
    this.predict.choose(run.number, this.predict.steps);
    run.panel.root.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /**
   * @param {Run} run
   * @param {Pair} point
   */
  async guess(run, point) {
    if (this.room?.state !== "open") return;
    const before = this.own.get(run.number);
    this.own.set(run.number, point);
    if (!before) this.choose(this.asked.find(({ number }) => !this.own.has(number)));
    this.predict.changed();
    this.sending += 1;
    // One after the other: the server keeps the one that comes last.
    const sent = this.sent.then(() => sendGuess(this.code, this.token, [run.number, ...point]));
    this.sent = sent.catch(() => {});
    try {
      await sent;
      this.say("");
    } catch (problem) {
      const newest = this.own.get(run.number) === point;
      if (newest && before) this.own.set(run.number, before);
      else if (newest) this.own.delete(run.number);
      this.choose(run);
      this.fail(problem);
    } finally {
      this.sending -= 1;
    }
  }

  /** @param {unknown} problem */
  fail(problem) {
    const { message, ended } = /** @type {import("./room_way.js").RoomProblem} */ (problem);
    if (ended) this.poll.stop();
    this.say(message);
  }

  /** @param {string} problem */
  say(problem) {
    hide(this.problem, !problem);
    if (problem === this.problem.textContent) return;
    write(this.problem, problem);
    this.predict.changed();
  }

  draw() {
    const { room, asked, predict, own } = this;
    const open = room?.state === "open";
    const revealed = room?.state === "revealed";
    hide(this.onward, !predict.judged && !this.problem.textContent);
    hide(this.runs, !open || asked.length < 2);
    hide(this.asks, !room || revealed);
    if (!room) return;
    predict.point = (!revealed && own.get(predict.run)) || null;
    emphasise(this.asks, this.question);
    this.drawRuns();
    this.crowd.draw(revealed ? this.placed() : []);
    emphasiseAll(this.answers, predict.judged ? asked.map((run) => this.judge(run)) : []);
  }

  get question() {
    const { room, predict, own } = this;
    const { chosen } = predict;
    if (!room || !chosen) return "";
    if (room.state === "closed") return "No more guesses: wait for the answer.";
    return `${predict.asking([chosen])} ${own.has(chosen.number) ? CHANGE : "Tap there."}`;
  }

  drawRuns() {
    const { asked, runs, own, predict } = this;
    if (runs.childElementCount !== asked.length) {
      runs.replaceChildren(...asked.map(({ number }) => this.switchTo(number)));
    }
    asked.forEach(({ number, label, path, panel }, i) => {
      const button = /** @type {HTMLElement} */ (runs.children[i]);
      write(button, own.has(number) ? `${label} ✓` : label);
      mark(button, "aria-pressed", String(number === predict.chosen?.number));
      if (panel.theme) button.style.setProperty("--run", pathColour(path, panel.theme));
    });
  }

  /** @param {number} number of a run */
  switchTo(number) {
    const button = element("button", { type: "button" });
    button.addEventListener("click", () => this.choose(this.asked.find((run) => run.number === number)));
    return button;
  }

  placed() {
    const { steps } = this.predict;
    return this.asked.flatMap((run) => {
      const point = this.own.get(run.number);
      const truth = truthOf(run.path, steps);
      return point ? [{ run, points: [point], truth: this.predict.judged && !truth.lost ? truth.at : null }] : [];
    });
  }

  /** @param {Run} run */
  judge({ number, label, path, panel }) {
    const { steps, unitName } = this.predict;
    const point = this.own.get(number);
    if (!point) return `**${label}**: no guess.`;
    return told(label, truthOf(path, steps), point, steps, unitName, panel.data?.kind === "line");
  }

  destroy() {
    this.poll.stop();
    this.crowd.clear();
  }
}

/**
 * What a phone shows of a room: not how many others have guessed, which changes all the time.
 * @param {import("./room_way.js").RoomData | null} room
 */
function seenOf(room) {
  return JSON.stringify([room?.state, room?.own]);
}

/**
 * @param {HTMLElement} host
 * @param {string[]} sentences
 */
export function emphasiseAll(host, sentences) {
  while (host.childElementCount > sentences.length) host.lastElementChild?.remove();
  while (host.childElementCount < sentences.length) host.append(element("div"));
  sentences.forEach((sentence, i) => emphasise(/** @type {HTMLElement} */ (host.children[i]), sentence));
}

function withoutRoom() {
  const address = new URL(window.location.href);
  address.searchParams.delete("room");
  return address.href;
}

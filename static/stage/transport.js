/** Play, pause, step, scrub and speed: the controls of the clock. */
import { SPEEDS, STEPWISE } from "./clock.js";
import { element, icon, mark, write } from "./dom.js";

const ICONS = {
  play: "M3 1.5 14 8 3 14.5Z",
  pause: "M3 2h3.6v12H3ZM9.4 2H13v12H9.4Z",
  first: "M2.5 2H5v12H2.5ZM13.5 2v12L5.5 8Z",
  back: "M11 2.5 4.5 8l6.5 5.5Z",
  forward: "M5 2.5 11.5 8 5 13.5Z",
  last: "M11 2h2.5v12H11ZM2.5 2v12l8-6Z",
  loop: "M8 2.2a5.8 5.8 0 0 1 5.2 3.2l1.3-1v4.1h-4.2l1.4-1.3A4 4 0 0 0 4.2 6.7L2.5 6A5.8 5.8 0 0 1 8 2.2ZM8 13.8a5.8 5.8 0 0 1-5.2-3.2l-1.3 1V7.5h4.2L4.3 8.8a4 4 0 0 0 7.5.5l1.7.7A5.8 5.8 0 0 1 8 13.8Z",
};

export class Transport {
  /** @param {import("./clock.js").Clock} clock */
  constructor(clock) {
    this.clock = clock;
    this.play = button("play", "Play", () => clock.toggle());
    this.scrubber = element("input", {
      type: "range",
      min: 0,
      max: 0,
      step: 1,
      value: 0,
      "aria-label": "Step",
      "data-testid": "scrubber",
    });
    this.scrubber.addEventListener("input", () => {
      clock.pause();
      clock.go(Number(this.scrubber.value));
    });
    this.track = element("div", { class: "dl-track" }, this.scrubber);
    this.counter = element("span", { class: "dl-counter", "data-testid": "counter" });
    this.speed = element("select", { "aria-label": "Speed", "data-testid": "speed" });
    this.speed.addEventListener("change", () => {
      clock.speed = SPEEDS[this.speed.selectedIndex];
    });
    this.unit = "";
    this.loop = button("loop", "Loop", () => {
      clock.loop = !clock.loop;
      clock.onChange();
    });
    this.root = element(
      "div",
      { class: "dl-transport", role: "group", "aria-label": "Playback" },
      this.play,
      button("first", "Go to the start", () => clock.nudge(-Infinity)),
      button("back", "Step back", () => clock.nudge(-1)),
      button("forward", "Step forward", () => clock.nudge(1)),
      button("last", "Go to the end", () => clock.nudge(Infinity)),
      this.track,
      this.counter,
      element("span", { class: "dl-choice" }, this.speed),
      this.loop,
    );
    this.playing = false;
  }

  /** @param {string} unit what one tick is called */
  draw(unit) {
    const { step, last, playing, loop } = this.clock;
    if (unit !== this.unit) this.nameSpeeds(unit);
    if (this.scrubber.max !== String(last)) this.scrubber.max = String(last);
    this.scrubber.value = String(step);
    this.track.style.setProperty("--share", String(last ? step / last : 0));
    write(this.counter, `${unit} ${step} of ${last}`);
    mark(this.loop, "aria-pressed", String(loop));
    if (playing !== this.playing) {
      this.playing = playing;
      this.play.querySelector("path")?.setAttribute("d", playing ? ICONS.pause : ICONS.play);
      this.play.setAttribute("aria-label", playing ? "Pause" : "Play");
    }
  }

  /** @param {string} unit */
  nameSpeeds(unit) {
    this.unit = unit;
    const names = SPEEDS.map((speed) => (speed === STEPWISE ? `1 ${unit} a second` : `run in ${speed} s`));
    this.speed.replaceChildren(...names.map((name) => element("option", {}, name)));
    this.speed.selectedIndex = SPEEDS.indexOf(this.clock.speed);
  }
}

/**
 * @param {keyof typeof ICONS} name
 * @param {string} label
 * @param {() => void} act
 */
function button(name, label, act) {
  const made = element(
    "button",
    { type: "button", class: "dl-icon", "aria-label": label, "data-testid": name },
    icon(ICONS[name]),
  );
  made.addEventListener("click", act);
  return made;
}

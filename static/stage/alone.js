/** The stage on a live page, where no server is: what cannot be followed here stays as it was saved. */
import { isCarried, loadPlotly, loadStyles } from "./assets.js";
import { element } from "./dom.js";
import { decode } from "./payload.js";
import { keepPrograms } from "./programs.js";
import { letKeysScroll } from "./scrolled.js";
import { Server } from "./server.js";
// What it may load later is carried, too.
import "./space.js";
import { Stage } from "./stage.js";
import { turnable } from "./turnable.js";
import { workers } from "./workers.js";

const REFUSAL = "Only the app can work that out. All is again as it was saved.";
const QUIET = { displayModeBar: false, responsive: true };

/** @typedef {import("./types.js").Answer} Answer */

/** Has one answer, the one that was saved, and gives it again where nothing else can be shown. */
class Saved extends Server {
  page = "";
  moved = () => false;
  /** @type {(change: import("./types.js").Change) => void} */
  answer = () => {};

  connect() {}
  restSoon() {}
  askInTime() {}

  /** @param {import("./types.js").Change} change */
  ask(change) {
    this.answer(change);
  }

  get makes() {
    return false;
  }

  /** To what the app shows just so, or else to its page. */
  get link() {
    const { query } = this.shown();
    return query && !this.moved() ? `${this.page}?${query}` : this.page;
  }
}

/** @param {import("./live_page.js").Opening} opening */
export async function open({ block, start, knobs, figures, paper, link }) {
  // Without an origin no worker is a module.
  if (isCarried()) workers.type = "classic";
  const saved = decode(Uint8Array.from(atob(block), (letter) => letter.charCodeAt(0)));
  for (const panel of saved.panels) panel.drawable = false;
  // Another run, or another one's knobs, needs the app.
  saved.runs = saved.runs && { ...saved.runs, fixed: true };
  saved.knobs = saved.knobs.map((knob) => turnable(knob, saved));
  await Promise.all([loadStyles(), keepPrograms(saved.programs)]);
  const host = element("div");
  document.querySelector(".dl-stage-place")?.replaceChildren(host);
  const stage = new Stage(host, Saved);
  const server = /** @type {Saved} */ (stage.server);
  server.page = link.split("?")[0];
  server.moved = () => stage.isPreview;
  server.answer = (change) => answer(stage, saved, change);
  letKeysScroll();
  stage.applyAnswer(saved);
  move(stage, saved, start, new Map(knobs));
  followTheme(stage);
  await Promise.all(figures.map((figure, place) => draw(figure, place, paper)));
}

/**
 * What is asked for is shown already, or cannot be.
 * @param {Stage} stage
 * @param {Answer} saved
 * @param {import("./types.js").Change} change
 */
function answer(stage, saved, { start, knobs, preset }) {
  const reset = preset !== undefined;
  // Whatever else is told is for a server alone to know.
  if (!reset && ((!start && !knobs) || stage.preview())) return;
  stage.applyAnswer({ ...saved, refusal: reset ? "" : REFUSAL });
  stage.hand.answered();
}

/**
 * Brings the stage to where the hand had moved it, if the server had not answered that yet.
 * @param {Stage} stage
 * @param {Answer} saved
 * @param {import("./types.js").Pair} start
 * @param {Map<string, number>} values of the knobs
 */
function move(stage, saved, start, values) {
  const now = performance.now();
  for (const { name, value } of saved.knobs) {
    const wanted = values.get(name) ?? value;
    if (wanted !== value) stage.knobs.set(name, wanted, now);
  }
  if (start.some((each, i) => each !== saved.start[i])) stage.moveStart(start, now);
}

/**
 * The system may come to have another theme.
 * @param {Stage} stage
 */
function followTheme(stage) {
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    const { data } = stage;
    if (!data || !stage.readTheme(data)) return;
    if (stage.isPreview) stage.preview();
    else stage.redraw(data);
  });
}

/**
 * @param {import("./prose.js").Figure} figure
 * @param {number} place
 * @param {string} paper what it is drawn on, since its colours are those of that theme
 */
async function draw({ data, layout, height }, place, paper) {
  const host = /** @type {HTMLElement | null} */ (document.querySelector(`[data-figure="${place}"]`));
  if (!host) return;
  host.style.background = paper;
  host.style.height = `${height}px`;
  const plotly = await loadPlotly();
  // As wide as it has room here.
  await plotly.newPlot(host, data, { ...layout, width: undefined, autosize: true }, QUIET);
}

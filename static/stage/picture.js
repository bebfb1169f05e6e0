/** The stage as one picture: saved as PNG, or filmed while it plays. */
import { paint, prepare } from "./sheet.js";

const FRAMES = 30;
// How often the film is asked for what there is of it, and how long its last picture stands.
const SLICE = 250;
const LAST = 700;

/**
 * What is seen at a moment.
 * @typedef {object} Shot
 * @property {string} page
 * @property {number} step
 * @property {import("./types.js").Pair} start
 * @property {import("./theme.js").Theme} theme
 * @property {number} unit
 * @property {import("./panel.js").Panel[]} panels
 * @property {import("./curve.js").Curve[]} curves none where they must not be seen
 * @property {import("./caption.js").Words} words
 */

/** @param {Shot} shot */
export async function savePicture(shot) {
  const { words } = shot;
  const sheet = await prepare({ ...shot, words: { ...words, sentence: words.outcome } });
  paint(sheet, shot);
  sheet.canvas.toBlob((blob) => blob && download(blob, `${shot.page}.png`));
}

/**
 * Plays from the start and films it; gives back what stops it early.
 * @param {import("./clock.js").Clock} clock
 * @param {() => Shot} shot
 * @param {() => void} onEnd
 * @param {() => void} onFailure
 * @returns {() => void}
 */
export function record(clock, shot, onEnd, onFailure) {
  let over = false;
  /** @type {Film | undefined} */
  let film;
  const ended = () => {
    over = true;
    onEnd();
  };
  // A formula that moves has no fixed height.
  const still = () => ({ ...shot(), words: { ...shot().words, formula: [] } });
  const begin = (/** @type {import("./sheet.js").Sheet} */ sheet) => {
    if (over) return;
    const made = new Film(sheet.canvas, shot().page, ended);
    film = made;
    clock.pause();
    clock.go(0);
    clock.play();
    let resting = false;
    const frame = () => {
      paint(sheet, still());
      if (over) return;
      if (!clock.playing && !resting) {
        resting = true;
        window.setTimeout(() => made.finish(), LAST);
      }
      requestAnimationFrame(frame);
    };
    frame();
  };
  prepare(still()).then(begin).catch(onFailure);
  return () => (film ? film.stop() : ended());
}

/** A film of a canvas, saved when it ends. */
class Film {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {string} name
   * @param {() => void} onEnd
   */
  constructor(canvas, name, onEnd) {
    const type = ["video/mp4", "video/webm"].find((kind) => MediaRecorder.isTypeSupported(kind));
    this.recorder = new MediaRecorder(canvas.captureStream(FRAMES), { mimeType: type });
    /** @type {Blob[]} */
    this.parts = [];
    this.finished = false;
    this.recorder.ondataavailable = ({ data }) => {
      if (data.size) this.parts.push(data);
      if (this.finished) this.finish();
    };
    this.recorder.onstop = () => {
      download(new Blob(this.parts, { type }), `${name}.${type === "video/mp4" ? "mp4" : "webm"}`);
      onEnd();
    };
    this.recorder.start(SLICE);
  }

  /** Ends it once it holds something: on a slow machine nothing may be encoded yet. */
  finish() {
    this.finished = true;
    if (this.parts.length) this.stop();
  }

  stop() {
    if (this.recorder.state === "recording") this.recorder.stop();
  }
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

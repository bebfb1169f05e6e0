/** The stage as one picture: saved as PNG, or filmed while it plays. */
import { paint, prepare } from "./sheet.js";

const FRAMES = 30;

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
  /** @type {MediaRecorder | undefined} */
  let recorder;
  const stop = () => {
    over = true;
    if (recorder?.state === "recording") recorder.stop();
    else onEnd();
  };
  const film = (/** @type {import("./sheet.js").Sheet} */ sheet) => {
    if (over) return;
    const type = ["video/mp4", "video/webm"].find((kind) => MediaRecorder.isTypeSupported(kind));
    recorder = new MediaRecorder(sheet.canvas.captureStream(FRAMES), { mimeType: type });
    /** @type {Blob[]} */
    const parts = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      const name = `${shot().page}.${type === "video/mp4" ? "mp4" : "webm"}`;
      download(new Blob(parts, { type }), name);
      onEnd();
    };
    recorder.start();
    clock.pause();
    clock.go(0);
    clock.play();
    const frame = () => {
      paint(sheet, shot());
      if (over) return;
      if (clock.playing) requestAnimationFrame(frame);
      else window.setTimeout(stop, 700);
    };
    frame();
  };
  prepare(shot()).then(film).catch(onFailure);
  return stop;
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** The stage as one picture: saved as PNG, or filmed while it plays. */
import { ABOVE, footHeight, paintWords } from "./caption.js";
import { DASHES, drawHead, drawStart } from "./marks.js";
import { paintMarks, paintTrails } from "./paint.js";
import { pathColour } from "./theme.js";

const SCALE = 2;
const PADDING = 16;
const LINE = 20;
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
 * @property {HTMLElement} panelsRoot
 * @property {import("./caption.js").Words} words
 */

/** @param {Shot} shot */
export async function savePicture(shot) {
  const sheet = await prepare(shot);
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
  const film = (/** @type {Sheet} */ sheet) => {
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
 * @typedef {object} Sheet
 * @property {HTMLCanvasElement} canvas
 * @property {CanvasRenderingContext2D} context
 * @property {{left: number, top: number, bottom: number, foot: number, width: number}} box what the words keep to
 * @property {{image: HTMLImageElement, x: number, y: number, panel: import("./panel.js").Panel}[]} places
 */

/**
 * A canvas as large as the panels, with what lies under the paths ready as images.
 * @param {Shot} shot
 * @returns {Promise<Sheet>}
 */
async function prepare({ panels, panelsRoot, unit, words }) {
  const origin = panelsRoot.getBoundingClientRect();
  const scale = SCALE * unit;
  const lines = panels.map((panel) => panel.data?.paths.length ?? 0);
  const head = LINE * Math.max(1, ...lines) + PADDING;
  const rows = new Set(panels.map((panel) => panel.root.offsetTop)).size;
  const places = await Promise.all(
    panels.map(async (panel) => {
      const box = panel.plot.getBoundingClientRect();
      const below = panel.root.getBoundingClientRect().top - origin.top;
      const row = Math.round(below / (origin.height / rows));
      return {
        image: await panel.contour.image(panel.width, panel.height, scale),
        x: PADDING + (box.left - origin.left) / unit,
        y: PADDING + ABOVE + head + row * (panel.height + head),
        panel,
      };
    }),
  );
  const canvas = document.createElement("canvas");
  canvas.width = scale * (origin.width / unit + 2 * PADDING);
  const foot = footHeight(words.sentence, origin.width / unit);
  canvas.height = scale * (ABOVE + rows * (panels[0].height + head) + 2 * PADDING + foot);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.setTransform(scale, 0, 0, scale, 0, 0);
  const bottom = PADDING + ABOVE + rows * (panels[0].height + head);
  return { canvas, context, places, box: { left: PADDING, top: PADDING, bottom, foot: bottom + foot, width: origin.width / unit } };
}

/**
 * @param {Sheet} sheet
 * @param {Shot} shot
 */
function paint({ canvas, context, places, box }, { theme, start, step, words }) {
  context.fillStyle = theme.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  paintWords(context, words, box, theme);
  for (const { image, x, y, panel } of places) {
    const { scene } = panel;
    if (!scene) continue;
    paintNames(context, scene, x + 38, y, words.outcome !== "");
    context.save();
    context.translate(x, y);
    context.drawImage(image, 0, 0, panel.width, panel.height);
    paintTrails(context, scene, 0, step);
    paintMarks(context, scene, step);
    if (scene.data.kind !== "data") drawStart(context, ...scene.toUnits(...start), theme);
    context.restore();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./paint.js").Scene} scene
 * @param {number} x
 * @param {number} bottom
 * @param {boolean} revealed whether it may be seen how the runs end
 */
function paintNames(context, { data, shows, theme }, x, bottom, revealed) {
  const paths = data.paths.filter((_, i) => shows(i));
  paths.forEach((path, i) => {
    const y = bottom - LINE * (paths.length - i - 0.5);
    context.strokeStyle = pathColour(path, theme);
    context.lineWidth = 2;
    context.setLineDash(DASHES[path.style.dash]);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 30, y);
    context.stroke();
    context.setLineDash([]);
    if (!path.faint) {
      drawHead(context, path.style.marker, x + 15, y, pathColour(path, theme), theme.background);
    }
    context.textBaseline = "middle";
    context.fillStyle = theme.ink;
    context.font = `600 13px ${theme.font}`;
    context.fillText(path.name, x + 38, y);
    const width = context.measureText(path.name).width;
    context.fillStyle = theme.muted;
    context.font = `13px ${theme.font}`;
    context.fillText([path.detail, revealed && path.note].filter(Boolean).join(" · "), x + 46 + width, y);
  });
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

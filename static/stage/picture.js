/** The stage as one picture: saved as PNG, or filmed while it plays. */
import { DASHES, drawHead } from "./marks.js";
import { pathColour } from "./theme.js";

const SCALE = 2;
const PADDING = 16;
const LINE = 20;
const FRAMES = 30;

/** @param {import("./stage.js").Stage} stage */
export async function savePicture(stage) {
  const sheet = await prepare(stage);
  paint(sheet, stage);
  sheet.canvas.toBlob((blob) => blob && download(blob, `${stage.data?.page ?? "stage"}.png`));
}

/**
 * Plays from the start and films it; gives back what stops it early.
 * @param {import("./stage.js").Stage} stage
 * @param {() => void} onEnd
 * @param {() => void} onFailure
 * @returns {() => void}
 */
export function record(stage, onEnd, onFailure) {
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
      const name = `${stage.data?.page ?? "stage"}.${type === "video/mp4" ? "mp4" : "webm"}`;
      download(new Blob(parts, { type }), name);
      onEnd();
    };
    recorder.start();
    stage.clock.pause();
    stage.clock.go(0);
    stage.clock.play();
    const frame = () => {
      paint(sheet, stage);
      if (over) return;
      if (stage.clock.playing) requestAnimationFrame(frame);
      else window.setTimeout(stop, 700);
    };
    frame();
  };
  prepare(stage).then(film).catch(onFailure);
  return stop;
}

/**
 * @typedef {object} Sheet
 * @property {HTMLCanvasElement} canvas
 * @property {CanvasRenderingContext2D} context
 * @property {{image: HTMLImageElement, x: number, y: number, panel: import("./panel.js").Panel}[]} places
 */

/**
 * A canvas as large as the panels, with what lies under the paths ready as images.
 * @param {import("./stage.js").Stage} stage
 * @returns {Promise<Sheet>}
 */
async function prepare(stage) {
  const origin = stage.panelsRoot.getBoundingClientRect();
  const lines = stage.panels.map((panel) => panel.data?.paths.length ?? 0);
  const head = LINE * Math.max(1, ...lines) + PADDING;
  const rows = new Set(stage.panels.map((panel) => panel.root.offsetTop)).size;
  const places = await Promise.all(
    stage.panels.map(async (panel) => {
      const box = panel.plot.getBoundingClientRect();
      const row = Math.round((panel.root.getBoundingClientRect().top - origin.top) / (origin.height / rows));
      return {
        image: await panel.contour.image(panel.width, panel.height, SCALE * stage.unit),
        x: PADDING + (box.left - origin.left) / stage.unit,
        y: PADDING + head + row * (panel.height + head),
        panel,
      };
    }),
  );
  const canvas = document.createElement("canvas");
  const scale = SCALE * stage.unit;
  canvas.width = scale * (origin.width / stage.unit + 2 * PADDING);
  canvas.height = scale * (rows * (stage.panels[0].height + head) + 2 * PADDING);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.setTransform(scale, 0, 0, scale, 0, 0);
  return { canvas, context, places };
}

/**
 * @param {Sheet} sheet
 * @param {import("./stage.js").Stage} stage
 */
function paint({ canvas, context, places }, stage) {
  const { theme } = stage;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const { image, x, y, panel } of places) {
    paintNames(context, panel, x + 38, y, theme);
    context.save();
    context.translate(x, y);
    context.drawImage(image, 0, 0, panel.width, panel.height);
    panel.paintTrails(context, 0, stage.clock.step);
    panel.paintMarks(context, stage.clock.step);
    paintStart(context, panel.toUnits(...stage.start), panel, theme);
    context.restore();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./panel.js").Panel} panel
 * @param {number} x
 * @param {number} bottom
 * @param {import("./theme.js").Theme} theme
 */
function paintNames(context, panel, x, bottom, theme) {
  const paths = (panel.data?.paths ?? []).filter((_, i) => panel.legend.shows(i));
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
    context.fillText([path.detail, path.note].filter(Boolean).join(" · "), x + 46 + width, y);
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number]} at
 * @param {import("./panel.js").Panel} panel
 * @param {import("./theme.js").Theme} theme
 */
function paintStart(context, [x, y], panel, theme) {
  if (panel.data?.kind === "data") return;
  context.beginPath();
  context.arc(x, y, 5.5, 0, 2 * Math.PI);
  context.lineWidth = 3;
  context.strokeStyle = theme.ink;
  context.fillStyle = theme.background;
  context.fill();
  context.stroke();
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

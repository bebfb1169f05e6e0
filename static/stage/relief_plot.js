/** The surface itself, as plotly draws it in space. */
import { loadPlotly } from "./assets.js";
import { Newest } from "./newest.js";
import { colourScale } from "./sampling.js";

// Soft: the colours stay those of the contour, and slopes are told by shade.
const LIGHT = { ambient: 0.78, diffuse: 0.55, specular: 0.02, roughness: 1, fresnel: 0.01 };
const DENSEST = 2;
// While a knob turns the surface, every so manieth point of the grid is drawn, and all when it has rested so long, in milliseconds.
const COARSE = 2;
const REST = 250;

/** @typedef {import("./relief.js").Relief} Relief */
/** @typedef {import("./camera.js").Spot} Spot */
/** @typedef {import("./camera.js").Eye} Eye */
/** @typedef {import("./camera.js").Size} Size */

export class ReliefPlot {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.work = new Newest();
    /** @type {Pick<Eye, "at" | "centre">} */
    this.eye = { at: [1, 1, 1], centre: [0, 0, 0] };
    /** @type {Relief | null} */
    this.relief = null;
    /** @type {(stride: number, finer?: number) => Record<string, unknown>} every so manieth point, its lines so many times as thin */
    this.trace = () => ({});
    // What stands there, and what is to be done once that is what is wanted.
    this.stands = "";
    this.seen = () => {};
    this.finer = 0;
  }

  /**
   * Draws again only if something has changed: at first coarse, where it may soon change again.
   * @param {string} name of the surface
   * @param {Relief} relief
   * @param {import("./theme.js").Theme} theme
   * @param {{pixels: Size, unit: number}} size its unit in pixels
   * @param {() => Eye} eye asked when it is drawn: until then it may have moved
   * @param {() => void} seen is called as soon as no other surface is in sight
   */
  draw(name, relief, theme, { pixels: size, unit }, eye, seen) {
    const key = JSON.stringify([name, relief.view, theme.mode, size]);
    this.relief = relief;
    this.trace = (stride, finer = 1) => traceOf(relief, theme, unit / finer, stride);
    this.seen = seen;
    if (!this.stands || this.stands === key) seen();
    const coarse = `${key}, coarse`;
    if ([key, coarse].includes(this.work.wanted)) return;
    const put = (/** @type {number} */ stride) => async (/** @type {() => boolean} */ isWanted) => {
      const plotly = await loadPlotly();
      if (!isWanted()) return;
      this.eye = eye();
      await this.put(plotly, layoutOf(relief, this.eye, size), stride);
      if (!isWanted()) return;
      this.host.dataset.drawn = name;
      this.stands = key;
      this.seen();
      // At most one a frame.
      await new Promise(requestAnimationFrame);
    };
    const all = () => this.work.want(key, put(1));
    window.clearTimeout(this.finer);
    if (!this.stands) return all();
    this.work.want(coarse, put(COARSE));
    this.finer = window.setTimeout(all, REST);
  }

  /**
   * @param {any} plotly
   * @param {Record<string, unknown>} layout
   * @param {number} stride
   */
  async put(plotly, layout, stride) {
    this.spare();
    const density = Math.min(DENSEST, window.devicePixelRatio || 1);
    const options = { displayModeBar: false, plotGlPixelRatio: density };
    const drawing = plotly.react(this.host, [this.trace(stride)], layout, options);
    this.stopPicking();
    await drawing;
    // In this frame, as the paths are.
    this.scene?.glplot.redraw();
  }

  /**
   * Has a grid that is coarse stay so, which plotly would refine at a higher price than it draws it, and
   * draws nothing but what is seen: nothing is asked of the surface by pointing. A plotly that knows
   * no such flags is slower alone.
   */
  spare() {
    for (const trace of Object.values(this.scene?.traces ?? {})) {
      trace.refineData = false;
      trace.surface.drawPick = null;
    }
  }

  /**
   * What plotly keeps of it.
   * @returns {{traces: Record<string, {refineData: boolean, surface: {drawPick: unknown}}>, glplot: {redraw: () => void}} | undefined}
   */
  get scene() {
    return Reflect.get(this.host, "_fullLayout")?.scene?._scene;
  }

  /**
   * Nothing is asked of the surface by pointing: plotly need not read its picture back at every move,
   * which holds up the screen and has browsers complain.
   */
  stopPicking() {
    for (const context of this.contexts) context.readPixels = () => {};
  }

  /** What WebGL draws with here. */
  get contexts() {
    return [...this.host.querySelectorAll("canvas")].flatMap((canvas) => canvas.getContext("webgl") ?? []);
  }

  /** @param {Eye} eye from where it is seen from now on; the same one costs nothing */
  async look(eye) {
    const { at, centre } = this.eye;
    if (String([at, centre]) === String([eye.at, eye.centre])) return;
    this.eye = eye;
    if (!("drawn" in this.host.dataset)) return;
    const plotly = await loadPlotly();
    if (!this.work.gone && eye === this.eye) plotly.relayout(this.host, { "scene.camera": cameraOf(eye) });
  }

  /**
   * The picture as an image, at `scale` pixels a pixel.
   * @param {Size} size
   * @param {number} scale
   */
  async image(size, scale) {
    await this.work.done;
    const plotly = await loadPlotly();
    const picture = new Image();
    const figure = { data: [this.trace(1, scale)], layout: this.relief && layoutOf(this.relief, this.eye, size) };
    picture.src = await plotly.toImage(figure, { format: "png", ...size, scale });
    await picture.decode();
    return picture;
  }

  /** Gives back what it held of the graphics card at once: a browser has few of these. */
  destroy() {
    window.clearTimeout(this.finer);
    this.work.end(async () => {
      const { contexts } = this;
      (await loadPlotly()).purge(this.host);
      for (const context of contexts) context.getExtension("WEBGL_lose_context")?.loseContext();
    });
  }
}

/** Whether this browser draws in space at all. */
export function hasWebGL() {
  const context = document.createElement("canvas").getContext("webgl");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

/** @param {Pick<Eye, "at" | "centre">} eye */
function cameraOf({ at, centre }) {
  return { eye: placed(at), center: placed(centre), up: placed([0, 0, 1]) };
}

/** @param {Spot} spot */
function placed([x, y, z]) {
  return { x, y, z };
}

/**
 * @param {Relief} relief
 * @param {import("./theme.js").Theme} theme
 * @param {number} unit
 * @param {number} stride every so manieth point is drawn, and the last one
 */
export function traceOf({ grid }, theme, unit, stride) {
  const { rows, x, y, first, last, step, span } = grid;
  const [across, up] = [kept(rows[0].length, stride), kept(rows.length, stride)];
  const quiet = { show: false, highlight: false };
  return {
    type: "surface",
    x: across.map((i) => x[0] + i * x[1]),
    y: up.map((j) => y[0] + j * y[1]),
    z: stride === 1 ? rows : up.map((j) => across.map((i) => rows[j][i])),
    // The contour fills as much below its first and above its last level.
    cmin: first - step / 2,
    cmax: last + step / 2,
    colorscale: colourScale(theme.surface, span),
    showscale: false,
    hoverinfo: "skip",
    lighting: LIGHT,
    contours: {
      x: quiet,
      y: quiet,
      z: { ...quiet, show: true, start: first, end: last, size: step, color: hairline(theme), width: unit },
    },
  };
}

/**
 * @param {number} count of points
 * @param {number} stride
 */
function kept(count, stride) {
  return Array.from({ length: Math.ceil((count - 1) / stride) + 1 }, (_, i) => Math.min(i * stride, count - 1));
}

/**
 * The contour's level lines as they look on the surface: in space lines have no transparency.
 * @param {import("./theme.js").Theme} theme
 */
function hairline({ level_lines, surface }) {
  const [red, green, blue, share] = (level_lines.match(/[\d.]+/g) ?? []).map(Number);
  const below = [1, 3, 5].map((at) => parseInt(surface[1].slice(at, at + 2), 16));
  return `rgb(${[red, green, blue].map((part, i) => Math.round(share * part + (1 - share) * below[i])).join()})`;
}

/**
 * @param {Relief} relief
 * @param {Pick<Eye, "at" | "centre">} eye
 * @param {Size} size
 */
export function layoutOf({ view, heights, sides }, eye, { width, height }) {
  // Its axes are the stage's own: plotly's letters have browsers complain.
  const no = { showgrid: false, zeroline: false, showline: false, showticklabels: false, showspikes: false };
  const axis = { ...no, showbackground: false, autorange: false, tickmode: "array", tickvals: [], title: { text: "" } };
  return {
    width,
    height,
    margin: { l: 0, r: 0, t: 0, b: 0 },
    paper_bgcolor: "rgba(0,0,0,0)",
    showlegend: false,
    scene: {
      aspectmode: "manual",
      aspectratio: placed(sides),
      camera: cameraOf(eye),
      dragmode: false,
      hovermode: false,
      xaxis: { ...axis, range: [...view.x] },
      yaxis: { ...axis, range: [...view.y] },
      zaxis: { ...axis, range: [...heights] },
    },
  };
}

/** The surface itself, as plotly draws it in space. */
import { loadPlotly } from "./assets.js";
import { Newest } from "./newest.js";
import { colourScale } from "./sampling.js";

// Soft: the colours stay those of the contour, and slopes are told by shade.
const LIGHT = { ambient: 0.78, diffuse: 0.55, specular: 0.02, roughness: 1, fresnel: 0.01 };
const DENSEST = 2;
const LONGEST_REST = 500;

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
    /** @type {(finer: number) => Record<string, unknown>} the surface, its lines so many times as thin */
    this.trace = () => ({});
  }

  /**
   * Draws again only if something has changed; where it is seen from may have changed meanwhile.
   * @param {string} name of the surface
   * @param {Relief} relief
   * @param {import("./theme.js").Theme} theme
   * @param {Size} size in pixels
   * @param {number} unit in pixels
   */
  draw(name, relief, theme, size, unit) {
    const key = JSON.stringify([name, relief.view, theme.mode, size]);
    this.relief = relief;
    this.trace = (finer) => traceOf(relief, theme, unit / finer);
    this.work.want(key, async (isWanted) => {
      const plotly = await loadPlotly();
      if (!isWanted()) return;
      const density = Math.min(DENSEST, window.devicePixelRatio || 1);
      const options = { displayModeBar: false, plotGlPixelRatio: density };
      const begun = performance.now();
      const drawing = plotly.react(this.host, [this.trace(1)], layoutOf(relief, this.eye, size), options);
      this.stopPicking();
      await drawing;
      this.host.dataset.drawn = name;
      // While a knob turns the surface, as much time is left for the paths, which follow at once.
      const rest = Math.min(LONGEST_REST, performance.now() - begun);
      await new Promise((resolve) => window.setTimeout(resolve, rest));
    });
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
    const figure = { data: [this.trace(scale)], layout: this.relief && layoutOf(this.relief, this.eye, size) };
    picture.src = await plotly.toImage(figure, { format: "png", ...size, scale });
    await picture.decode();
    return picture;
  }

  /** Gives back what it held of the graphics card at once: a browser has few of these. */
  destroy() {
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
 */
export function traceOf({ grid }, theme, unit) {
  const { rows, x, y, first, last, step, span } = grid;
  const quiet = { show: false, highlight: false };
  return {
    type: "surface",
    x: Float64Array.from(rows[0], (_, i) => x[0] + i * x[1]),
    y: Float64Array.from(rows, (_, j) => y[0] + j * y[1]),
    z: rows,
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

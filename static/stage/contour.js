/** What lies under the paths, as plotly draws it: a surface, a curve or data, with the axes. */
import { loadPlotly } from "./assets.js";

export const MARGIN = { l: 38, r: 8, t: 8, b: 24 };

const SAMPLES = 400;

export class Contour {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.wanted = "";
    /** @type {Promise<unknown>} */
    this.work = Promise.resolve();
    this.gone = false;
  }

  /**
   * Draws again only if something has changed.
   * @param {import("./types.js").PanelData} panel
   * @param {import("./types.js").SurfaceData | undefined} surface
   * @param {import("./types.js").View} view
   * @param {import("./theme.js").Theme} theme
   * @param {number} width
   * @param {number} height
   */
  draw(panel, surface, view, theme, width, height) {
    const { surface: name, domain, axes, data } = panel;
    const key = JSON.stringify([name, view, theme.mode, width, height, axes, data && [...data]]);
    if (key === this.wanted) return;
    this.wanted = key;
    const drawing = this.work.then(async () => {
      const plotly = await loadPlotly();
      if (this.gone || key !== this.wanted) return;
      const trace = traceOf(surface, data, domain, view, theme);
      const layout = layoutOf(panel, view, theme, width, height);
      await plotly.react(this.host, [trace], layout, { staticPlot: true });
      this.host.dataset.drawn = name ?? "";
    });
    this.work = drawing.catch((problem) => {
      // The next answer tries again.
      if (this.wanted === key) this.wanted = "";
      console.error(problem);
    });
  }

  /**
   * The picture as an image, at `scale` pixels a unit.
   * @param {number} width
   * @param {number} height
   * @param {number} scale
   */
  async image(width, height, scale) {
    await this.work;
    const plotly = await loadPlotly();
    const options = { format: "png", width, height, scale };
    const picture = new Image();
    picture.src = await plotly.toImage(this.host, options);
    await picture.decode();
    return picture;
  }

  destroy() {
    this.gone = true;
    this.work.then(async () => (await loadPlotly()).purge(this.host));
  }
}

/**
 * @param {import("./types.js").SurfaceData | undefined} surface
 * @param {Float32Array | null} data
 * @param {import("./view.js").Domain} domain
 * @param {import("./types.js").View} view
 * @param {import("./theme.js").Theme} theme
 */
function traceOf(surface, data, domain, view, theme) {
  if (!surface) return dataTrace(data ?? new Float32Array(), theme);
  const { contour, formula } = surface;
  if (!contour) return lineTrace(surface, view, theme);
  const whole = JSON.stringify([view.x, view.y]) === JSON.stringify(domain);
  return contourTrace(whole || !formula ? contour : resampled(contour, formula, view), theme);
}

/**
 * @param {import("./types.js").ContourData} contour
 * @param {import("./theme.js").Theme} theme
 */
function contourTrace({ side, heights, first, last, step, x, y }, theme) {
  return {
    type: "contour",
    z: Array.from({ length: side }, (_, i) => heights.subarray(i * side, (i + 1) * side)),
    x0: x[0],
    dx: x[1],
    y0: y[0],
    dy: y[1],
    autocontour: false,
    contours: { start: first, end: last, size: step, coloring: "fill" },
    colorscale: theme.surface.map((colour, i, all) => [i / (all.length - 1), colour]),
    line: { width: 0.6, color: theme.level_lines, smoothing: 1 },
    showscale: false,
    hoverinfo: "skip",
  };
}

/**
 * Where the view is zoomed, a finer grid than the server's, with as many levels.
 * @param {import("./types.js").ContourData} contour
 * @param {import("./tape.js").Formula} formula
 * @param {import("./types.js").View} view
 * @returns {import("./types.js").ContourData}
 */
function resampled({ side, scaling, first, last, step }, formula, view) {
  const x = spacing(view.x, side);
  const y = spacing(view.y, side);
  const heights = new Float32Array(side * side);
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < side * side; i += 1) {
    const value = formula.value(x[0] + (i % side) * x[1], y[0] + Math.floor(i / side) * y[1]);
    heights[i] = scaled(value, scaling);
    low = Math.min(low, heights[i]);
    high = Math.max(high, heights[i]);
  }
  const bands = Math.round((last - first) / step) + 2;
  const size = (high - low) / bands || 1;
  return { side, heights, scaling, x, y, first: low + size, last: high - size, step: size };
}

/**
 * As `Scaling` on the server.
 * @param {number} value
 * @param {import("./types.js").ScalingData} scaling
 */
function scaled(value, { kind, low, scale }) {
  const above = (value - low) / scale;
  return kind === "log" ? Math.log1p(Math.max(above, 0)) : Math.asinh(above);
}

/**
 * @param {import("./types.js").Pair} interval
 * @param {number} side
 * @returns {import("./types.js").Pair}
 */
function spacing([low, high], side) {
  return [low, (high - low) / (side - 1)];
}

/**
 * @param {import("./types.js").SurfaceData} curve
 * @param {import("./types.js").View} view
 * @param {import("./theme.js").Theme} theme
 */
function lineTrace({ formula }, view, theme) {
  const [first, step] = spacing(view.x, SAMPLES);
  const x = Array.from({ length: SAMPLES }, (_, i) => first + i * step);
  const line = { color: theme.curve, width: 2, simplify: false };
  return { type: "scatter", mode: "lines", x, y: x.map((at) => formula?.value(at, 0)), line };
}

/**
 * @param {Float32Array} data
 * @param {import("./theme.js").Theme} theme
 */
function dataTrace(data, theme) {
  const x = [...data].filter((_, i) => i % 2 === 0);
  const y = [...data].filter((_, i) => i % 2 === 1);
  const marker = { color: theme.curve, size: 6, opacity: 0.75 };
  return { type: "scatter", mode: "markers", x, y, marker };
}

/**
 * @param {import("./types.js").PanelData} panel
 * @param {import("./types.js").View} view
 * @param {import("./theme.js").Theme} theme
 * @param {number} width
 * @param {number} height
 */
function layoutOf({ kind, axes }, view, theme, width, height) {
  const axis = {
    color: theme.muted,
    tickfont: { size: 11, color: theme.muted, family: theme.font },
    ticks: "outside",
    ticklen: 3,
    tickcolor: theme.muted,
    showgrid: false,
    zeroline: false,
    fixedrange: true,
    nticks: 8,
  };
  const name = {
    showarrow: false,
    font: { size: 12, color: theme.muted, family: theme.font },
    xref: "paper",
    yref: "paper",
    bgcolor: kind === "contour" ? "rgba(0,0,0,0)" : theme.background,
  };
  const annotations = [
    { ...name, text: axes[0], x: 1, y: 0, xanchor: "right", yanchor: "bottom" },
    { ...name, text: axes[1], x: 0, y: 1, xanchor: "left", yanchor: "top" },
  ];
  return {
    width,
    height,
    margin: MARGIN,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    xaxis: { ...axis, range: [...view.x] },
    yaxis: { ...axis, range: [...view.y] },
    showlegend: false,
    annotations,
  };
}

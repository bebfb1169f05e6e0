/** A surface as plotly draws it: once, and again only when surface, view, size or theme change. */
import { loadPlotly } from "./assets.js";

export const MARGIN = { l: 38, r: 8, t: 8, b: 24 };

export class Contour {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.drawn = "";
    /** @type {Promise<unknown>} */
    this.work = Promise.resolve();
    this.gone = false;
  }

  /**
   * @param {string} name the surface's identity
   * @param {import("./types.js").SurfaceData} surface
   * @param {{x: [number, number], y: [number, number]}} view
   * @param {import("./theme.js").Theme} theme
   * @param {number} width
   * @param {number} height
   */
  draw(name, surface, view, theme, width, height) {
    const key = JSON.stringify([name, view, theme.mode, width, height]);
    if (key === this.drawn) return;
    this.drawn = key;
    this.work = this.work.then(async () => {
      const plotly = await loadPlotly();
      if (this.gone || key !== this.drawn) return;
      await plotly.react(this.host, [traceOf(surface, theme)], layoutOf(view, theme, width, height), {
        staticPlot: true,
      });
      this.host.dataset.drawn = name;
    });
  }

  destroy() {
    this.gone = true;
    this.work.then(async () => (await loadPlotly()).purge(this.host));
  }
}

/**
 * @param {import("./types.js").SurfaceData} surface
 * @param {import("./theme.js").Theme} theme
 */
function traceOf(surface, theme) {
  const { side, heights, levels } = surface;
  const rows = Array.from({ length: side }, (_, i) => heights.subarray(i * side, (i + 1) * side));
  const [start, end, size] = levels;
  return {
    type: "contour",
    z: rows,
    x0: surface.x[0],
    dx: surface.x[1],
    y0: surface.y[0],
    dy: surface.y[1],
    autocontour: false,
    contours: { start, end, size, coloring: "fill" },
    colorscale: theme.surface.map((colour, i, all) => [i / (all.length - 1), colour]),
    line: { width: 0.6, color: theme.levelLines, smoothing: 1 },
    showscale: false,
    hoverinfo: "skip",
  };
}

/**
 * @param {{x: [number, number], y: [number, number]}} view
 * @param {import("./theme.js").Theme} theme
 * @param {number} width
 * @param {number} height
 */
function layoutOf(view, theme, width, height) {
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
  return {
    width,
    height,
    margin: MARGIN,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    xaxis: { ...axis, range: [...view.x] },
    yaxis: { ...axis, range: [...view.y] },
    showlegend: false,
  };
}

/** What lies under the paths, as plotly draws it: a surface, a curve or data, with the axes. */
import { loadPlotly } from "./assets.js";
import { Newest } from "./newest.js";
import { colourScale, gridOf, spacing } from "./sampling.js";

export const MARGIN = { l: 38, r: 8, t: 8, b: 24 };

const SAMPLES = 400;
const UNEQUAL = "axes not to scale";

export class Contour {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.work = new Newest();
  }

  /**
   * Draws again only if something has changed.
   * @param {import("./types.js").PanelData} panel
   * @param {import("./types.js").SurfaceData | undefined} surface
   * @param {import("./lens.js").Lens} lens
   * @param {import("./theme.js").Theme} theme
   * @param {number} width
   * @param {number} height
   * @param {boolean} lines whether level lines alone are drawn, over other colours
   */
  draw(panel, surface, lens, theme, width, height, lines) {
    const { surface: name, axes, data } = panel;
    const key = JSON.stringify([name, lens.view, theme.mode, width, height, lines, axes, data && [...data]]);
    this.work.want(key, async (isWanted) => {
      const plotly = await loadPlotly();
      if (!isWanted()) return;
      const bare = panel.kind === "plain";
      const filled = bare ? { type: "scatter" } : traceOf(surface, panel, lens, theme);
      const trace = lines ? unfilled(filled) : filled;
      const layout = layoutOf(panel, lens.view, theme, width, height);
      await plotly.react(this.host, [trace], layout, { staticPlot: true });
      this.host.dataset.drawn = name ?? "";
    });
  }

  /**
   * The picture as an image, at `scale` pixels a unit.
   * @param {number} width
   * @param {number} height
   * @param {number} scale
   */
  async image(width, height, scale) {
    await this.work.done;
    const plotly = await loadPlotly();
    const options = { format: "png", width, height, scale };
    const picture = new Image();
    picture.src = await plotly.toImage(this.host, options);
    await picture.decode();
    return picture;
  }

  destroy() {
    this.work.end(async () => (await loadPlotly()).purge(this.host));
  }
}

/**
 * @param {import("./types.js").SurfaceData | undefined} surface
 * @param {import("./types.js").PanelData} panel
 * @param {import("./lens.js").Lens} lens
 * @param {import("./theme.js").Theme} theme
 */
function traceOf(surface, panel, lens, theme) {
  if (!surface) return dataTrace(panel, theme);
  const { contour, formula } = surface;
  if (!contour) return lineTrace(surface, lens.view, theme);
  return contourTrace(gridOf(contour, formula, lens), theme);
}

/**
 * @param {import("./sampling.js").Grid} grid
 * @param {import("./theme.js").Theme} theme
 */
function contourTrace({ rows, x, y, first, last, step, span }, theme) {
  return {
    type: "contour",
    z: rows,
    x0: x[0],
    dx: x[1],
    y0: y[0],
    dy: y[1],
    autocontour: false,
    contours: { start: first, end: last, size: step, coloring: "fill" },
    colorscale: colourScale(theme.surface, span),
    line: { width: 0.6, color: theme.level_lines, smoothing: 1 },
    showscale: false,
    hoverinfo: "skip",
  };
}

/**
 * A contour's lines alone.
 * @param {Record<string, any>} trace
 */
function unfilled(trace) {
  return { ...trace, contours: { ...trace.contours, coloring: "none" } };
}

/**
 * @param {import("./types.js").SurfaceData} curve
 * @param {import("./types.js").View} view
 * @param {import("./theme.js").Theme} theme
 */
function lineTrace({ formula }, view, theme) {
  const [first, step] = spacing(view.x, SAMPLES - 1);
  const x = Array.from({ length: SAMPLES }, (_, i) => first + i * step);
  const line = { color: theme.curve, width: 2, simplify: false };
  return { type: "scatter", mode: "lines", x, y: x.map((at) => formula?.value(at, 0)), line };
}

/**
 * @param {import("./types.js").PanelData} panel
 * @param {import("./theme.js").Theme} theme
 */
function dataTrace({ data, drawable }, theme) {
  const numbers = [...(data ?? [])];
  const x = numbers.filter((_, i) => i % 2 === 0);
  const y = numbers.filter((_, i) => i % 2 === 1);
  // What a hand can take hold of stands out.
  const marker = { color: theme.curve, size: drawable ? 10 : 6, opacity: drawable ? 1 : 0.75 };
  return { type: "scatter", mode: "markers", x, y, marker };
}

/**
 * @param {import("./types.js").PanelData} panel
 * @param {import("./types.js").View} view
 * @param {import("./theme.js").Theme} theme
 * @param {number} width
 * @param {number} height
 */
function layoutOf({ kind, axes, to_scale }, view, theme, width, height) {
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
    { ...name, text: plain(axes[0]), x: 1, y: 0, xanchor: "right", yanchor: "bottom" },
    { ...name, text: plain(axes[1]), x: 0, y: 1, xanchor: "left", yanchor: "top" },
  ];
  if (!to_scale) {
    annotations.push({ ...name, text: UNEQUAL, x: 1, y: 1, xanchor: "right", yanchor: "top" });
  }
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

/**
 * A reader's own text in a figure, where some tags would be markup.
 * @param {string} text
 */
function plain(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The theme's colours as the canvases need them, read from Streamlit's CSS variables. */

const SURFACE = {
  light: ["#B9D2E8", "#D3E3F1", "#E8F0F8", "#F7FAFD"],
  dark: ["#26405E", "#1D2E43", "#17212E", "#11171F"],
};
const LINES = { light: "rgba(70, 100, 130, 0.30)", dark: "rgba(150, 180, 215, 0.22)" };

/**
 * @typedef {object} Theme
 * @property {"light" | "dark"} mode
 * @property {string} background
 * @property {string} ink
 * @property {string} muted
 * @property {string} hairline
 * @property {string} accent
 * @property {string} font
 * @property {string[]} surface
 * @property {string} levelLines
 * @property {string} curve a line's or data's own colour
 * @property {Record<string, string>} arrows
 */

/**
 * @param {Element} host
 * @param {Record<string, {light: string, dark: string}>} [arrows] the colours of a step's parts
 * @returns {Theme}
 */
export function readTheme(host, arrows = {}) {
  const style = getComputedStyle(host);
  const variable = (/** @type {string} */ name) => style.getPropertyValue(`--st-${name}`).trim();
  const background = variable("background-color") || "#FFFFFF";
  const mode = luminance(background) < 0.4 ? "dark" : "light";
  return {
    mode,
    background,
    ink: variable("text-color"),
    muted: mode === "dark" ? "#8A93A0" : "#646D77",
    hairline: mode === "dark" ? "#262C35" : "#E3E6EA",
    accent: variable("primary-color"),
    font: variable("font") || "sans-serif",
    surface: SURFACE[mode],
    levelLines: LINES[mode],
    curve: mode === "dark" ? "#5C7DA3" : "#7FA6CC",
    arrows: Object.fromEntries(Object.entries(arrows).map(([part, of]) => [part, of[mode]])),
  };
}

/** @type {Map<string, number>} */
const luminances = new Map();

/** @param {string} colour */
function luminance(colour) {
  // Asked at every answer: reading a pixel back is slow.
  const known = luminances.get(colour);
  if (known !== undefined) return known;
  luminances.set(colour, measured(colour));
  return luminance(colour);
}

/** @param {string} colour in any notation that CSS has */
function measured(colour) {
  const probe = document.createElement("canvas").getContext("2d");
  if (!probe) return 1;
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  const [r, g, b] = probe.getImageData(0, 0, 1, 1).data;
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}

/**
 * A path's colour; a faint one is blended with the background, so that overlaps do not darken.
 * @param {import("./types.js").PathData} path
 * @param {Theme} theme
 */
export function pathColour(path, theme) {
  const colour = path.style[theme.mode];
  return path.faint ? blend(colour, theme.background, 0.55) : colour;
}

/**
 * @param {string} over
 * @param {string} under both as #rrggbb
 * @param {number} share of `over`
 */
function blend(over, under, share) {
  const channel = (/** @type {string} */ colour, /** @type {number} */ at) =>
    parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) =>
    Math.round(share * channel(over, at) + (1 - share) * channel(under, at)),
  );
  return `rgb(${mixed.join(", ")})`;
}

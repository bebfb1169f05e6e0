/** The theme's colours: Streamlit's, from its CSS variables, and the stage's own, as the server has them. */

/**
 * What Streamlit's theme gives.
 * @typedef {object} PageTheme
 * @property {"light" | "dark"} mode
 * @property {string} background
 * @property {string} ink
 * @property {string} hairline
 * @property {string} font
 */

/** @typedef {PageTheme & import("./types.js").ThemeData} Theme */

/**
 * @param {Element} host
 * @param {Record<"light" | "dark", import("./types.js").ThemeData>} colours
 * @returns {Theme}
 */
export function readTheme(host, colours) {
  const style = getComputedStyle(host);
  const variable = (/** @type {string} */ name) => style.getPropertyValue(`--st-${name}`).trim();
  const background = variable("background-color") || "#FFFFFF";
  const mode = luminance(background) < 0.4 ? "dark" : "light";
  const ink = variable("text-color");
  const own = colours[mode];
  return {
    mode,
    background,
    ink,
    hairline: variable("border-color"),
    font: variable("font") || "sans-serif",
    ...own,
    arrows: { ...own.arrows, step: ink },
  };
}

const VARIABLES = [
  "background-color",
  "secondary-background-color",
  "text-color",
  "primary-color",
  "link-color",
  "border-color",
];

/**
 * The theme's variables of CSS, but for its fonts: as they are now, or those of one theme.
 * @param {Element} host
 * @param {"st" | "dl-light" | "dl-dark"} theme what their names begin with
 * @returns {Record<string, string>}
 */
export function variables(host, theme = "st") {
  const style = getComputedStyle(host);
  const valued = VARIABLES.map((name) => [`--st-${name}`, style.getPropertyValue(`--${theme}-${name}`).trim()]);
  return Object.fromEntries(valued);
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

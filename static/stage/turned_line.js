/** What of a line's picture follows its curve, while a knob turns that. */

const POINTS = 401;
const ROOM = 0.08;

/** @typedef {import("./types.js").PanelData} PanelData */
/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {(x: number, y: number) => number} Value */

/**
 * The panel with the curve's heights, and room below them for the start, as the server has them.
 * @param {PanelData} panel
 * @param {Value} value
 * @returns {PanelData}
 */
export function framed(panel, value) {
  const [[low, high]] = panel.domain;
  const heights = Float64Array.from({ length: POINTS }, (_, i) => value(low + (i * (high - low)) / (POINTS - 1), 0));
  const [least, most] = [Math.min(...heights), Math.max(...heights)];
  /** @type {[Pair, Pair]} */
  const domain = [panel.domain[0], [least - ROOM * (most - least), most]];
  return { ...panel, domain, reach: domain };
}

/**
 * The start, which lies on the first panel's curve if that is a line.
 * @param {PanelData[]} panels
 * @param {(surface: string | null) => Value | undefined} valueOf
 * @param {Pair} start
 * @returns {Pair}
 */
export function lifted([{ kind, surface }], valueOf, [x, y]) {
  return [x, (kind === "line" ? valueOf(surface)?.(x, 0) : undefined) ?? y];
}

/** What a saved picture says in words: above its title and step, at the foot outcome, settings, link. */

const TITLE = 34;
const LINE = 19;

/**
 * @typedef {object} Words
 * @property {string} title
 * @property {string} counter which step is shown
 * @property {string} outcome empty where it is not revealed
 * @property {string} sentence the outcome that it has room for, in a film's end
 * @property {string[]} formula the shown step, line by line
 * @property {string} settings
 * @property {string} link
 */

/** @typedef {{left: number, top: number, width: number}} Box */
/** @typedef {import("./theme.js").Theme} Theme */

/** The room of the title and of the step below it. */
export const HEAD = TITLE + LINE;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Words} words
 * @param {Box} box
 * @param {Theme} theme
 */
export function paintHead(context, { title, counter }, { left, top, width }, theme) {
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.fillStyle = theme.ink;
  context.font = `650 22px ${theme.font}`;
  context.fillText(title, left, top + TITLE / 2, width);
  context.fillStyle = theme.muted;
  context.font = `14px ${theme.font}`;
  context.fillText(counter, left, top + TITLE + LINE / 2 - 3, width);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Words} words
 * @param {number} width
 * @param {Theme} theme
 * @returns {number} the height of the foot, with the outcome
 */
export function footHeight(context, words, width, theme) {
  const parts = partsOf({ ...words, outcome: words.sentence }, theme);
  return parts.reduce((sum, part) => sum + heightOf(context, part, width), 0);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Words} words
 * @param {Box} box
 * @param {Theme} theme
 */
export function paintFoot(context, words, { left, top, width }, theme) {
  context.textBaseline = "middle";
  context.textAlign = "left";
  let y = top;
  for (const part of partsOf(words, theme)) {
    context.font = part.font;
    context.fillStyle = part.colour;
    wrapped(context, part, width).forEach((line, i) => context.fillText(line, left, y + LINE * (i + 0.5)));
    y += heightOf(context, part, width);
  }
}

/**
 * @typedef {object} Part
 * @property {string} text
 * @property {string} font
 * @property {string} colour
 * @property {string} between where it may be broken
 * @property {number} below the room below it
 */

/**
 * @param {Words} words
 * @param {Theme} theme
 * @returns {Part[]}
 */
function partsOf({ outcome, formula, settings, link }, { ink, muted, font }) {
  const small = { font: `13px ${font}`, colour: muted, between: " ", below: 6 };
  const lines = formula.map((text, i) => ({
    ...small,
    text,
    colour: i ? ink : muted,
    below: i === formula.length - 1 ? 6 : 0,
  }));
  return [
    { ...small, text: outcome, font: `500 15px ${font}`, colour: ink },
    ...lines,
    { ...small, text: settings },
    // A link has no spaces: it is broken anywhere.
    { ...small, text: link, between: "" },
  ];
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Part} part
 * @param {number} width
 */
function heightOf(context, part, width) {
  context.font = part.font;
  const { length } = wrapped(context, part, width);
  return length ? LINE * length + part.below : 0;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Part} part
 * @param {number} width
 */
function wrapped(context, { text, between }, width) {
  /** @type {string[]} */
  const lines = [];
  for (const part of text.split(between).filter(Boolean)) {
    const last = lines[lines.length - 1];
    const longer = `${last}${between}${part}`;
    if (last !== undefined && context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

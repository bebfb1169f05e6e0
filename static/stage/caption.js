/** What a saved picture says beside the panels: its title, and at the foot outcome, step and link. */

const TITLE = 34;
const LINE = 19;

/**
 * @typedef {object} Words
 * @property {string} title
 * @property {string} counter which step is shown
 * @property {string} outcome empty where it is not revealed
 * @property {string} sentence the outcome that it has room for, in a film's end
 * @property {string} link
 */

export const ABOVE = TITLE;

/** @param {string} sentence @param {number} width @returns {number} the height of the foot */
export function footHeight(sentence, width) {
  return LINE * (2 + Math.ceil((sentence.length * 7) / width)) + 8;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Words} words
 * @param {{left: number, top: number, bottom: number, foot: number, width: number}} box
 * @param {import("./theme.js").Theme} theme
 */
export function paintWords(context, { title, counter, outcome, link }, box, theme) {
  const { left, top, bottom, foot, width } = box;
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.fillStyle = theme.ink;
  context.font = `650 20px ${theme.font}`;
  context.fillText(title, left, top + TITLE / 2);
  context.font = `14px ${theme.font}`;
  context.textAlign = "right";
  context.fillText(counter, left + width, top + TITLE / 2);
  context.textAlign = "left";
  const lines = wrapped(context, outcome, width);
  lines.forEach((line, i) => context.fillText(line, left, bottom + LINE * (i + 0.5)));
  context.fillStyle = theme.muted;
  context.font = `12px ${theme.font}`;
  context.fillText(link, left, foot - LINE / 2, width);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} width
 */
function wrapped(context, text, width) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ").filter(Boolean)) {
    const longer = `${lines[lines.length - 1] ?? ""} ${word}`.trim();
    if (lines.length && context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

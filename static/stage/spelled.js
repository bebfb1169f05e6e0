/** The step that stands beside the picture, spelled in lines of plain text. */

const RAISED = { from: "0123456789−t", to: "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵗ" };
const LOWERED = { from: "0123456789it", to: "₀₁₂₃₄₅₆₇₈₉ᵢₜ" };
const ACCENTS = /** @type {Record<string, string>} */ ({ "^": "\u0302", "¯": "\u0304" });
const TIMES = "\u2062";
const SUM = "Σ";
const CLOSE = "()[]{|′";

/**
 * @param {import("./formula.js").Formula} formula
 * @returns {string[]} whose step it is, and its lines; none where no formula is shown
 */
export function spelledStep({ root, title, when, body, ending }) {
  if (!root.firstChild) return [];
  const parts = root.dataset.numbers === "true" ? ["symbols", "numbers", "result"] : ["symbols"];
  const lines = [...body.children].map((line) =>
    parts.map((part) => mathOf(line, part)).filter(Boolean).join(" "),
  );
  return [`${title.textContent}, ${when.textContent}`, ...lines, ending.textContent ?? ""].filter(Boolean);
}

/**
 * @param {Element} line
 * @param {string} part
 */
function mathOf(line, part) {
  const pieces = [...line.querySelectorAll(`.dl-step-${part} > math`)].map(spell);
  return pieces.join(" ").replace(/\s+/g, " ").trim();
}

/**
 * @param {Element} node of MathML
 * @returns {string}
 */
function spell(node) {
  const of = [...node.children];
  switch (node.localName) {
    case "mo":
      return sign(node);
    case "mfrac":
      return fraction(`${whole(spell(of[0]))} / ${whole(spell(of[1]))}`, node);
    case "msqrt":
      return `√${whole(of.map(spell).join(""))}`;
    case "msub":
      return spell(of[0]) + lowered(spell(of[1])) + (of[0].textContent === SUM ? " " : "");
    case "msup":
      return whole(spell(of[0])) + raised(spell(of[1]));
    case "msubsup":
      return spell(of[0]) + lowered(spell(of[1])) + raised(spell(of[2]));
    case "mover":
      return spell(of[0]) + (ACCENTS[of[1].textContent ?? ""] ?? "");
    case "mtable":
      return of.map((row) => [...row.children].map(spell).join(" ")).join("; ");
    default:
      return of.length ? of.map(spell).join("") : (node.textContent ?? "");
  }
}

/**
 * In brackets, where a factor follows that is not divided by what is below.
 * @param {string} text
 * @param {Element} node
 */
function fraction(text, node) {
  let last = node;
  while (!last.nextElementSibling && last.parentElement?.localName === "mrow") last = last.parentElement;
  const next = last.nextElementSibling;
  return !next || (next.localName === "mo" && sign(next).trim()) ? text : `(${text})`;
}

/** @param {Element} node */
function sign(node) {
  const text = node.textContent ?? "";
  if (text === TIMES) return "";
  if (text === ",") return ", ";
  return CLOSE.includes(text) || node.getAttribute("form") === "prefix" ? text : ` ${text} `;
}

/**
 * In brackets, where it has parts and no brackets of its own.
 * @param {string} text
 */
function whole(text) {
  return /\s/.test(text.trim()) && !/^\([^()]*\)$/.test(text) ? `(${text.trim()})` : text;
}

/** @param {string} text */
function raised(text) {
  return moved(text, RAISED) ?? `^${whole(text)}`;
}

/** @param {string} text */
function lowered(text) {
  return moved(text, LOWERED) ?? `_${text}`;
}

/**
 * @param {string} text
 * @param {{from: string, to: string}} letters
 */
function moved(text, { from, to }) {
  const places = [...text].map((letter) => from.indexOf(letter));
  return places.includes(-1) ? null : places.map((place) => to[place]).join("");
}

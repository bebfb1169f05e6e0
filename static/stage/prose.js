/**
 * The words of the page, as a file can hold them: text, tables and formulas, with a place for the
 * stage and for each chart. Only what is listed here is kept.
 */
import { choicesIn } from "./choices.js";
import { element } from "./dom.js";

/** @typedef {{data: unknown, layout: object, height: number}} Figure as plotly.js draws it */

const MATH = "http://www.w3.org/1998/Math/MathML";
const KEPT = new Set(
  ("main div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr br a span strong em b i del code sub sup " +
    "table thead tbody tr th td details summary").split(" "),
);
// What is chosen is told in words.
const CHOOSERS = ".stButtonGroup, .stSelectbox, .stCheckbox";
const CHART = ".stPlotlyChart";
// What needs the app, and what is told twice.
const DROPPED =
  ".dl-join, .stTooltipIcon, .st-key-ways, .stButton, .stDownloadButton, .stFileUploader, .stTextInput, .stNumberInput, " +
  "[data-testid=stHeaderActionElements], .katex-html, annotation";
const ATTRIBUTES = new Set(["class", "data-testid", "scope", "colspan", "rowspan", "aria-label", "open", "data-sort", "data-value"]);
const OF_MATH = new Set(
  ("display displaystyle scriptlevel mathvariant stretchy fence separator accent accentunder largeop movablelimits " +
    "symmetric minsize maxsize lspace rspace width height depth voffset linethickness columnalign columnspacing " +
    "rowspacing columnlines rowlines").split(" "),
);

/**
 * @param {HTMLElement} stage whose place it is
 * @returns {{html: string, figures: Figure[]}}
 */
export function proseOf(stage) {
  const page = stage.closest("[data-testid=stMain]");
  if (!page) throw new Error("the stage is not on a page");
  const prose = new Prose(stage);
  // Nothing of a document that shows nothing is loaded or run.
  const inert = document.implementation.createHTMLDocument("");
  inert.body.append(...prose.copy(page));
  return { html: inert.body.innerHTML, figures: prose.figures };
}

class Prose {
  /** @param {HTMLElement} stage */
  constructor(stage) {
    this.stage = stage;
    /** @type {Figure[]} */
    this.figures = [];
  }

  /**
   * @param {Node} node
   * @returns {Node[]} what is kept of it
   */
  copy(node) {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.textContent ?? "")];
    if (!(node instanceof Element)) return [];
    if (node === this.stage) return [place()];
    if (node.matches(`.dl-stage, ${DROPPED}`) || isLabel(node)) return [];
    if (node.matches(CHOOSERS)) return choicesIn(node).map(told);
    if (node.matches(CHART)) return this.chart(node);
    return this.kept(node);
  }

  /** @param {Element} node */
  kept(node) {
    const inside = [...node.childNodes].flatMap((child) => this.copy(child));
    const ofMath = node.namespaceURI === MATH;
    if (!ofMath && !KEPT.has(node.localName)) return node.matches("svg, style, script, template, button:not(.dl-sort), input") ? [] : inside;
    if (node.localName === "div" && !inside.length) return [];
    const made = document.createElementNS(node.namespaceURI, node.localName);
    for (const { name, value } of node.attributes) {
      if ((ofMath ? OF_MATH : ATTRIBUTES).has(name)) made.setAttribute(name, value);
    }
    if (made instanceof HTMLElement && node instanceof HTMLElement) dress(made, node);
    made.append(...inside);
    return [made];
  }

  /**
   * @param {Element} node
   * @returns {Node[]}
   */
  chart(node) {
    const drawn = node.querySelector(".js-plotly-plot");
    const data = drawn && Reflect.get(drawn, "data");
    if (!data) return [element("p", { class: "dl-saved" }, "A chart stands here in the app.")];
    this.figures.push({ data, layout: Reflect.get(drawn, "layout"), height: node.clientHeight });
    return [element("div", { class: "stPlotlyChart", "data-figure": this.figures.length - 1 })];
  }
}

/** Where the stage is put. */
function place() {
  const waiting = element("p", { class: "dl-saved" }, "The picture comes once the page's own script has run.");
  return element("div", { class: "dl-stage-place" }, waiting);
}

/** @param {import("./choices.js").Choice} choice */
function told({ label, value }) {
  const named = element("div", { role: "group", "aria-label": label });
  named.append(element("span", { class: "dl-chosen-label" }, label), " ", element("span", { class: "dl-chosen" }, value));
  return named;
}

/**
 * Whether it is the label of a widget, beside it.
 * @param {Element} node
 */
function isLabel(node) {
  if (node.matches("[data-testid=stWidgetLabel]")) return true;
  const row = node.matches("[data-testid=stCaptionContainer]") && node.closest(".stHorizontalBlock");
  return Boolean(row && row.querySelector(`:scope > .stElementContainer > :is(${CHOOSERS})`));
}

/**
 * Of classes the app's own, of links those that lead out, of looks that of swatches.
 * @param {HTMLElement} made
 * @param {HTMLElement} node
 */
function dress(made, node) {
  const own = [...node.classList].filter((name) => /^(st[A-Z]|st-key-|dl-|katex)/.test(name));
  if (own.length) made.className = own.join(" ");
  else made.removeAttribute("class");
  if (node.matches(".dl-swatch")) made.setAttribute("style", node.getAttribute("style") ?? "");
  if (node instanceof HTMLAnchorElement && /^https?:$/.test(node.protocol)) made.setAttribute("href", node.href);
}

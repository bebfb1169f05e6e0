/** Builds elements. */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | boolean | number>} [attributes]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false) continue;
    made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

/**
 * Sets a text. What is there already is left alone: even the same text again costs a layout, and
 * where a node comes or goes, `:has()` and `:empty` are asked anew all over the page.
 * @param {Element} host
 * @param {string} text
 */
export function write(host, text) {
  const { firstChild } = host;
  if (host.childNodes.length === 1 && firstChild instanceof Text) {
    if (firstChild.data !== text) firstChild.data = text;
  } else if (host.textContent !== text) host.textContent = text;
}

/**
 * Hides or shows, where it is otherwise.
 * @param {HTMLElement} host
 * @param {boolean} hidden
 */
export function hide(host, hidden) {
  if (host.hidden !== hidden) host.hidden = hidden;
}

/**
 * Sets an attribute, where it differs.
 * @param {Element} host
 * @param {string} name
 * @param {string} value
 */
export function mark(host, name, value) {
  if (host.getAttribute(name) !== value) host.setAttribute(name, value);
}

/** @param {string} path the `d` of a 16 by 16 icon */
export function icon(path) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(space, "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

/**
 * Text in which `**` marks what is emphasised; what comes after a line break is left out on a slide.
 * @param {HTMLElement} host
 * @param {string} text
 */
export function emphasise(host, text) {
  const [first, further] = text.split("\n");
  const made = element("p", {}, ...emphasised(first));
  if (further) made.append(element("span", { class: "dl-further" }, " ", ...emphasised(further)));
  settle(host, made);
}

/** @param {string} text */
function emphasised(text) {
  return text.split("**").map((part, index) => (index % 2 ? element("strong", {}, part) : part));
}

/**
 * Lets a host hold what another one does; where the nodes are of the same kinds, their texts change.
 * @param {Node} host
 * @param {Node} made
 */
function settle(host, made) {
  const [old, fresh] = [[...host.childNodes], [...made.childNodes]];
  if (host instanceof Text && made instanceof Text) {
    // The same again would be read out again.
    if (host.data !== made.data) host.data = made.data;
  } else if (old.length === fresh.length && fresh.every(({ nodeName }, i) => nodeName === old[i].nodeName)) {
    fresh.forEach((node, i) => settle(old[i], node));
  } else /** @type {Element} */ (host).replaceChildren(...fresh);
}

/** What is chosen or switched on above a stage, by the names that assistive tools read. */

// On a live page what was chosen is told in words.
const CHOSEN = "[role=radio][aria-checked=true], input[role=combobox], input[type=checkbox], .dl-chosen";

/** @typedef {{label: string, value: string}} Choice */

/**
 * @param {HTMLElement} root of the stage
 * @returns {Choice[]}
 */
export function choicesAbove(root) {
  const above = (/** @type {Element} */ one) => one.compareDocumentPosition(root) & Node.DOCUMENT_POSITION_FOLLOWING;
  return named([...document.querySelectorAll(`.stMain :is(${CHOSEN})`)].filter(above));
}

/**
 * @param {Element} host
 * @returns {Choice[]}
 */
export function choicesIn(host) {
  return named([...host.querySelectorAll(CHOSEN)]);
}

/** @param {Element[]} chosen */
function named(chosen) {
  return chosen
    .map((one) => ({ label: one.closest("[aria-label]")?.getAttribute("aria-label") ?? "", value: valueOf(one) }))
    .filter(({ value }) => value);
}

/** @param {Element} one */
function valueOf(one) {
  if (!(one instanceof HTMLInputElement)) return one.textContent?.trim() ?? "";
  if (one.type === "checkbox") return one.checked ? "on" : "";
  return one.value;
}

/** What is chosen or switched on above a stage, by the names that assistive tools read. */

const CHOSEN = "[role=radio][aria-checked=true], input[role=combobox], input[type=checkbox]";

/** @typedef {{label: string, value: string}} Choice */

/**
 * @param {HTMLElement} root of the stage
 * @returns {Choice[]}
 */
export function choicesAbove(root) {
  /** @type {NodeListOf<HTMLElement>} */
  const all = document.querySelectorAll(`.stMain :is(${CHOSEN})`);
  return [...all]
    .filter((one) => one.compareDocumentPosition(root) & Node.DOCUMENT_POSITION_FOLLOWING)
    .map((one) => ({ label: one.closest("[aria-label]")?.getAttribute("aria-label") ?? "", value: valueOf(one) }))
    .filter(({ value }) => value);
}

/** @param {HTMLElement} one */
function valueOf(one) {
  if (!(one instanceof HTMLInputElement)) return one.textContent?.trim() ?? "";
  if (one.type === "checkbox") return one.checked ? "on" : "";
  return one.value;
}

/** On a narrow screen the list of lessons covers the page: it closes once a lesson is chosen. */

const NARROW = window.matchMedia("(max-width: 48rem)");
const CLOSE = "[data-testid=stSidebarCollapseButton] button";

export function closeMenuAfterChoice() {
  document.addEventListener("click", chosen);
}

/** @param {Event} event */
function chosen({ target }) {
  const link = /** @type {Element} */ (target).closest(".stSidebar a[href]");
  if (!link || !NARROW.matches) return;
  // Streamlit goes to the page first: its own handler hears of the same click.
  setTimeout(() => /** @type {HTMLElement | null} */ (document.querySelector(CLOSE))?.click());
}

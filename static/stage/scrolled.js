/** What scrolls and holds nothing to operate is reached by the keyboard, while it scrolls. */

const BOXES = ".stMain :is(.dl-words, .dl-results, .katex-display)";
// When all that an answer has changed stands, and nothing plays: sizes are measured.
const REST = 250;

let waiting = 0;

export function letKeysScroll() {
  const soon = () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(markAll, REST);
  };
  const changes = { childList: true, subtree: true, attributeFilter: ["class"] };
  new MutationObserver(soon).observe(document.documentElement, changes);
  window.addEventListener("resize", soon);
}

function markAll() {
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(BOXES))) {
    if (scrolls(box)) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

/** @param {HTMLElement} box */
function scrolls(box) {
  return box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
}

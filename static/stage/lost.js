/**
 * Streamlit says that it has lost its server in a window over the whole page, which takes the next
 * click. The stage says so itself, and goes on below.
 */
import { arrived } from "./leaving.js";

const TITLE = "Connection error";

/**
 * @param {() => void} onLost the server is away
 * @returns {() => void} stops watching
 */
export function watchForLoss(onLost) {
  const observer = new MutationObserver(() => {
    const dialog = [...document.querySelectorAll("[data-testid=stDialog]")].find(
      (one) => one.querySelector("h2")?.textContent === TITLE,
    );
    if (!dialog) return;
    /** @type {HTMLElement | null} */ (dialog.querySelector("button"))?.click();
    onLost();
  });
  observer.observe(document.body, { childList: true });
  return () => observer.disconnect();
}

/** Has the whole page made anew from its address, as after a step back in the browser. */
export function askForPage() {
  window.dispatchEvent(new PopStateEvent("popstate"));
  // The reader stays.
  arrived();
}

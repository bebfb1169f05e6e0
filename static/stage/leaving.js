/**
 * Whether the reader is on the way to another page. Streamlit mixes up two pages' elements when a
 * fragment of the old one is asked for after the new one, so a stage must not speak up by itself
 * once a link has been followed.
 */

const LONGEST = 3000;
let until = 0;

const leave = () => (until = performance.now() + LONGEST);

document.addEventListener(
  "click",
  (event) => {
    if (/** @type {Element} */ (event.target).closest("a[href]")) leave();
  },
  true,
);
window.addEventListener("popstate", leave, true);

export function isLeaving() {
  return performance.now() < until;
}

/** A new stage stands: the reader has arrived. */
export function arrived() {
  until = 0;
}

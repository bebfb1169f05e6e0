/**
 * Whether the reader is on the way to another page. Streamlit mixes up two pages' elements when a
 * fragment of the old one is asked for after the new one, so a stage must not speak up by itself
 * once a link has been followed.
 */

// A slow server takes seconds; after these the link is taken to have led nowhere.
const LONGEST = 10000;
let until = 0;
let followed = "";

const leave = (to = "") => {
  until = performance.now() + LONGEST;
  followed = to;
};

document.addEventListener(
  "click",
  (event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (
      /** @type {Element} */ (event.target).closest("a[href]")
    );
    if (link && leadsAway(link)) leave(link.href);
  },
  true,
);
window.addEventListener("popstate", () => leave(), true);

/** @param {HTMLAnchorElement} link */
function leadsAway(link) {
  const stays = link.target === "_blank" || link.hasAttribute("download");
  return !stays && link.pathname !== window.location.pathname;
}

export function isLeaving() {
  return performance.now() < until;
}

/** The link that is being followed, or nothing. */
export function whereTo() {
  return isLeaving() ? followed : "";
}

/** A new stage stands: the reader has arrived. */
export function arrived() {
  until = 0;
}

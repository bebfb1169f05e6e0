/** Native popovers: above everything, so that nothing cuts them off; `popover.css` has their look. */

const GAP = 6;

/**
 * Keeps a popover at what it belongs to, for as long as it is open.
 * @param {HTMLElement} popover
 * @param {HTMLElement} beside what must stay in sight
 */
export function keepBeside(popover, beside) {
  popover.classList.add("dl-popover");
  const place = () => placeBeside(popover, beside);
  popover.addEventListener("toggle", () => {
    const opened = popover.matches(":popover-open");
    if (opened) place();
    for (const event of ["scroll", "resize"]) {
      if (opened) window.addEventListener(event, place, true);
      else window.removeEventListener(event, place, true);
    }
  });
}

/**
 * Below it, or above where there is no room; never beyond the screen's edge.
 * @param {HTMLElement} popover
 * @param {HTMLElement} beside
 */
function placeBeside(popover, beside) {
  const place = beside.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  const below = place.bottom + GAP;
  const top = below + height + GAP <= window.innerHeight ? below : place.top - height - GAP;
  const left = Math.min(place.left, window.innerWidth - width - GAP);
  popover.style.left = `${Math.max(GAP, left)}px`;
  popover.style.top = `${Math.max(GAP, top)}px`;
}

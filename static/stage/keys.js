/** The keyboard moves the clock of the stage that has the focus. */

/**
 * @param {HTMLElement} root
 * @param {import("./clock.js").Clock} clock
 */
export function listenToKeys(root, clock) {
  root.addEventListener("keydown", (event) => moveClock(event, clock));
  root.addEventListener("pointerdown", (event) => {
    // Keys belong to the stage that was clicked last.
    const inside = /** @type {Element} */ (event.target);
    if (!inside.closest("button, input, select, a")) root.focus({ preventScroll: true });
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {import("./clock.js").Clock} clock
 */
function moveClock(event, clock) {
  const target = /** @type {Element} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, select")) return;
  if (event.key === " " && target.closest("button, a")) return;
  const act = {
    " ": () => clock.toggle(),
    ArrowLeft: () => clock.nudge(-1),
    ArrowRight: () => clock.nudge(1),
    Home: () => clock.nudge(-Infinity),
    End: () => clock.nudge(Infinity),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** The keyboard moves the clock, unless what has the focus uses the keys itself. */

/** @typedef {Record<string, () => void>} Keys what is done, by the key's name */

// What a key means to these is theirs to say.
const TAKES_KEYS =
  "input, select, textarea, iframe, [contenteditable], [role=slider], [role=radio], [role=combobox], " +
  "[role=listbox], [role=option], [role=tab], [role=menu], [role=menuitem], [role=dialog]";
const TAKES_SPACE = "button, a, summary, [role=button]";

/** @type {HTMLElement[]} the stages of the page, the one that was used last in front */
const stages = [];

/**
 * @param {HTMLElement} root
 * @param {Keys} keys
 * @returns {() => void} stops listening
 */
export function listenToKeys(root, keys) {
  stages.push(root);
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (root === stages[0] && isFree(event, root)) act(event, keys);
  };
  document.addEventListener("keydown", press);
  root.addEventListener("focusin", () => bringToFront(root));
  root.addEventListener("pointerdown", (event) => {
    bringToFront(root);
    const inside = /** @type {Element} */ (event.target);
    if (!inside.closest("button, input, select, a")) root.focus({ preventScroll: true });
  });
  return () => {
    document.removeEventListener("keydown", press);
    stages.splice(stages.indexOf(root), 1);
  };
}

/**
 * @param {import("./clock.js").Clock} clock
 * @returns {Keys}
 */
export function clockKeys(clock) {
  return {
    " ": () => clock.toggle(),
    ArrowLeft: () => clock.nudge(-1),
    ArrowRight: () => clock.nudge(1),
    Home: () => clock.nudge(-Infinity),
    End: () => clock.nudge(Infinity),
  };
}

/** @param {HTMLElement} root */
function bringToFront(root) {
  stages.splice(stages.indexOf(root), 1);
  stages.unshift(root);
}

/**
 * Whether a key is nobody's; a stage out of sight leaves it to the page, which scrolls.
 * @param {KeyboardEvent} event
 * @param {HTMLElement} root
 */
function isFree(event, root) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = /** @type {Element} */ (event.target);
  if (target.closest(TAKES_KEYS) || (event.key === " " && target.closest(TAKES_SPACE))) return false;
  const { top, bottom } = root.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

/**
 * @param {KeyboardEvent} event
 * @param {Keys} keys
 */
function act(event, keys) {
  const action = keys[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

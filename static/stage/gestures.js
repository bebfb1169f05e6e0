/**
 * What a pointer does on a panel: a click or tap sets off, a pinch or ctrl+wheel zooms, a drag pans
 * where the panel is zoomed, and a mouse that rests reads the surface. On an unzoomed panel a
 * finger that moves up or down scrolls the page, as everywhere else.
 */

const STILL = 6;
const WHEEL = 0.0025;

/**
 * @typedef {object} Handlers
 * @property {(event: MouseEvent) => void} set
 * @property {(centre: {clientX: number, clientY: number}, factor: number) => void} zoom
 * @property {(dx: number, dy: number) => void} pan by pixels
 * @property {(event: PointerEvent | null) => void} hover
 * @property {() => boolean} zoomed
 */

/**
 * @param {HTMLElement} frame
 * @param {Handlers} handlers
 */
export function listen(frame, handlers) {
  /** @type {Map<number, PointerEvent>} */
  const down = new Map();
  let moved = 0;

  frame.addEventListener("pointerdown", (event) => {
    if (event.target !== frame || event.button !== 0) return;
    if (event.isPrimary) {
      down.clear();
      moved = 0;
    }
    down.set(event.pointerId, event);
    if (down.size > 1) moved = Infinity;
  });
  frame.addEventListener("pointermove", (event) => {
    // A button may be let go outside the frame.
    if (!event.buttons) down.delete(event.pointerId);
    const before = down.get(event.pointerId);
    if (!before) {
      handlers.hover(event.pointerType === "mouse" && event.target === frame ? event : null);
      return;
    }
    moved += Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
    if (down.size === 2) pinch(down, event, handlers);
    else if (handlers.zoomed() && moved > STILL) {
      frame.setPointerCapture(event.pointerId);
      handlers.pan(event.clientX - before.clientX, event.clientY - before.clientY);
    }
    down.set(event.pointerId, event);
  });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    frame.addEventListener(end, (event) => down.delete(event.pointerId));
  }
  frame.addEventListener("pointerleave", () => handlers.hover(null));
  frame.addEventListener("click", (event) => {
    if (event.target === frame && moved <= STILL) handlers.set(event);
  });
  frame.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      handlers.zoom(event, Math.exp(-event.deltaY * WHEEL));
    },
    { passive: false },
  );
}

/**
 * @param {Map<number, PointerEvent>} down
 * @param {PointerEvent} event
 * @param {Handlers} handlers
 */
function pinch(down, event, handlers) {
  const other = [...down.values()].find(({ pointerId }) => pointerId !== event.pointerId);
  const before = down.get(event.pointerId);
  if (!other || !before) return;
  const distance = (/** @type {PointerEvent} */ one) =>
    Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
  const centre = {
    clientX: (event.clientX + other.clientX) / 2,
    clientY: (event.clientY + other.clientY) / 2,
  };
  handlers.zoom(centre, distance(event) / distance(before));
  handlers.pan((event.clientX - before.clientX) / 2, (event.clientY - before.clientY) / 2);
}

/**
 * Lets the start be dragged by its handle.
 * @param {HTMLElement} handle
 * @param {(pointer: {clientX: number, clientY: number}, time: number) => void} follow
 * @param {() => void} letGo
 */
export function dragHandle(handle, follow, letGo) {
  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    handle.focus({ preventScroll: true });
    handle.setPointerCapture(event.pointerId);
    const box = handle.getBoundingClientRect();
    const grip = [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2];
    const move = (/** @type {PointerEvent} */ at) =>
      follow({ clientX: at.clientX - grip[0], clientY: at.clientY - grip[1] }, at.timeStamp);
    const done = () => {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", done);
      handle.removeEventListener("pointercancel", done);
      letGo();
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", done);
    handle.addEventListener("pointercancel", done);
  });
}

/** The buttons that zoom a panel. */
import { element } from "./dom.js";

/**
 * @param {(factor: number) => void} zoom
 * @param {() => void} reset
 */
export function zoomButtons(zoom, reset) {
  return element(
    "div",
    { class: "dl-zoom", role: "group", "aria-label": "Zoom" },
    button("+", "Zoom in", () => zoom(2)),
    button("−", "Zoom out", () => zoom(0.5)),
    button("⤢", "Reset the view", reset),
  );
}

/**
 * @param {string} sign
 * @param {string} label
 * @param {() => void} act
 */
function button(sign, label, act) {
  const made = element("button", { type: "button", "aria-label": label, title: label }, sign);
  made.addEventListener("click", act);
  return made;
}

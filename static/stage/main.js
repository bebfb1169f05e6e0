/**
 * The entry: Streamlit calls the default export on every change of data or theme.
 * One stage lives as long as its root element does.
 */
import { Stage } from "./stage.js";
import { loadStyles } from "./assets.js";
import { closeMenuAfterChoice } from "./menu.js";
import { letKeysScroll } from "./scrolled.js";
import { keepTheme } from "./theme_choice.js";

/** @type {WeakMap<Element, Stage>} */
const stages = new WeakMap();

closeMenuAfterChoice();
letKeysScroll();

/**
 * For programs, as the one that writes all pages for a static host.
 * @param {Element} host
 */
export const stageOf = (host) => stages.get(host);

/** @param {import("./types.js").Component} component */
export default async function mount(component) {
  const host = /** @type {HTMLElement} */ (component.parentElement);
  await loadStyles();
  let stage = stages.get(host);
  if (!stage) {
    stage = new Stage(host);
    stages.set(host, stage);
  }
  stage.update(component);
  keepTheme();
  return () => {
    // Streamlit also cleans up after a call that another is about to overtake: the stage lives on.
    if (host.isConnected) return;
    stages.get(host)?.destroy();
    stages.delete(host);
  };
}

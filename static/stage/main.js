/**
 * The entry: Streamlit calls the default export on every change of data or theme.
 * One stage lives as long as its root element does.
 */
import { Stage } from "./stage.js";
import { loadStyle } from "./assets.js";

/** @type {WeakMap<Element, Stage>} */
const stages = new WeakMap();

/** @param {import("./types.js").Component} component */
export default async function mount(component) {
  const host = /** @type {HTMLElement} */ (component.parentElement);
  await loadStyle();
  let stage = stages.get(host);
  if (!stage) {
    stage = new Stage(host);
    stages.set(host, stage);
  }
  stage.update(component);
  return () => {
    stages.get(host)?.destroy();
    stages.delete(host);
  };
}

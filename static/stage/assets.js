/** Loads what the modules need beside themselves, once a page; what failed is tried again. */
import { element } from "./dom.js";

const PARTS = [
  "stage.css",
  "controls.css",
  "legend.css",
  "popover.css",
  "help.css",
  "question.css",
  "curve.css",
  "formula.css",
  "predict.css",
  "space.css",
  "share.css",
];
// What a screen asks for has the last word.
const SCREENS = ["grid.css", "phone.css", "present.css", "room.css"];
const PLOTLY = "plotly.min.js";

/** All that is loaded here. */
export const FILES = [...PARTS, ...SCREENS, PLOTLY];

export const loadStyles = once(() =>
  Promise.all([...PARTS, ...SCREENS].map((file) => added(element("link", { rel: "stylesheet", href: beside(file) })))),
);

/**
 * plotly.js, as a classic script: those the browser keeps compiled, which makes every later visit
 * about a second faster. It sets the global `Plotly`, as Streamlit's charts do with theirs.
 */
export const loadPlotly = once(async () => {
  await added(element("script", { src: beside(PLOTLY) }));
  return Reflect.get(window, "Plotly");
});

/**
 * @template T
 * @param {() => Promise<T>} load
 * @returns {() => Promise<T>}
 */
function once(load) {
  /** @type {Promise<T> | undefined} */
  let loaded;
  return () =>
    (loaded ??= load().catch((problem) => {
      loaded = undefined;
      throw problem;
    }));
}

/**
 * Adds an element that fetches a file; resolves when it is there.
 * @param {HTMLElement} made
 * @returns {Promise<void>}
 */
function added(made) {
  return new Promise((resolve, reject) => {
    made.onload = () => resolve();
    made.onerror = () => reject(new Error(`could not be loaded: ${made.outerHTML}`));
    document.head.append(made);
  });
}

/** Whether this page carries all of its files in itself. */
export function isCarried() {
  return Reflect.has(window, "carried");
}

/**
 * Where a file lies that is served beside this one; a live page carries all of them in itself.
 * @param {string} file
 * @returns {string}
 */
export function beside(file) {
  return Reflect.get(window, "carried")?.(file) ?? new URL(file, import.meta.url).href;
}

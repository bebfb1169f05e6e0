/** Loads what the modules need beside themselves, once a page; what failed is tried again. */

/** @type {Promise<void> | undefined} */
let style;
/** @type {Promise<any> | undefined} */
let plotly;

/** Links the stylesheet; resolves when it applies. @returns {Promise<void>} */
export function loadStyle() {
  style ??= new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL("./stage.css", import.meta.url).href;
    link.onload = () => resolve();
    link.onerror = () => {
      style = undefined;
      reject(new Error("the stage's stylesheet could not be loaded"));
    };
    document.head.append(link);
  });
  return style;
}

/**
 * plotly.js, as a classic script: those the browser keeps compiled, which makes every later visit
 * about a second faster. It sets its own global, `Plotly`; nothing here sets another.
 */
export function loadPlotly() {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("./plotly.min.js", import.meta.url).href;
    script.onload = () => resolve(Reflect.get(window, "Plotly"));
    script.onerror = () => {
      plotly = undefined;
      reject(new Error("plotly.js could not be loaded"));
    };
    document.head.append(script);
  });
  return plotly;
}

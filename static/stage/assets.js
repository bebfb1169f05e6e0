/** Loads what the modules need beside themselves, once a page. */

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
    link.onerror = () => reject(new Error("the stage's stylesheet could not be loaded"));
    document.head.append(link);
  });
  return style;
}

/** plotly.js, fetched compressed and run as a module, so that no global appears. */
export function loadPlotly() {
  plotly ??= fetchText("./plotly.min.js.gz").then(async (source) => {
    const wrapped = `const module = { exports: {} }, exports = module.exports;
${source}
export default module.exports;`;
    const address = URL.createObjectURL(new Blob([wrapped], { type: "text/javascript" }));
    const loaded = await import(address);
    URL.revokeObjectURL(address);
    return loaded.default;
  });
  return plotly;
}

/** @param {string} name */
async function fetchText(name) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok || !response.body) throw new Error(`${name}: ${response.status}`);
  const stream = response.body.pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

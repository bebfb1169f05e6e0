/**
 * Saves the page as a live page: one file, which a browser opens from a disk without a network, and
 * in which the stage goes on by itself.
 */
import { beside, FILES } from "./assets.js";
import { modulesFrom, PATTERN } from "./bundle.js";
import { htmlOf, inStyle, MOVED, NEEDS, themed } from "./page_file.js";
import { encode } from "./payload.js";
import { download } from "./picture.js";
import { proseOf } from "./prose.js";
import { variables } from "./theme.js";
import { isChosen } from "./theme_choice.js";
import { whole } from "./whole.js";

const ENTRY = "alone.js";
const LOOK = "live_page.css";

/**
 * What a live page opens with.
 * @typedef {object} Opening
 * @property {string} block the answer, as `decode` reads it, in base 64
 * @property {import("./types.js").Pair} start where the hand has put it
 * @property {[string, number][]} knobs where they stand, by name
 * @property {import("./prose.js").Figure[]} figures
 * @property {string} paper what these are drawn on, in the theme of that moment
 * @property {string} link the address that it was saved from
 */

/** @param {import("./stage.js").Stage} stage */
export async function saveLivePage(stage) {
  const { title, style, prose, opening } = await partsOf(stage);
  const carried = await packed({ files: await filesOf(), pattern: PATTERN, entry: ENTRY, opening });
  const parts = { title, style, prose, link: opening.link, time: new Date(), packed: carried };
  download(new Blob([htmlOf(parts)], { type: "text/html" }), `${stage.data?.page}.html`);
}

/**
 * What a live page is made of, but for the stage's own files.
 * @param {import("./stage.js").Stage} stage
 */
export async function partsOf(stage) {
  if (!stage.data) throw new Error("there is nothing to be seen yet");
  const { html, figures } = proseOf(stage.root);
  const answer = whole(stage.data, { ...stage.shown.view, turn: 1 });
  /** @type {Opening} */
  const opening = {
    block: await base64(new Blob([encode(answer)])),
    start: stage.start,
    knobs: [...stage.knobs.values],
    figures: plain(figures),
    paper: variables(stage.host)["--st-background-color"],
    link: stage.server.link,
  };
  const style = inStyle([themed(themesOf(stage)), await read(LOOK), ...styles()].join("\n"));
  return { title: document.title, style, prose: html, opening, notes: [NEEDS, MOVED] };
}

/**
 * The one that was chosen; else both, as the system has it.
 * @param {import("./stage.js").Stage} stage
 * @returns {Record<string, Record<string, string>>} variables of CSS, by theme
 */
function themesOf({ host, root }) {
  if (isChosen()) return { [root.dataset.mode ?? "light"]: variables(host) };
  return { light: variables(host, "dl-light"), dark: variables(host, "dl-dark") };
}

/** All files that a live page carries, by name. */
async function filesOf() {
  const files = await modulesFrom(ENTRY, read);
  await Promise.all(FILES.map(async (file) => (files[file] = await read(file))));
  return files;
}

/** @param {string} file */
async function read(file) {
  const answer = await fetch(beside(file));
  if (!answer.ok) throw new Error(`could not be loaded: ${file}`);
  return answer.text();
}

/** The page's own styles, beside those of the stage. */
function styles() {
  return [...document.querySelectorAll(".stHtml style")].map(({ textContent }) => textContent ?? "");
}

/** @param {import("./bundle.js").Packed} parts */
async function packed(parts) {
  const stream = new Blob([JSON.stringify(parts)]).stream().pipeThrough(new CompressionStream("gzip"));
  return base64(await new Response(stream).blob());
}

/**
 * Figures as JSON has them.
 * @param {import("./prose.js").Figure[]} figures
 * @returns {import("./prose.js").Figure[]}
 */
function plain(figures) {
  const listed = (/** @type {string} */ _, /** @type {unknown} */ value) =>
    ArrayBuffer.isView(value) ? [.../** @type {Float64Array} */ (value)] : value;
  return JSON.parse(JSON.stringify(figures, listed));
}

/**
 * @param {Blob} blob
 * @returns {Promise<string>}
 */
function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1]);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

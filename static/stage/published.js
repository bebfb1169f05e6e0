/** The entry of a live page on a static host, where all pages share the stage's files. */
import { open } from "./alone.js";

const said = document.getElementById("opening")?.textContent ?? "";
/** @type {import("./live_page.js").Opening} */
const opening = JSON.parse(said);
// Where no app is, a picture names the page itself.
const here = window.location.origin + window.location.pathname;
await open({ ...opening, link: opening.link || here });

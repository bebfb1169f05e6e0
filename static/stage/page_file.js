/** A live page as text, from its parts. */
import { unpack } from "./bundle.js";

/**
 * @typedef {object} Parts
 * @property {string} title
 * @property {string} style CSS
 * @property {string} prose HTML, in which the stage has a place
 * @property {string} link the address that it was saved from
 * @property {Date} time
 * @property {string} packed all that the stage needs, in base 64
 */

// Nothing is ever fetched from anywhere, whatever the prose holds.
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:",
  "style-src 'unsafe-inline' blob:",
  "img-src data: blob:",
  "worker-src blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

export const NEEDS = "Other choices need the app.";
export const MOVED = "Moved since: words, tables and charts are of that moment.";

/** @param {Parts} parts */
export function htmlOf({ title, style, prose, link, time, packed }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
${style}
</style>
</head>
<body>
<p class="dl-saved" data-testid="saved">A live page, saved from <a href="${escaped(link)}">${escaped(shortened(link))}</a>
on <time datetime="${time.toISOString()}">${escaped(spelled(time))}</time>. ${NEEDS} <span class="dl-moved">${MOVED}</span></p>
${prose}
<script type="text/plain" id="packed">${packed}</script>
<script>(${unpack})(document.getElementById("packed").textContent);</script>
</body>
</html>
`;
}

/**
 * The first theme's variables, and the second one's where the system has that.
 * @param {Record<string, Record<string, string>>} themes light, dark or both: their variables of CSS
 */
export function themed(themes) {
  const names = Object.keys(themes);
  const [first, second] = Object.values(themes).map((variables) =>
    Object.entries(variables).map(([name, value]) => `${name}: ${value};`).join(" "),
  );
  const other = second ? `\n@media (prefers-color-scheme: ${names[1]}) { :root { ${second} } }` : "";
  return `:root { color-scheme: ${names.join(" ")}; ${first} }${other}`;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** @param {string} css */
export function inStyle(css) {
  // A backslash before a slash changes nothing in CSS; the style element does not end there.
  return css.replaceAll("</", "<\\/");
}

/** @param {string} link */
function shortened(link) {
  const { host, pathname } = new URL(link);
  return host + pathname;
}

/** @param {Date} time */
function spelled(time) {
  return time.toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
}

import assert from "node:assert/strict";
import test from "node:test";
import { htmlOf, inStyle, themed } from "../../static/stage/page_file.js";

const parts = {
  title: "Race",
  style: ".a { color: red }",
  prose: "<main></main>",
  link: "https://example.org/race?seed=1&at=3",
  time: new Date(0),
  packed: "AAAA",
};

test("it says where it comes from, with all settings, and when", () => {
  const html = htmlOf(parts);
  assert.ok(html.includes('href="https://example.org/race?seed=1&#38;at=3">example.org/race</a>'));
  assert.ok(html.includes('<time datetime="1970-01-01T00:00:00.000Z">'));
});

test("it has the theme that was chosen, or follows the system's", () => {
  const dark = { "--st-text-color": "#fff" };
  assert.equal(themed({ dark }), ":root { color-scheme: dark; --st-text-color: #fff; }");
  const css = themed({ light: { "--st-text-color": "#111" }, dark });
  assert.ok(css.includes(":root { color-scheme: light dark; --st-text-color: #111; }"));
  assert.ok(css.includes("@media (prefers-color-scheme: dark) { :root { --st-text-color: #fff; } }"));
});

test("nothing may be fetched", () => {
  assert.match(htmlOf(parts), /Content-Security-Policy" content="default-src 'none'/);
});

test("no text ends what it stands in", () => {
  const evil = "</title><script>alert(1)</script>";
  const html = htmlOf({ ...parts, title: evil, link: `https://example.org/race?a="><script>`, style: inStyle("</style><b>") });
  const count = (text, what) => text.split(what).length;
  for (const what of ["<script", "</title", "</style", '"><']) assert.equal(count(html, what), count(htmlOf(parts), what));
});

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import test from "node:test";
import { classic, modulesFrom, namedIn, PATTERN } from "../../static/stage/bundle.js";

const STAGE = new URL("../../static/stage/", import.meta.url);
const read = (name) => readFile(new URL(name, STAGE), "utf8");

test("imports and workers are named, types in comments are not", () => {
  const source = `
    import { a } from "./a.js";
    import "./b.js";
    export { c } from "./c.js";
    /** @type {import("./types.js").Pair} */
    const worker = new Worker(new URL("./d.js", import.meta.url), { type: "module" });
  `;
  assert.deepEqual(namedIn(source), ["a.js", "b.js", "c.js", "d.js"]);
  const moved = source.replace(new RegExp(PATTERN, "g"), (_, before, name) => `${before}"at:${name}"`);
  assert.match(moved, /new Worker\(new URL\("at:d\.js"\), \{ type/);
  assert.match(moved, /import\("\.\/types\.js"\)/);
});

test("a module comes with all that it names, however far", async () => {
  const files = { "a.js": 'import "./b.js";', "b.js": 'import "./c.js";', "c.js": "", "d.js": "" };
  const gathered = await modulesFrom("a.js", async (name) => files[name]);
  assert.deepEqual(Object.keys(gathered).sort(), ["a.js", "b.js", "c.js"]);
});

test("our modules import nothing but each other, in the one way that is understood", async () => {
  for (const name of (await readdir(STAGE)).filter((file) => file.endsWith(".js"))) {
    const source = await read(name);
    const statements = source.match(/^(import|export) [^;]*?from "[^"]*";|^import "[^"]*";/gm) ?? [];
    assert.equal(statements.length + (source.match(/\bnew URL\("\.\//g) ?? []).length, namedIn(source).length, name);
  }
});

test("no module imports itself in a circle", async () => {
  const sources = await modulesFrom("alone.js", read);
  const above = new Set();
  const visit = (name) => {
    assert.ok(!above.has(name), `${[...above].join(" > ")} > ${name}`);
    above.add(name);
    namedIn(sources[name]).forEach(visit);
    above.delete(name);
  };
  visit("alone.js");
});

test("a worker and what it imports become one script without imports", async () => {
  const script = classic(await read("descent.js"), await read("map_worker.js"));
  assert.doesNotMatch(script, /^(import|export) /m);
  assert.doesNotThrow(() => new Function(script));
});

/** Runs programs as the browser does; prints the bytes of all that they did, a line a run. */
import { readFileSync } from "node:fs";
import { Arena, Descent } from "../../static/stage/descent.js";

const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
const floats = (text) => new Float64Array(bytes(text).buffer);
const text = (_, value) =>
  value instanceof Float64Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") : value;

const arena = new Arena();
for (const run of JSON.parse(readFileSync(process.argv[2], "utf-8"))) {
  const descent = new Descent(run.program, new WebAssembly.Module(bytes(run.code)), arena);
  const tables = { steps: run.steps, factors: floats(run.factors), draws: floats(run.draws) };
  const inputs = Object.entries(run.inputs).map(([name, value]) => [
    name,
    run.lanes ? floats(value) : floats(value)[0],
  ]);
  const given = Object.fromEntries(inputs);
  const done = run.lanes ? descent.lanes(given, tables, run.lanes) : descent.path(given, tables);
  console.log(JSON.stringify(done, text));
}

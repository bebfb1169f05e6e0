/** Runs a map of lanes again and again, block by block; prints its median processor time. */
import { readFileSync } from "node:fs";
import { Arena, Descent } from "../static/stage/descent.js";

const REPEATS = 9;
const { program, code, inputs, starts, steps, block } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const bytes = Buffer.from(code, "base64");
const descent = new Descent(program, new WebAssembly.Module(bytes), new Arena());
const [x, y] = starts.map((row) => Float64Array.from(row));
const tables = { steps, factors: new Float64Array(steps).fill(1) };

function map() {
  for (let first = 0; first < x.length; first += block) {
    const last = Math.min(first + block, x.length);
    const place = { "start.x": x.subarray(first, last), "start.y": y.subarray(first, last) };
    descent.lanes({ ...inputs, ...place }, tables, last - first);
  }
}

// The first block is run by the engine's quick compiler, until its careful one is done.
map();
const taken = Array.from({ length: REPEATS }, () => {
  const before = process.cpuUsage();
  map();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
});
taken.sort((a, b) => a - b);
console.log(JSON.stringify({ seconds: taken[(REPEATS - 1) / 2], size: bytes.length }));

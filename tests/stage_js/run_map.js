/** Fills pictures as the browser does; prints each cell's start and end, a line a picture. */
import { readFileSync } from "node:fs";
import { Arena, Descent } from "../../static/stage/descent.js";
import { Raster } from "../../static/stage/raster.js";
import { Pool } from "../../static/stage/workers.js";
import { fakeWorker } from "./fake_worker.js";

await fakeWorker();
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
const floats = (text) => new Float64Array(bytes(text).buffer);
const arena = new Arena();
const pool = new Pool(1);
const runs = JSON.parse(readFileSync(process.argv[2], "utf-8"));

async function fill({ program, code, steps, factors, draws, inputs, names, box, values, width, height }, name) {
  const descent = new Descent(program, new WebAssembly.Module(bytes(code)), arena);
  const tables = { steps, factors: floats(factors), draws: floats(draws) };
  const common = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, floats(value)[0]]));
  const along = ([low, high]) => (share) => low + share * (high - low);
  const of = (share) => values[Math.floor(share * values.length)];
  const [across, up] = values ? [of, () => 0] : box.map(along);
  const cells = [];
  const kept = (ends, lane, x, y) => {
    const end = [...ends.points, ends.values, ends.divergedAt, ends.stoppedAt].map((row) => row[lane]);
    cells.push([x, y, ...end]);
    return 0;
  };
  const job = { name, descent, inputs: common, tables };
  const wish = { job, names, across, up, width, height, finest: 1, measure: kept };
  await new Promise((filled) => {
    new Raster(pool, ({ size }) => (size === 1 ? filled() : (cells.length = 0))).want(wish);
  });
  return Buffer.from(Float64Array.from(cells.flat()).buffer).toString("base64");
}

for (const [i, run] of runs.entries()) console.log(JSON.stringify(await fill(run, String(i))));

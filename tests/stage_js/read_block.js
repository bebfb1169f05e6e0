/** Reads a block as the browser does; prints it, with each formula's values at given points. */
import { readFileSync } from "node:fs";
import { decode } from "../../static/stage/payload.js";

const [file, points] = process.argv.slice(2);
const answer = decode(new Uint8Array(readFileSync(file)));
const computed = Object.fromEntries(
  Object.entries(answer.surfaces).map(([name, { formula }]) => [
    name,
    JSON.parse(points).map(([x, y]) => [formula.value(x, y), formula.gradient(x, y)]),
  ]),
);
const plain = (_, value) => (ArrayBuffer.isView(value) ? [...value] : value);
console.log(JSON.stringify({ ...answer, computed }, plain));

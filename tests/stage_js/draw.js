/** Draws what the test asks for; prints a line of JSON for each seed. */
import { readFileSync } from "node:fs";
import { batchesOf } from "../../static/stage/draws.js";
import { Random } from "../../static/stage/random.js";

const { seeds, normals, wholes, below, shuffles, batches } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
for (const { seed, size, steps, moments, ...from } of batches) {
  const given = { ...from, moments: Float64Array.from(moments) };
  console.log(JSON.stringify([...batchesOf(seed, size, given, steps)]));
}
for (const seed of seeds) {
  const random = [0, 1, 2].map(() => new Random(seed));
  const many = (count, draw) => Array.from({ length: count }, draw);
  const lists = many(shuffles, () => Uint32Array.from({ length: below }, (_, i) => i));
  for (const list of lists) random[2].shuffle(list);
  const drawn = [many(normals, () => random[0].normal()), many(wholes, () => random[1].whole(below))];
  console.log(JSON.stringify([...drawn, lists.map((list) => [...list])]));
}

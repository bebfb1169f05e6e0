/** Makes a cloud of so many runs as the browser does; prints how many there are, and where they end. */
import { readFileSync } from "node:fs";
import { cloudOf, runsOf } from "../../static/stage/ensemble.js";
import { keepPrograms } from "../../static/stage/programs.js";

const { program, live, start, count } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
await keepPrograms({ [live.program]: program });
const runs = runsOf(live, start, new Map(), count);
const cloud = cloudOf({}, runs);
const end = cloud.points.slice(-2 * cloud.count);
console.log(JSON.stringify({ count: cloud.count, ticks: cloud.points.length / (2 * cloud.count), end: [...end] }));

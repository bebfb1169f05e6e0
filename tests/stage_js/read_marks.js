/** Prints the coordinates of marks over a map, with the knobs where they are said to stand. */
import { coordinates } from "../../static/stage/map_marks.js";

const [marks, knobs] = process.argv.slice(2).map((text) => JSON.parse(text));
const told = marks.map((mark) => coordinates(mark, 1, (name) => knobs[name]).map(([value]) => value));
console.log(JSON.stringify(told));

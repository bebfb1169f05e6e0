/** Previews answers as the browser does; prints, a line a case, where they differ from answers. */
import { readFileSync } from "node:fs";
import { decode } from "../../static/stage/payload.js";
import { preview } from "../../static/stage/preview.js";
import { keepPrograms, programOf } from "../../static/stage/programs.js";
import { slotsOf } from "../../static/stage/slots.js";
import { keepSurfaces } from "../../static/stage/surfaces.js";

const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
// Shares of a number, or of one that is next to nothing.
const CLOSE = 2e-6;
const TINY = 1e-2;

for (const { answer, light, cases } of JSON.parse(readFileSync(process.argv[2], "utf-8"))) {
  const data = decode(bytes(answer));
  keepSurfaces(data.surfaces, data.panels);
  await keepPrograms(data.programs);
  const differing = compared(decode(bytes(light)), data);
  console.log(JSON.stringify({ label: "without its numbers", differing }));
  for (const { label, placed, after } of cases) {
    const wanted = decode(bytes(after));
    const values = new Map(wanted.knobs.map(({ name, value }) => [name, value]));
    const made = preview(data, placed ? wanted.start : null, values);
    const differing = made ? compared(made, wanted) : null;
    console.log(JSON.stringify({ label, differing }));
  }
}

/** Whether the browser's own functions are called for: by the program, or by a schedule. */
function isApproximate({ program, schedule }) {
  const cosine = schedule?.tape.some(([name]) => name === "cos");
  return cosine || programOf(program)?.program.functions.length > 0;
}

/** All numbers of two answers that are not the same. */
function compared(made, wanted) {
  const found = made.last === wanted.last ? [] : [`last ${made.last}, not ${wanted.last}`];
  const start = differs(made.start, wanted.start, CLOSE);
  if (start) found.push(`start ${start}`);
  wanted.panels.forEach((panel, i) => {
    // A surface's own minima are found by a search.
    const fed = (all) => JSON.stringify(all.filter((mark) => mark.fed.length));
    const [own, marks] = [made.panels[i].marks, panel.marks].map(fed);
    const up = differs(made.panels[i].domain[1], panel.domain[1], CLOSE);
    if (up) found.push(`domain ${up}`);
    if (own !== marks) found.push(`marks ${own}, not ${marks}`);
    panel.clouds.forEach((cloud, j) => {
      const at = differs(made.panels[i].clouds[j].points, cloud.points, 0);
      if (at) found.push(`${cloud.name}: points ${at}`);
    });
    panel.paths.forEach((path, j) => {
      const own = made.panels[i].paths[j];
      const name = path.name;
      const same = (what, a, b, close) => {
        const at = differs(a, b, close);
        if (at) found.push(`${name}: ${what} ${at}`);
      };
      // Sums and products have the same bits here; sines and averages do not.
      const mean = panel.clouds.some(({ live }) => live.mean && live.path === j);
      const exact = "program" in path.live && !mean && !isApproximate(path.live);
      same("points", own.points, path.points, exact ? 0 : CLOSE);
      for (const [key, values] of Object.entries(path.curves)) same(key, own.curves[key], values, CLOSE);
      for (const arrow of path.arrows) {
        const mine = own.arrows.find((each) => each.name === arrow.name);
        same(arrow.name, mine?.vectors, arrow.vectors, CLOSE);
        if (arrow.tails) same(`${arrow.name}'s tails`, mine?.tails, arrow.tails, CLOSE);
      }
      for (const reading of path.readings) {
        same(reading.label, own.readings.find(({ label }) => label === reading.label)?.values, reading.values, CLOSE);
      }
      if (path.rings) same("rings", own.rings?.steps, path.rings.steps, 0);
      if (path.tangents) same("tangents", own.tangents, path.tangents, CLOSE);
      if (path.formula) found.push(...formulas(own.formula, path.formula).map((each) => `${name}: ${each}`));
    });
  });
  return found;
}

/** Where two columns differ; `close` is how much, as a share of the largest number. */
function differs(a, b, close) {
  if (!a || a.length !== b.length) return `has ${a?.length} numbers, not ${b.length}`;
  for (let i = 0; i < b.length; i += 1) {
    const [one, other] = [Math.fround(a[i]), Math.fround(b[i])];
    if (Object.is(one, other) || one === other) continue;
    if (!(Math.abs(one - other) <= close * Math.max(TINY, Math.abs(one), Math.abs(other)))) {
      return `at ${i} is ${one}, not ${other}`;
    }
  }
  return "";
}

/** The numbers of formulas at their first, middle and last step. */
function formulas(made, wanted) {
  if (!made) return ["no formula"];
  if (made.steps !== wanted.steps) return [`tells ${made.steps} steps, not ${wanted.steps}`];
  const found = [];
  const rows = wanted.rows?.length ?? wanted.steps;
  for (const row of new Set([0, Math.floor(rows / 2), rows - 1])) {
    if (row < 0 || row >= wanted.steps) continue;
    const at = wanted.rows?.[row] ?? row;
    const numbers = (formula, from) =>
      slotsOf(formula, formula.variants[formula.variant[from]])
        .filter(({ series }) => series)
        .map(({ series, column, as }) => {
          const place = (from + as.ahead) * series.width + column;
          return series.values[place] + (series.rest?.[place] ?? 0);
        });
    const wrong = differs(numbers(made, at), numbers(wanted, row), CLOSE);
    if (wrong) found.push(`step ${at}: ${wrong}`);
  }
  return found;
}

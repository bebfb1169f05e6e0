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
const NUDGE = 1e-14;

for (const { answer, light, cases } of JSON.parse(readFileSync(process.argv[2], "utf-8"))) {
  const data = decode(bytes(answer));
  keepSurfaces(data.surfaces, data.panels);
  await keepPrograms(data.programs);
  const differing = compared(decode(bytes(light)), data, data);
  console.log(JSON.stringify({ label: "without its numbers", differing }));
  for (const { label, placed, after } of cases) {
    const wanted = decode(bytes(after));
    const turned = new Map(wanted.knobs.map(({ name, value }) => [name, value]));
    const values = new Map(data.knobs.map(({ name, value }) => [name, turned.get(name) ?? value]));
    const made = preview(data, placed ? wanted.start : null, values);
    const differing = made ? compared(made, wanted, data, chaotic(data, made, values)) : null;
    console.log(JSON.stringify({ label, differing }));
  }
}

/** Whether the browser's own functions are called for: by the program, or by a schedule. */
function isApproximate({ program, schedule }) {
  if (!program) return false;
  const cosine = schedule?.tape.some(([name]) => name === "cos");
  return cosine || programOf(program)?.program.functions.length > 0;
}

/** The runs that a last bit of their start sends elsewhere: of these no two machines agree. */
function chaotic(data, made, values) {
  const nudged = preview(data, made.start.map((part) => part * (1 + NUDGE)), values);
  const paths = made.panels.flatMap(({ paths }) => paths);
  const others = nudged.panels.flatMap(({ paths }) => paths);
  const parts = ({ points, curves }) => [points, ...Object.values(curves)];
  const strays = (path, i) => parts(path).some((row, j) => differs(row, parts(others[i])[j], CLOSE));
  return paths.filter((path, i) => isApproximate(path.live) && strays(path, i)).map(({ name }) => name);
}

/** All numbers of two answers that are not the same, where one is made from the answer before. */
function compared(made, wanted, before, strays = []) {
  const found = made.last === wanted.last ? [] : [`last ${made.last}, not ${wanted.last}`];
  const start = differs(made.start, wanted.start, CLOSE);
  if (start) found.push(`start ${start}`);
  wanted.panels.forEach((panel, i) => {
    const up = differs(made.panels[i].domain[1], panel.domain[1], CLOSE);
    if (up) found.push(`domain ${up}`);
    const kinds = (all) => all.map(({ kind, name, fed }) => `${kind} ${name} ${fed}`).join();
    const [own, marks] = [made.panels[i].marks, panel.marks];
    const places = (all) => all.flatMap(({ point }) => point);
    const off = kinds(own) === kinds(marks) ? differs(places(own), places(marks), CLOSE) : kinds(own);
    if (off) found.push(`marks ${off}, not ${kinds(marks)}`);
    panel.clouds.forEach((cloud, j) => {
      const at = differs(made.panels[i].clouds[j].points, cloud.points, 0);
      if (at) found.push(`${cloud.name}: points ${at}`);
    });
    panel.paths.forEach((path, j) => {
      if (strays.includes(path.name)) return;
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
      // Another rule has arrows, numbers and a formula of its own, which come with the answer.
      const other = own.name !== path.name;
      for (const arrow of path.arrows) {
        if (other && !own.arrows.some(({ name }) => name === arrow.name)) continue;
        const mine = own.arrows.find((each) => each.name === arrow.name);
        same(arrow.name, mine?.vectors, arrow.vectors, CLOSE);
        if (arrow.tails) same(`${arrow.name}'s tails`, mine?.tails, arrow.tails, CLOSE);
      }
      for (const reading of path.readings) {
        if (other && !own.readings.some(({ label }) => label === reading.label)) continue;
        same(reading.label, own.readings.find(({ label }) => label === reading.label)?.values, reading.values, CLOSE);
      }
      if (path.rings) same("rings", own.rings?.steps, path.rings.steps, 0);
      if (path.tangents) same("tangents", own.tangents, path.tangents, CLOSE);
      if (path.formula && isKnown(path.formula, before.panels[i].paths)) found.push(...formulas(own.formula, path.formula).map((each) => `${name}: ${each}`));
    });
  });
  return found;
}

/** Whether the answer before had the lines of a formula: others are not shown until they come. */
function isKnown({ variants }, paths) {
  const known = paths.flatMap(({ formula }) => formula?.variants.map(({ lines }) => lines) ?? []);
  return variants.every(({ lines }) => known.includes(lines));
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

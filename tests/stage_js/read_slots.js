/** Prints what the slots of a block's formulas show at some rows: `node read_slots.js BLOCK ROWS`. */
import { readFileSync } from "node:fs";
import { decode } from "../../static/stage/payload.js";
import { slotsOf, textsOf } from "../../static/stage/slots.js";

const [block, rows] = process.argv.slice(2);
const { formulas } = decode(new Uint8Array(readFileSync(block)));

/** @param {number} row */
function shown(formula, row) {
  const variant = formula.variants[formula.variant[row]];
  return textsOf(slotsOf(formula, variant), row, row + 1);
}

process.stdout.write(JSON.stringify(formulas.map((formula) => JSON.parse(rows).map((row) => shown(formula, row)))));

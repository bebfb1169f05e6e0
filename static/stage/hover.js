/** The surface under the pointer, in numbers. */
import { short } from "./format.js";

/**
 * @param {import("./types.js").PanelData} panel
 * @param {import("./tape.js").Formula} formula
 * @param {import("./types.js").Pair} point
 */
export function describePoint({ kind, axes }, formula, [x, y]) {
  if (kind === "plain") return `${axes[0]} ${short(x)}, ${axes[1]} ${short(y)}`;
  const gradient = formula.gradient(x, y).map((slope) => short(slope));
  if (kind === "line") {
    return `x ${short(x)} · f ${short(formula.value(x, 0))} · slope ${gradient[0]}`;
  }
  const at = `${axes[0]} ${short(x)}, ${axes[1]} ${short(y)}`;
  return `${at} · f ${short(formula.value(x, y))} · ∇f (${gradient.join(", ")})`;
}

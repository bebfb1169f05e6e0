/** The settings of a picture in words. */
import { short } from "./format.js";
import { surfaceOf } from "./surfaces.js";

/**
 * @param {import("./types.js").Answer} data
 * @param {import("./types.js").Pair} start
 * @param {import("./choices.js").Choice[]} choices
 * @param {string[]} knobs
 */
export function settingsOf({ panels, runs }, start, choices, knobs) {
  const names = new Set(panels.flatMap(({ surface }) => surfaceOf(surface)?.name ?? []));
  const line = panels.some(({ kind }) => kind === "line");
  const place = line ? short(start[0]) : start.map((each) => short(each)).join(", ");
  const others = choices.filter(({ value }) => !names.has(value)).map(({ label, value }) => `${label}: ${value}`);
  const surface = `${line ? "Curve" : "Surface"}: ${[...names].join(", ")}`;
  const paths = panels.flatMap((panel) => panel.paths);
  const whose = runs ? [`Knobs of: ${paths[(runs.chosen - 1) * runs.paths].name}`] : [];
  return [surface, ...others, `start: ${place}`, ...whose, ...knobs].join(" · ");
}

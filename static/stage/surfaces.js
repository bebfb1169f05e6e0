/** The surfaces this browser has: the server sends each only once. */
import { formulaOf } from "./tape.js";

// Kept for all stages of the page and over page changes.
/** @type {Map<string, import("./types.js").SurfaceData>} */
const surfaces = new Map();
const MOST = 24;

/**
 * The one that a knob is turning: worked out here, unknown to the server.
 * @type {{name: string, surface: import("./types.js").SurfaceData} | null}
 */
let turned = null;

/** @param {string | null} name */
export function surfaceOf(name) {
  if (name === null) return undefined;
  return name === turned?.name ? turned.surface : surfaces.get(name);
}

/**
 * The same surface with other parameters, as a knob turns them: its levels stay. Gives its name.
 * @param {string} name
 * @param {Record<string, number>} changes
 */
export function turnedSurface(name, changes) {
  const surface = surfaces.get(name);
  if (!surface) return name;
  const given = { ...surface.arguments, ...changes };
  const own = `${name}, ${JSON.stringify(changes)}`;
  if (turned?.name !== own) {
    turned = { name: own, surface: { ...surface, arguments: given, formula: formulaOf(surface.tape, given) } };
  }
  return own;
}

export function surfaceNames() {
  return [...surfaces.keys()];
}

/**
 * Keeps what was sent; beyond the most there may be, the oldest go that no panel shows.
 * @param {Record<string, import("./types.js").SurfaceData>} sent
 * @param {import("./types.js").PanelData[]} panels
 */
export function keepSurfaces(sent, panels) {
  for (const [name, surface] of Object.entries(sent)) {
    surfaces.delete(name);
    surfaces.set(name, surface);
  }
  for (const name of surfaces.keys()) {
    if (surfaces.size <= MOST) break;
    if (!panels.some((panel) => panel.surface === name)) surfaces.delete(name);
  }
}

/**
 * Whether a panel shows a surface that this browser does not have.
 * @param {import("./types.js").PanelData[]} panels
 */
export function lacksSurface(panels) {
  return panels.some(({ surface }) => surface !== null && !surfaces.has(surface));
}

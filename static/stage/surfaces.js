/** The surfaces this browser has: the server sends each only once. */

// Kept for all stages of the page and over page changes.
/** @type {Map<string, import("./types.js").SurfaceData>} */
const surfaces = new Map();
const MOST = 24;

/** @param {string | null} name */
export function surfaceOf(name) {
  return name === null ? undefined : surfaces.get(name);
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

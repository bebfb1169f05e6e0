/** What the legend says beside the paths' names: all that is drawn, and when it is. */
import { arrowAt, tangentAt, widthOf } from "./anatomy.js";
import { moments, rowAt } from "./cloud.js";
import { arrowSwatch, dotsSwatch, ellipseSwatch, lineSwatch, markSwatch, ringSwatch, startSwatch } from "./swatch.js";
import { crosses, isInView } from "./view.js";

/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./types.js").PanelData} PanelData */

/**
 * What the picture shows at a moment.
 * @typedef {object} Moment
 * @property {import("./paint.js").Scene} scene
 * @property {number} tick
 * @property {import("./types.js").Pair} start
 * @property {boolean} inSpace whether the surface is seen in space, where less is drawn
 */

/**
 * @typedef {object} Entry
 * @property {string} kind
 * @property {string} name
 * @property {string} detail
 * @property {boolean} repeated whether the next entry has the same detail, which stands once
 * @property {(theme: Theme) => HTMLCanvasElement} swatch
 * @property {(moment: Moment) => boolean} isDrawn
 */

const FLAT = ["cloud", "spread", "arrow", "tangent", "rings"];

/**
 * @param {Entry} entry
 * @param {Moment} moment
 */
export function isDrawn(entry, moment) {
  return !(moment.inSpace && FLAT.includes(entry.kind)) && entry.isDrawn(moment);
}

/**
 * @param {PanelData} panel
 * @returns {Entry[]}
 */
export function entriesOf(panel) {
  return [
    ...panel.clouds.flatMap(ofCloud),
    ...ofGround(panel),
    ...ofArrows(panel),
    ...ofTangent(panel),
    ...ofRings(panel),
    ...ofMarks(panel),
    ...ofStart(panel),
  ];
}

/**
 * @param {Partial<Entry> & Pick<Entry, "kind" | "name" | "swatch">} parts
 * @returns {Entry}
 */
function entry(parts) {
  return { detail: "", repeated: false, isDrawn: () => true, ...parts };
}

/** @param {import("./types.js").CloudData} cloud */
function ofCloud(cloud) {
  const colour = (/** @type {Theme} */ theme) => cloud.style[theme.mode];
  const isDrawn = (/** @type {Moment} */ { tick }) => moments(rowAt(cloud, tick)) !== null;
  const points = { kind: "cloud", name: cloud.name, detail: cloud.detail };
  const dots = entry({ ...points, swatch: (theme) => dotsSwatch(colour(theme), 1.5) });
  const ellipse = { kind: "spread", name: "mean and 2 σ", isDrawn };
  return cloud.summed_up ? [dots, entry({ ...ellipse, swatch: (theme) => ellipseSwatch(colour(theme)) })] : [dots];
}

/** @param {PanelData} panel */
function ofGround({ kind, axes }) {
  if (kind === "data") {
    return [entry({ kind: "data", name: "data", swatch: (theme) => dotsSwatch(theme.curve, 2.2) })];
  }
  if (kind !== "line") return [];
  return [entry({ kind: "curve", name: axes[1], swatch: (theme) => lineSwatch(theme.curve, 2) })];
}

/** @param {PanelData} panel */
function ofArrows({ kind, paths }) {
  if (kind === "data") return [];
  const arrows = new Map(
    paths.flatMap((path) => path.arrows.map((arrow, i) => [arrow.name, { arrow, width: widthOf(path.arrows, i) }])),
  );
  const all = [...arrows.values()];
  return all.map(({ arrow, width }, i) =>
    entry({
      kind: "arrow",
      name: arrow.name,
      detail: arrow.to_scale ? "true length" : "direction only",
      repeated: all[i + 1]?.arrow.to_scale === arrow.to_scale,
      swatch: (theme) => arrowSwatch(theme.arrows[arrow.colour], width),
      isDrawn: ({ scene, tick }) => shown(scene).some((trail) => {
        const own = trail.path.arrows.find(({ name }) => name === arrow.name);
        const ends = own && arrowAt(trail, own, tick, scene.toUnits);
        return Boolean(ends && crosses(scene.frame, ...ends));
      }),
    }),
  );
}

/** @param {PanelData} panel */
function ofTangent({ kind, paths }) {
  if (kind === "data" || !paths.some(({ tangents }) => tangents)) return [];
  return [
    entry({
      kind: "tangent",
      name: "tangent",
      swatch: (theme) => lineSwatch(theme.arrows.gradient, 1.6, [6, 4]),
      isDrawn: ({ scene, tick }) => shown(scene).some((trail) => tangentAt(trail, tick) !== null),
    }),
  ];
}

/** @param {PanelData} panel */
function ofRings({ paths }) {
  const names = new Set(paths.flatMap(({ rings }) => (rings ? [rings.name] : [])));
  return [...names].map((name) =>
    entry({
      kind: "rings",
      name,
      swatch: ringSwatch,
      isDrawn: ({ scene, tick }) =>
        shown(scene).some((trail) => trail.path.rings?.name === name && trail.ringed(0, trail.at(tick)).length > 0),
    }),
  );
}

/** @param {PanelData} panel */
function ofMarks({ marks }) {
  const names = [...new Set(marks.map(({ name }) => name))];
  return names.map((name) => {
    const named = marks.filter((mark) => mark.name === name);
    return entry({
      kind: named[0].kind,
      name,
      swatch: (theme) => markSwatch(named[0].kind, theme),
      isDrawn: ({ scene }) => named.some(({ point }) => isInView(scene.view, point)),
    });
  });
}

/** @param {PanelData} panel */
function ofStart({ kind }) {
  if (kind === "data") return [];
  return [
    entry({
      kind: "start",
      name: "start",
      swatch: startSwatch,
      isDrawn: ({ scene, start }) => isInView(scene.view, start),
    }),
  ];
}

/** @param {import("./paint.js").Scene} scene */
function shown({ trails, shows }) {
  return trails.filter((_, i) => shows(i));
}

/** How far a knob can be turned where no server is. */

/** @typedef {import("./types.js").KnobData} KnobData */
/** @typedef {import("./types.js").PanelData} PanelData */

/**
 * The knob without what cannot be followed here, and what that is.
 * @param {KnobData} knob
 * @param {import("./types.js").Answer} data
 * @returns {KnobData}
 */
export function turnable(knob, { panels }) {
  const { value, low, high, top, bottom, whole } = knob;
  // At an end with a name of its own, as "off", the runs are others.
  const special = (top && value === high) || (bottom && value === low);
  if (!knob.live || special || !panels.every(isFollowed)) {
    return { ...knob, fixed: true, limit: "needs the app" };
  }
  const most = Math.min(...panels.map((panel) => mostOf(knob, panel)));
  if (most < high) return { ...knob, high: most, limit: "more needs the app" };
  const limit = top && `“${top}” needs the app`;
  return { ...knob, top: "", bottom: "", high: top && whole ? high - 1 : high, limit };
}

/** @param {PanelData} panel */
function isFollowed({ kind, clouds, paths }) {
  return kind !== "data" && !clouds.length && paths.every(({ live }) => live);
}

/**
 * Of steps there are as many as there are factors or random numbers for, unless the factors follow.
 * @param {KnobData} knob
 * @param {PanelData} panel
 */
function mostOf({ name }, { paths }) {
  const limits = paths.map(({ live }) => {
    if (!live || !("program" in live) || live.fed.steps !== name) return Infinity;
    const limited = live.normals || (live.factors && !live.schedule);
    return limited ? live.steps : Infinity;
  });
  return Math.min(...limits);
}

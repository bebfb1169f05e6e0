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
  if (!panels.every(isFollowed)) return { ...knob, fixed: true, limit: "needs the app" };
  const most = Math.min(...panels.map((panel) => mostOf(knob, panel)));
  return most < knob.high ? { ...knob, high: most, limit: "more needs the app" } : knob;
}

/** @param {PanelData} panel */
function isFollowed({ clouds, paths }) {
  return [...clouds, ...paths].every(({ live }) => live);
}

/**
 * Of steps there are as many as there are factors for, unless these follow.
 * @param {KnobData} knob
 * @param {PanelData} panel
 */
function mostOf({ name }, { paths }) {
  const limits = paths.map(({ live }) => {
    const limited =
      live && "program" in live && live.fed.steps === name && live.factors && !live.schedule;
    return limited ? live.steps : Infinity;
  });
  return Math.min(...limits);
}

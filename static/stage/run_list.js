/** What the legend adds to a run of the reader's own list: it is chosen, duplicated, renamed, removed. */
import { element, icon } from "./dom.js";

// As many letters as the server keeps.
const LONGEST = 40;

const DUPLICATE = "M2 2h8v2.2H8.7V3.3H3.3v5.4h.9V10H2zM5.5 5.5H14V14H5.5zM6.8 6.8v5.9h5.9V6.8z";
const RENAME = "M2 11.5 10.6 2.9l2.5 2.5L4.5 14H2zM11.5 2l.9-.9c.3-.3.8-.3 1.1 0l1.4 1.4c.3.3.3.8 0 1.1l-.9.9z";
const REMOVE = "M3.2 4.3 4.3 3.2 8 6.9l3.7-3.7 1.1 1.1L9.1 8l3.7 3.7-1.1 1.1L8 9.1l-3.7 3.7-1.1-1.1L6.9 8z";

/**
 * @typedef {object} List what a panel's legend knows of the list of runs
 * @property {import("./types.js").RunListData} runs
 * @property {number} first the place of the panel's first path among those of all panels
 * @property {string[]} names of the panel's paths, no two of all panels alike
 * @property {Set<string>} hidden the names of those of all panels that are switched off
 * @property {number} count how many runs there are
 * @property {(wish: import("./types.js").RunWish) => void} ask
 */

/**
 * @param {List} list
 * @param {number} index of a path within its panel
 * @returns {number} whose path it is, counted from 1; 0 where it is no run but drawn of one
 */
export function runOf({ runs, first }, index) {
  const place = first + index;
  return place % runs.paths ? 0 : place / runs.paths + 1;
}

/**
 * @param {HTMLElement} item the run's line of the legend, whose first part names it
 * @param {string} name
 * @param {number} run
 * @param {List} list
 * @returns {HTMLElement[]} what stands behind the run's name, beside the eye
 */
export function runActions(item, name, run, list) {
  const { runs, count, ask } = list;
  if (run !== runs.chosen || runs.fixed) return [];
  const act = (/** @type {string} */ what, given = "") => ask({ do: what, run, name: given });
  const duplicate = action("Duplicate", name, DUPLICATE, () => act("duplicate"));
  const rename = action("Rename", name, RENAME, () => askName(item, name, (given) => act("rename", given)));
  const remove = action("Remove", name, REMOVE, () => act("remove"));
  duplicate.disabled = runs.full;
  remove.disabled = count === 1;
  return [duplicate, rename, remove];
}

/**
 * @param {string} what
 * @param {string} name
 * @param {string} path
 * @param {() => void} act
 */
function action(what, name, path, act) {
  const label = { "aria-label": `${what} ${name}`, title: what, "data-key": what };
  const made = element("button", { type: "button", class: "dl-run-action", ...label }, icon(path));
  made.addEventListener("click", act);
  return made;
}

/**
 * A field in the name's place, until it is left or Enter is pressed; Escape leaves all as it was.
 * @param {HTMLElement} item
 * @param {string} name
 * @param {(name: string) => void} done
 */
function askName(item, name, done) {
  const kept = /** @type {HTMLElement} */ (item.firstElementChild);
  const field = element("input", { class: "dl-rename", maxlength: LONGEST, "aria-label": "Name of the run" });
  field.value = name;
  let open = true;
  const close = (/** @type {boolean} */ takes) => {
    if (!open) return;
    open = false;
    field.replaceWith(kept);
    kept.focus();
    if (takes && field.value.trim() !== name) done(field.value);
  };
  field.addEventListener("keydown", (event) => {
    const { key } = event;
    if (key !== "Enter" && key !== "Escape") return;
    // Else the same key would press the button that gets the focus back.
    event.preventDefault();
    close(key === "Enter");
  });
  field.addEventListener("blur", () => close(true));
  kept.replaceWith(field);
  field.select();
}

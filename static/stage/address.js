/** The page's address, which holds all settings of the picture: those of all stages on the page. */

// The newest that the server has told any stage, and the view that the link carries.
const known = { settings: "", view: "" };

/** @param {string} settings as an answer has them */
export function noteSettings(settings) {
  known.settings = settings;
}

/**
 * The page's query.
 * @param {string | null} view null for a stage whose view the link does not carry
 */
export function queryOf(view) {
  known.view = view ?? known.view;
  return [known.settings, known.view].filter(Boolean).join("&");
}

/**
 * The address that reproduces a picture.
 * @param {string} query
 */
export function link(query) {
  return window.location.origin + pathTo(query);
}

/**
 * Shows a picture's settings in the address bar.
 * @param {string} query
 * @returns {boolean} whether it showed others before
 */
export function showInAddress(query) {
  const address = pathTo(query);
  if (address === window.location.pathname + window.location.search) return false;
  window.history.replaceState({}, "", address);
  return true;
}

/** @param {string} query */
function pathTo(query) {
  return window.location.pathname + (query ? `?${query}` : "");
}

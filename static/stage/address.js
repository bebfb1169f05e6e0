/** The page's address, which holds all settings of the picture. */

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

/**
 * The theme that the reader has chosen in the app's menu holds on every page. Streamlit keeps it for
 * the path alone on which the app was opened, and reads it before anything is drawn: so it is noted
 * there for the other pages too, as soon as it is chosen.
 */

const NOTED = /^stActiveTheme-(.*)(-v\d+)$/;
const SYSTEM = '"System"';

/** The path that was opened: a page change within the app does not change it. */
const opened = new URL(performance.getEntriesByType("navigation")[0]?.name ?? location.href).pathname;
const before = noted()?.theme ?? SYSTEM;

let changed = false;

/** Notes the theme for all pages, if it was chosen here. */
export function keepTheme() {
  const chosen = noted();
  if (!chosen || (chosen.theme === before && !changed)) return;
  changed = true;
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll('a[data-testid^="stPageLink"]')
  );
  for (const { href } of links) {
    localStorage.setItem(`stActiveTheme-${new URL(href).pathname}${chosen.version}`, chosen.theme);
  }
}

/** @returns {{theme: string, version: string} | undefined} what Streamlit has noted here */
function noted() {
  for (const [key, theme] of Object.entries(localStorage)) {
    const [, path, version] = NOTED.exec(key) ?? [];
    if (path === opened) return { theme: String(theme), version };
  }
  return undefined;
}

window.addEventListener("pagehide", keepTheme);

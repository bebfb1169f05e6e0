/**
 * The theme that the reader has chosen in the app's menu holds on every page. Streamlit keeps it for
 * the path alone on which the app was opened, and reads it before anything is drawn: so it is noted
 * there for the other pages too, as soon as it is chosen.
 */

const NOTED = /^stActiveTheme-(.*)(-v\d+)$/;
const HOME = new URL("../../../../", import.meta.url).pathname;
const SYSTEM = '"System"';

/** The path that was opened: a page change within the app does not change it. */
const opened = new URL(performance.getEntriesByType("navigation")[0]?.name ?? location.href).pathname;
const before = noted()?.theme ?? SYSTEM;

let changed = false;

/** Whether the reader has chosen a theme; else it is their system's. */
export function isChosen() {
  return (noted()?.theme ?? SYSTEM) !== SYSTEM;
}

/** Notes the theme for all pages, if it was chosen here. */
export function keepTheme() {
  const chosen = noted();
  if (!chosen || (chosen.theme === before && !changed)) return;
  changed = true;
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll('a[data-testid^="stPageLink"]')
  );
  // The link home is empty. It may be opened with a slash at its end or without.
  const paths = [...links].map(({ href }) => new URL(href).pathname);
  for (const path of [...paths, HOME, HOME.slice(0, -1)]) {
    if (path) localStorage.setItem(`stActiveTheme-${path}${chosen.version}`, chosen.theme);
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

/** What a browser keeps of rooms over a reload: the teacher's secret in its tab, a phone's token. */

const TEACHER = "descent-lab-room";

/** @typedef {{page: string, settings: string, code: string, secret: string}} Held a teacher's room, and what it asks about */

/** @type {Map<string, string>} where the browser keeps nothing */
const fallback = new Map();

/** @returns {Held | null} */
export function heldRoom() {
  const text = read("sessionStorage", TEACHER);
  return text ? JSON.parse(text) : null;
}

/** @param {Held | null} room */
export function holdRoom(room) {
  write("sessionStorage", TEACHER, room ? JSON.stringify(room) : "");
}

/**
 * By what a room knows this phone: drawn by chance, and the same after a reload.
 * @param {string} code
 */
export function tokenFor(code) {
  const name = `${TEACHER}-${code}`;
  const known = read("localStorage", name);
  if (/^[0-9a-f]{32}$/.test(known)) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const token = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  write("localStorage", name, token);
  return token;
}

/**
 * @param {"sessionStorage" | "localStorage"} place
 * @param {string} name
 */
function read(place, name) {
  try {
    return window[place].getItem(name) ?? fallback.get(name) ?? "";
  } catch {
    return fallback.get(name) ?? "";
  }
}

/**
 * @param {"sessionStorage" | "localStorage"} place
 * @param {string} name
 * @param {string} text
 */
function write(place, name, text) {
  fallback.set(name, text);
  try {
    window[place].setItem(name, text);
  } catch {
    // A private window may keep nothing: it is known until the page is left.
  }
}

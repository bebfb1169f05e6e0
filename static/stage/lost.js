/**
 * The connection that Streamlit keeps to its server: when it is lost, when it is back, and whether
 * anybody still listens at its other end. Streamlit tells and is asked by the messages that it has
 * for a page that frames it.
 */
import { arrived, isLeaving, whereTo } from "./leaving.js";

const TITLE = "Connection error";
// A connection can be dead without a word, as after a sleep: whoever does not answer by then is away.
// A server under load takes seconds, and another connection would cost it more.
const ACKNOWLEDGED = 6000;

/**
 * @param {() => void} onLost the server is away
 * @param {() => void} onBack a connection stands again, maybe to a server that knows nothing of this page
 * @returns {() => void} stops watching
 */
export function watchConnection(onLost, onBack) {
  const observer = new MutationObserver(closeWindow);
  observer.observe(document.body, { childList: true });
  const heard = (/** @type {MessageEvent} */ { source, data }) => {
    if (source !== window || data?.stCommVersion !== 1) return;
    if (data.type === "WEBSOCKET_DISCONNECTED") onLost();
    if (data.type === "WEBSOCKET_CONNECTED") onBack();
  };
  const woken = () => document.visibilityState === "visible" && tryConnection();
  const clicked = () => isLeaving() && tryConnection();
  window.addEventListener("message", heard);
  window.addEventListener("online", woken);
  document.addEventListener("visibilitychange", woken);
  document.addEventListener("click", clicked);
  return () => {
    observer.disconnect();
    window.removeEventListener("message", heard);
    window.removeEventListener("online", woken);
    document.removeEventListener("visibilitychange", woken);
    document.removeEventListener("click", clicked);
  };
}

/**
 * Streamlit says that it has lost its server in a window over the whole page, which takes the next
 * click. The stage says so itself, and goes on below.
 */
function closeWindow() {
  const dialog = [...document.querySelectorAll("[data-testid=stDialog]")].find(
    (one) => one.querySelector("h2")?.textContent === TITLE,
  );
  /** @type {HTMLElement | null | undefined} */ (dialog?.querySelector("button"))?.click();
}

/** Has Streamlit make another connection if nobody answers on the one that it has. */
export function tryConnection() {
  const beat = { stCommVersion: 1, type: "SEND_APP_HEARTBEAT", ackTimeoutMilliseconds: ACKNOWLEDGED };
  window.postMessage(beat, "/");
}

/**
 * Has the whole page made anew from its address, as after a step back in the browser, or follows a
 * link that could not be followed.
 */
export function askForPage() {
  const link = whereTo();
  if (link) return window.location.assign(link);
  window.dispatchEvent(new PopStateEvent("popstate"));
  // The reader stays.
  arrived();
}

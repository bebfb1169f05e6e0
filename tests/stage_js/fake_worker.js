/** The map's worker in this thread, so that node can run all of a map. */
import { workers } from "../../static/stage/workers.js";

export async function fakeWorker() {
  const hands = { postMessage: (data) => setImmediate(() => globalThis.onmessage({ data })), onmessage: null };
  globalThis.postMessage = (data) => hands.onmessage({ data });
  workers.open = () => hands;
  await import("../../static/stage/map_worker.js");
}

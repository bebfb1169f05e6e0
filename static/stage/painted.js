/** What is done once the screen shows what has been drawn. */

/** @param {() => void} then */
export function afterPaint(then) {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      then();
      port1.close();
    };
    port2.postMessage(null);
  });
}

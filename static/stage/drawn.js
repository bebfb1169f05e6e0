/** Points drawn by hand, as the hand has left them until the server has answered that. */

export class Drawn {
  /**
   * @param {import("./hand.js").Hand} hand
   * @param {import("./server.js").Server} server
   */
  constructor(hand, server) {
    this.hand = hand;
    this.server = server;
    /** @type {number[] | null} x and y by turns */
    this.points = null;
  }

  /**
   * @param {number[]} points all of them
   * @param {number} time when the person acted
   * @param {boolean} held whether the hand still holds one
   */
  draw(points, time, held) {
    this.points = points;
    if (held) {
      this.hand.hold();
      this.server.askInTime({ points }, time);
    } else {
      this.hand.setOff();
      this.server.ask({ points }, time);
    }
  }

  /**
   * An answer has come.
   * @param {import("./types.js").PanelData[]} panels
   * @param {boolean} newer whether more was asked meanwhile
   */
  settle(panels, newer) {
    if (!newer) this.points = null;
    for (const panel of panels) {
      if (panel.drawable && this.points) panel.data = Float64Array.from(this.points);
    }
  }
}

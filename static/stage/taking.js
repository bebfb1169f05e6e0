/** Asks the server for a file to take along, which it makes then. */

// A slow machine may need a while for thousands of steps of many runs.
const PATIENCE = 60000;

/** @typedef {import("./types.js").TakenFile} TakenFile */

export class Taking {
  /** @param {(take: {kind: string, link: string}) => void} ask */
  constructor(ask) {
    this.ask = ask;
    /** @type {Set<{kind: string, give: (file: TakenFile) => void}>} */
    this.waiting = new Set();
  }

  /**
   * @param {string} kind
   * @param {string} link the page's, which is written into the file
   * @returns {Promise<TakenFile>}
   */
  take(kind, link) {
    return new Promise((give, fail) => {
      const one = { kind, give };
      this.waiting.add(one);
      window.setTimeout(() => {
        this.waiting.delete(one);
        fail(new Error(`no ${kind} came`));
      }, PATIENCE);
      this.ask({ kind, link });
    });
  }

  /** @param {TakenFile | null} file what an answer brings */
  receive(file) {
    for (const one of this.waiting) {
      if (one.kind !== file?.kind) continue;
      this.waiting.delete(one);
      one.give(file);
    }
  }
}

/** Asks the server for a file to take along, which it makes then. */

// A slow machine may need a while for thousands of steps of many runs.
const PATIENCE = 60000;

/** @typedef {import("./types.js").TakenFile} TakenFile */

export class Taking {
  /** @param {(take: {kind: string, link: string}) => void} ask */
  constructor(ask) {
    this.ask = ask;
    /** @type {{kind: string, give: (file: TakenFile) => void} | null} */
    this.waiting = null;
  }

  /**
   * @param {string} kind
   * @param {string} link the page's, which is written into the file
   * @returns {Promise<TakenFile>}
   */
  take(kind, link) {
    return new Promise((give, fail) => {
      const timer = window.setTimeout(() => fail(new Error(`no ${kind} came`)), PATIENCE);
      this.waiting = {
        kind,
        give: (file) => {
          window.clearTimeout(timer);
          give(file);
        },
      };
      this.ask({ kind, link });
    });
  }

  /** @param {TakenFile | null} file what an answer brings */
  receive(file) {
    if (!file || file.kind !== this.waiting?.kind) return;
    this.waiting.give(file);
    this.waiting = null;
  }
}

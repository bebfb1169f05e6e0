/** Work that is done one after the other, of which only the newest is still wanted. */

export class Newest {
  wanted = "";
  gone = false;
  /** @type {Promise<unknown>} */
  done = Promise.resolve();

  /**
   * Does it after what is being done, unless the same has been wanted last.
   * @param {string} key says what it is
   * @param {(isWanted: () => boolean) => Promise<void>} work
   */
  want(key, work) {
    if (key === this.wanted) return;
    this.wanted = key;
    const isWanted = () => !this.gone && key === this.wanted;
    const doing = this.done.then(() => (isWanted() ? work(isWanted) : undefined));
    this.done = doing.catch((problem) => {
      // The next answer tries again.
      if (this.wanted === key) this.wanted = "";
      console.error(problem);
    });
  }

  /**
   * Wants nothing any more.
   * @param {() => Promise<void>} work clears up
   */
  end(work) {
    this.gone = true;
    void this.done.then(work);
  }
}

/** How much of the screen is the stage's: what stands above it is measured, not known. */

export class Room {
  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} panels
   */
  constructor(root, panels) {
    this.root = root;
    this.panels = panels;
    this.observer = new ResizeObserver(() => this.measure());
  }

  /** Once the stage is in the page. */
  watch() {
    this.page = /** @type {HTMLElement | null} */ (this.root.closest("[data-testid=stMainBlockContainer]"));
    if (this.page) this.observer.observe(this.page);
    this.observer.observe(this.root);
    this.measure();
  }

  measure() {
    const { page, root, panels } = this;
    const top = root.getBoundingClientRect().top;
    if (page) root.style.setProperty("--above", `${top - page.getBoundingClientRect().top}px`);
    const plot = panels.querySelector(".dl-plot");
    if (!plot) return;
    const legend = plot.getBoundingClientRect().top - panels.getBoundingClientRect().top;
    root.style.setProperty("--legend", `${Math.round(legend)}px`);
  }

  destroy() {
    this.observer.disconnect();
  }
}

/** How much of the screen the parts of a stage need: what is measured, not known. */

export class Room {
  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} panels
   * @param {import("./formula.js").Formula} formula
   */
  constructor(root, panels, formula) {
    this.root = root;
    this.panels = panels;
    this.formula = formula;
    // A frame later: what is measured changes sizes, which an observer must not do at once.
    this.observer = new ResizeObserver(() => requestAnimationFrame(() => this.measure()));
    this.steps = new ResizeObserver(() => requestAnimationFrame(() => this.measureStep()));
    /** The tallest step so far, at this width. */
    this.step = { width: 0, height: 0 };
  }

  /** Once the stage is in the page. */
  watch() {
    this.page = /** @type {HTMLElement | null} */ (this.root.closest("[data-testid=stMainBlockContainer]"));
    if (this.page) this.observer.observe(this.page);
    this.observer.observe(this.root);
    const { head, body, ending } = this.formula;
    for (const part of [head, body, ending]) this.steps.observe(part);
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

  measureStep() {
    const { root, formula, step } = this;
    const { head, body, ending } = formula;
    const width = formula.root.clientWidth;
    if (width !== step.width) Object.assign(step, { width, height: 0 });
    const height = head.offsetHeight + body.offsetHeight + ending.offsetHeight;
    step.height = Math.max(step.height, height);
    root.style.setProperty("--step", `${step.height}px`);
  }

  destroy() {
    this.observer.disconnect();
    this.steps.disconnect();
  }
}

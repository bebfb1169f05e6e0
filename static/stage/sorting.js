/**
 * A table of the page that a click on a column's head sorts: the smallest first, or the largest once
 * it is clicked again. The app writes its rows anew in its own order whenever one of them changes;
 * the order that was chosen is restored before that is painted.
 */
import { element, mark } from "./dom.js";

const tables = /** @type {HTMLCollectionOf<HTMLTableElement>} */ (document.getElementsByClassName("dl-sortable"));

export class Sorting {
  /** @param {() => void} onChange the reader has chosen another order */
  constructor(onChange) {
    this.onChange = onChange;
    /** The key of a column, after a minus where the largest comes first; empty for the app's order. */
    this.order = "";
    this.observer = new MutationObserver(() => this.sortAll());
  }

  /** @param {string} order */
  apply(order) {
    this.order = order;
    this.observer.observe(document.documentElement, { childList: true, subtree: true });
    this.sortAll();
  }

  sortAll() {
    for (const table of tables) this.sort(table);
    // What was done here is no news.
    this.observer.takeRecords();
  }

  /** @param {HTMLTableElement} table */
  sort({ tHead, tBodies }) {
    const heads = /** @type {HTMLTableCellElement[]} */ ([...(tHead?.rows[0].cells ?? [])]);
    for (const head of heads) if (head.dataset.sort && !head.querySelector("button")) this.equip(head);
    const falling = this.order.startsWith("-");
    const key = falling ? this.order.slice(1) : this.order;
    const column = heads.findIndex(({ dataset }) => dataset.sort && dataset.sort === key);
    heads.forEach((head, i) => {
      if (i === column) mark(head, "aria-sort", falling ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    const rows = [...tBodies[0].rows];
    const numbers = rows.map(({ cells }) => [cells[0], cells[Math.max(column, 0)]].map(numberOf));
    const sorted = placesBy(numbers, column >= 0 && falling).map((place) => rows[place]);
    if (sorted.some((row, i) => row !== rows[i])) tBodies[0].append(...sorted);
  }

  /**
   * Makes a head a button.
   * @param {HTMLTableCellElement} head
   */
  equip(head) {
    const button = element("button", { type: "button", class: "dl-sort" }, head.textContent ?? "");
    const key = head.dataset.sort ?? "";
    button.addEventListener("click", () => {
      this.order = this.order === key ? `-${key}` : key;
      this.sortAll();
      this.onChange();
    });
    head.replaceChildren(button);
  }

  destroy() {
    this.observer.disconnect();
  }
}

/**
 * In which order rows come: by their second number, those without one last, and equal ones by their
 * first.
 * @param {number[][]} numbers two of each row
 * @param {boolean} falling whether the largest comes first
 */
export function placesBy(numbers, falling) {
  const sign = falling ? -1 : 1;
  return numbers
    .map((_, place) => place)
    .sort((a, b) => {
      const [[first, one], [second, other]] = [numbers[a], numbers[b]];
      const lacking = Number(Number.isNaN(one)) - Number(Number.isNaN(other));
      return lacking || sign * (one - other) || first - second;
    });
}

/** @param {HTMLTableCellElement} cell */
function numberOf({ dataset }) {
  return Number.parseFloat(dataset.value ?? "");
}

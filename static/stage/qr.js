/** A QR code, as large as the screen has room for. */
import { element } from "./dom.js";

const SPACE = "http://www.w3.org/2000/svg";
// The quiet zone that scanners ask for.
const QUIET = 4;

/** A native popover: closed by Escape and by a press anywhere. */
export class QrCode {
  root = element("div", {
    class: "dl-qr",
    popover: "auto",
    role: "dialog",
    "aria-label": "QR code of the link",
    "data-testid": "qr-code",
    tabindex: "-1",
  });

  constructor() {
    this.root.addEventListener("click", () => this.root.hidePopover());
  }

  /**
   * @param {string[]} rows of modules, 1 where one is dark
   * @param {string} link
   */
  show(rows, link) {
    this.root.replaceChildren(drawnCode(rows), element("p", {}, link));
    this.root.showPopover();
    // So that it is read out; closed, it gives the focus back.
    this.root.focus();
  }
}

/** @param {string[]} rows of modules, 1 where one is dark */
export function drawnCode(rows) {
  const size = rows.length + 2 * QUIET;
  const svg = document.createElementNS(SPACE, "svg");
  svg.setAttribute("viewBox", `${-QUIET} ${-QUIET} ${size} ${size}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "QR code");
  svg.setAttribute("shape-rendering", "crispEdges");
  const dark = document.createElementNS(SPACE, "path");
  dark.setAttribute("d", rows.map(outlined).join(""));
  svg.append(dark);
  return svg;
}

/**
 * @param {string} row
 * @param {number} y
 */
function outlined(row, y) {
  return [...row.matchAll(/1+/g)].map(({ 0: { length }, index }) => `M${index} ${y}h${length}v1h-${length}z`).join("");
}

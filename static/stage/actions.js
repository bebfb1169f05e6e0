/** What is done with the whole picture: taken along, presented. */
import { element, icon } from "./dom.js";
import { Present } from "./present.js";
import { Share } from "./share.js";
import { shotOf } from "./shot.js";
import { Taking } from "./taking.js";

const PRESENT = "M1.5 2.5h13v9h-5.6v1.2h2.4V14H4.7v-1.3h2.4v-1.2H1.5ZM3 4v6h10V4Z";
const LABEL = "Present on a projector; Escape leaves";

class Actions {
  /**
   * @param {import("./share.js").Handlers & {present: (present: boolean, time: number) => void}} handlers
   * @param {Taking} taking
   */
  constructor(handlers, taking) {
    this.taking = taking;
    const present = element(
      "button",
      { type: "button", class: "dl-icon", "aria-label": LABEL, title: LABEL, "data-testid": "present" },
      icon(PRESENT),
    );
    this.present = new Present(present, handlers.clock, handlers.present);
    this.share = new Share(handlers);
    const { button, menu, code } = this.share;
    this.root = element(
      "div",
      { class: "dl-actions", role: "group", "aria-label": "Picture" },
      button,
      menu,
      code.root,
      this.present.notes,
      present,
    );
  }

  destroy() {
    this.share.destroy();
    this.present.destroy();
  }
}

/** @param {string} link */
function withoutPresent(link) {
  const [path, query] = link.split("?");
  const kept = (query ?? "").split("&").filter((part) => part && !part.startsWith("present="));
  return kept.length ? `${path}?${kept.join("&")}` : path;
}

/** @param {import("./stage.js").Stage} stage */
export function actionsOf(stage) {
  const { server, clock, announcer } = stage;
  const taking = new Taking((take) => server.ask({ take }, performance.now()));
  // Who scans a slide wants the page that it shows.
  const linkFor = (/** @type {string} */ kind) => (kind === "qr" ? withoutPresent(server.link) : server.link);
  const handlers = {
    clock,
    link: () => server.link,
    present: (/** @type {boolean} */ present, /** @type {number} */ time) => server.ask({ present }, time),
    say: (/** @type {string} */ text) => announcer.say(text),
    shot: () => shotOf(stage),
    // Seldom wanted: it comes when it is.
    save: async () => (await import("./live_page.js")).saveLivePage(stage),
    askClass: () => stage.classroom.asks.offer(),
    take: server.makes ? (/** @type {string} */ kind) => taking.take(kind, linkFor(kind)) : null,
  };
  return new Actions(handlers, taking);
}

/**
 * What the colours below the paths mean. Where runs can be followed here the reader chooses, in a
 * corner of the picture: the colours of the surface, or a map of starts, whose key stands above it.
 */
import { element, hide, mark, write } from "./dom.js";
import { KINDS } from "./map_kinds.js";

const SURFACE = "loss, lower is darker";
const CHOICE = "the choice";

/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./map_kinds.js").Entry} Entry */

/**
 * @typedef {object} Handlers
 * @property {(kind: string | null) => void} chooseMap null for the surface itself
 * @property {(run: number) => void} chooseRun by its index
 *
 * What can be chosen.
 * @typedef {object} Offer
 * @property {string[]} kinds
 * @property {string | null} kind
 * @property {[number, string][]} runs those that can be mapped: their index and name
 * @property {number} run
 *
 * What a map's colours mean.
 * @typedef {object} Key
 * @property {string} lead
 * @property {Entry[]} entries
 */

export class Scale {
  /** @param {Handlers} handlers */
  constructor({ chooseMap, chooseRun }) {
    this.kinds = new Choice("map-kind", "What the colours show", (value) => chooseMap(value || null));
    this.runs = new Choice("map-run", "Whose runs are mapped", (value) => chooseRun(Number(value)));
    this.bar = element("span", { class: "dl-scale-bar", "aria-hidden": "true" });
    this.surface = element("span", {}, SURFACE);
    this.lead = element("span");
    this.list = element("ul", { "aria-label": "The map's colours" });
    this.key = element("div", { class: "dl-map-key", "data-testid": "map-key", hidden: true }, this.lead, this.list);
    /** @type {Entry[]} as they are said */
    this.entries = [];
    /** @type {HTMLElement[]} */
    this.items = [];
    this.drawn = "";
    const { bar, surface, kinds, runs } = this;
    this.root = element("div", { class: "dl-scale", "data-testid": "scale" }, bar, surface, kinds.root, runs.root);
  }

  /**
   * @param {import("./types.js").PanelData} panel
   * @param {Theme} theme
   * @param {Set<string>} told what the stage has explained before
   * @param {Offer | null} offer
   * @param {Key | null} key
   */
  show({ kind }, theme, told, offer, key) {
    const chooses = offer !== null && once(told, CHOICE);
    const colours = kind === "contour" && !key && once(told, SURFACE);
    hide(this.bar, !colours);
    hide(this.surface, !colours || chooses);
    hide(this.kinds.root, !chooses);
    if (colours) this.bar.style.background = gradient(theme.surface);
    if (chooses) this.kinds.offer(["", ...offer.kinds].map((name) => [name, KINDS[name]?.label ?? SURFACE]), offer.kind ?? "");
    hide(this.runs.root, !key || !offer || offer.runs.length < 2);
    if (!this.runs.root.hidden && offer) this.runs.offer(offer.runs.map(([i, name]) => [String(i), name]), String(offer.run));
    this.explain(key, told);
    hide(this.root, !colours && !chooses && this.runs.root.hidden);
  }

  /**
   * @param {Key | null} key
   * @param {Set<string>} told
   */
  explain(key, told) {
    const words = JSON.stringify(key);
    const says = key !== null && once(told, words);
    this.entries = says ? key.entries : [];
    hide(this.key, !says);
    if (!says || words === this.drawn) return;
    this.drawn = words;
    write(this.lead, key.lead);
    this.items = key.entries.map(item);
    this.list.replaceChildren(...this.items);
  }

  /**
   * Dims what the picture does not have.
   * @param {(entry: Entry) => boolean} has
   */
  follow(has) {
    this.entries.forEach((entry, i) => mark(this.items[i], "data-drawn", String(has(entry))));
  }

  /**
   * All that is said, for a saved picture.
   * @param {Theme} theme
   * @returns {{colours: string[], blends: boolean, name: string, isDrawn: boolean}[]}
   */
  said(theme) {
    if (!this.root.hidden && !this.bar.hidden) {
      return [{ colours: theme.surface, blends: true, name: SURFACE, isDrawn: true }];
    }
    const lead = this.lead.textContent;
    return this.keyed.map((entry, i) => (i ? entry : { ...entry, name: `${lead} ${entry.name}` }));
  }

  /** The map's colours alone, without what they are colours of. */
  get keyed() {
    return this.entries.map(({ colours, blends, name }, i) => ({
      colours,
      blends,
      name,
      isDrawn: this.items[i].getAttribute("data-drawn") !== "false",
    }));
  }
}

/** A list to choose from. */
class Choice {
  /**
   * @param {string} name
   * @param {string} label
   * @param {(value: string) => void} choose
   */
  constructor(name, label, choose) {
    this.select = element("select", { "data-testid": name, "aria-label": label });
    this.root = element("span", { class: "dl-choice" }, this.select);
    this.offered = "";
    this.select.addEventListener("change", () => choose(this.select.value));
  }

  /**
   * @param {[string, string][]} options values and what they are called
   * @param {string} value
   */
  offer(options, value) {
    const offered = JSON.stringify(options);
    if (offered !== this.offered) {
      this.offered = offered;
      this.select.replaceChildren(...options.map(([each, label]) => element("option", { value: each }, label)));
    }
    if (this.select.value !== value) this.select.value = value;
  }
}

/**
 * Whether something is said for the first time.
 * @param {Set<string>} told
 * @param {string} words
 */
function once(told, words) {
  return !told.has(words) && Boolean(told.add(words));
}

/** @param {Entry} entry */
function item({ colours, blends, name }) {
  const sample = element("span", { class: "dl-map-sample", "aria-hidden": "true" });
  sample.style.background = gradient(blends ? colours : stripes(colours));
  mark(sample, "data-wide", String(colours.length > 1));
  return element("li", {}, sample, name);
}

/** @param {string[]} colours */
function stripes(colours) {
  const stop = (/** @type {number} */ i) => `${(100 * i) / colours.length}%`;
  return colours.map((colour, i) => `${colour} ${stop(i)} ${stop(i + 1)}`);
}

/** @param {string[]} colours */
function gradient(colours) {
  return `linear-gradient(to right, ${colours.join(", ")})`;
}

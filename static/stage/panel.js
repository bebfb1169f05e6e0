/** One panel: plotly's picture below, a canvas of trails and one of marks above, and its gestures. */
import { fit, inner } from "./canvas.js";
import { Contour, MARGIN } from "./contour.js";
import { element, write } from "./dom.js";
import { listenToDrawing } from "./drawing.js";
import { listen } from "./gestures.js";
import { describePoint } from "./hover.js";
import { Legend } from "./legend.js";
import { Lens } from "./lens.js";
import { isForeign, keyOf, mappable, offerOf, sentSource, sourceOf } from "./map_source.js";
import { paintMarks, paintTrails } from "./paint.js";
import { Scale } from "./scale.js";
import { SpaceSwitch } from "./spaces.js";
import { StartHandle } from "./start_handle.js";
import { StartMap } from "./start_map.js";
import { Trail } from "./trail.js";
import { centreOf, isInView, isZoomed, pointAt, projection } from "./view.js";
import { zoomButtons } from "./zoom.js";

/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./types.js").View} View */

/**
 * @typedef {object} Handlers
 * @property {(start: Pair, time: number) => void} setOff a click: the paths set off from here
 * @property {(start: Pair, time: number) => void} moveStart a key: the start is moved a little
 * @property {(start: Pair, time: number) => void} dragStart the paths follow the hand
 * @property {() => void} letGo the hand lets go of the start, or of a point
 * @property {(points: number[], time: number, held: boolean) => void} draw points of the data
 * @property {(panel: Panel, view: View | null) => void} setView null for the whole
 * @property {() => void} switchPath a path was switched on or off
 * @property {(kind: string | null) => void} chooseMap what the colours show; null for the surface itself
 * @property {(panel: Panel, run: number) => void} chooseRun whose runs are mapped
 * @property {() => void} mapped a picture of a map has come
 * @property {import("./spaces.js").Spaces} spaces
 */

export class Panel {
  base = element("div", { class: "dl-contour", "aria-hidden": "true" });
  trailCanvas = element("canvas", { "aria-hidden": "true" });
  markCanvas = element("canvas", { "aria-hidden": "true" });
  frame = element("div", { class: "dl-frame", "data-testid": "frame" });
  pointer = element("div", { class: "dl-hover", "data-testid": "hover" });
  corner = element("div", { class: "dl-corner" });
  plot = element("div", { class: "dl-plot", "data-testid": "plot" });
  title = element("h3", { class: "dl-panel-title" });
  root = element("section", { class: "dl-panel", "data-testid": "panel" });

  /** @param {Handlers} handlers */
  constructor(handlers) {
    this.handlers = handlers;
    /** @type {import("./paint.js").Scene | null} what is painted, once there is data and a size */
    this.scene = null;
    /** @type {import("./types.js").PanelData | null} */
    this.data = null;
    /** @type {import("./types.js").SurfaceData | undefined} */
    this.surface = undefined;
    /** @type {import("./theme.js").Theme | null} */
    this.theme = null;
    this.lens = new Lens();
    // While a prediction is open, no path is seen.
    this.veiled = false;
    /** @type {import("./map_source.js").Source | null} whose runs are mapped */
    this.source = null;
    /** @type {{run: number, kind: string} | null} a map that only the server can fill */
    this.foreign = null;
    /** @type {Pair} */
    this.start = [0, 0];
    this.drawn = -1;
    this.unit = 1;
    this.width = 0;
    this.height = 0;
    this.legend = new Legend(handlers.switchPath);
    this.contour = new Contour(this.base);
    this.handle = new StartHandle({
      drag: (pointer, time) => handlers.dragStart(this.startAt(pointer), time),
      letGo: handlers.letGo,
      nudge: (shares, time) => this.nudge(shares, time),
    });
    this.frame.append(this.handle.root);
    this.map = new StartMap(handlers.mapped);
    /** @type {import("./space.js").Space | null} */
    this.space = null;
    this.switch = new SpaceSwitch(() => handlers.spaces.toggle());
    this.scale = new Scale({ chooseMap: handlers.chooseMap, chooseRun: (run) => handlers.chooseRun(this, run) });
    this.zooming = zoomButtons(
      (factor) => this.zoom(centreOf(this.lens.view), factor),
      () => handlers.setView(this, null),
    );
    this.plot.append(this.map.root, this.base, this.trailCanvas, this.markCanvas, this.frame);
    const colours = element("div", { class: "dl-corner-row" }, this.scale.root, this.switch.root);
    this.corner.append(this.pointer, colours);
    this.plot.append(this.corner, this.zooming);
    this.root.append(this.title, this.legend.root, this.scale.key, this.plot);
    this.listen();
  }

  listen() {
    const { setOff, letGo } = this.handlers;
    listen(this.frame, {
      set: (event) => {
        // Data are not where a start lies.
        if (this.data?.kind !== "data") setOff(this.startAt(event), event.timeStamp);
      },
      zoom: (centre, factor) => this.zoom(this.pointAt(centre), factor),
      pan: (dx, dy) => this.pan(dx, dy),
      hover: (event) => this.hover(event),
      zoomed: () => this.lens.isZoomed,
    });
    listenToDrawing(this.frame, {
      points: () => (this.data?.drawable ? this.data.data : null),
      pointAt: (pointer) => this.lens.nearest(this.pointAt(pointer)),
      toPixels: (point) => this.pixelOf(point),
      draw: (points, time, held) => this.drawData(points, time, held),
      letGo,
    });
  }

  /**
   * @param {Pair} point
   * @returns {Pair} where it lies within the frame
   */
  pixelOf(point) {
    const [x, y] = this.scene?.toUnits(...point) ?? [NaN, NaN];
    return [(x - MARGIN.l) * this.unit, (y - MARGIN.t) * this.unit];
  }

  /**
   * @param {number[]} points
   * @param {number} time
   * @param {boolean} held
   */
  drawData(points, time, held) {
    if (!this.data) return;
    this.data = { ...this.data, data: Float64Array.from(points) };
    this.drawGround();
    this.handlers.draw(points, time, held);
  }

  /**
   * @param {Pair} shares of the view
   * @param {number} time
   */
  nudge([right, up], time) {
    const { x, y } = this.lens.view;
    const start = this.nearestStart([this.start[0] + right * (x[1] - x[0]), this.start[1] + up * (y[1] - y[0])]);
    this.handlers.moveStart(start, time);
  }

  /**
   * @param {import("./types.js").PanelData} data
   * @param {import("./types.js").SurfaceData | undefined} surface
   * @param {import("./theme.js").Theme} theme
   * @param {Set<string>} told what the stage has explained before
   * @param {import("./run_list.js").List | null} list the reader's own list of runs
   */
  setData(data, surface, theme, told, list) {
    this.data = data;
    this.surface = surface;
    this.theme = theme;
    this.lens.setPanel(data);
    write(this.title, data.title);
    this.title.hidden = !data.title;
    this.handle.root.hidden = data.kind === "data";
    this.frame.dataset.kind = data.kind;
    this.frame.dataset.drawable = String(data.drawable);
    this.legend.setPanel(data, theme, told, list);
  }

  /**
   * @param {boolean} fits whether there is room for it in space
   * @param {boolean} switches whether the switch stands here
   */
  setSpace(fits, switches) {
    const { spaces, setOff } = this.handlers;
    const able = fits && this.data?.kind === "contour" && this.surface !== undefined;
    const space = spaces.of(this.space, able, this.handle, (point, time) => setOff(this.nearestStart(point), time));
    if (space !== this.space) {
      this.space = space;
      this.drawn = -1;
      this.plot.dataset.space = String(space !== null);
      if (space) this.frame.after(space.root);
      else this.frame.append(this.handle.root);
      this.placeStart();
      this.spread();
    }
    this.switch.show(spaces, switches, space !== null, fits);
  }

  /** Shows in space what is to be seen. */
  spread() {
    const { space, scene, surface, lens, width, height, unit } = this;
    if (!space || !scene || !surface) return;
    // Below it stands what is said of it; all panels in space have as much room for that.
    const corners = [...(this.root.parentElement ?? this.root).querySelectorAll('[data-space="true"] .dl-corner')];
    const foot = Math.max(...corners.map(({ clientHeight }) => clientHeight)) / unit;
    const size = { width, height: Math.max(1, height - foot) };
    space.setScene(scene, surface, lens, size, unit, () => this.switch.explain(space.words));
  }

  /**
   * @param {import("./types.js").Answer} answer
   * @param {string | null} kind of map; null for the surface itself
   * @param {number[]} chosen the paths whose runs are to be mapped; the first one that is seen by default
   * @param {number} first its first run's number
   * @param {Set<string>} told what the stage has explained before
   */
  setMap(answer, kind, chosen, first, told) {
    const { data, surface, theme } = this;
    if (!data || !theme) return;
    const runs = mappable(data);
    const run = runs.find((i) => chosen.includes(i)) ?? runs.find((i) => this.legend.shows(i)) ?? runs[0];
    this.foreign = null;
    this.source = null;
    if (kind && surface && !this.veiled && !this.space && runs.length) {
      const sent = answer.maps.find(({ request }) => !request.curve && request.run === first + run && request.kind === kind);
      if (isForeign(data.paths[run])) this.foreign = { run: first + run, kind };
      this.source = sourceOf(data, surface, answer, kind, run) ?? sentSource(data, surface, answer, run, sent);
    }
    const offer = surface && !this.space && runs.length ? offerOf(data, surface, runs, kind, run) : null;
    this.scale.show(data, theme, told, offer, this.source && keyOf(this.source, this.map.range, theme));
    this.scale.follow((entry) => this.map.shows(entry));
  }

  /**
   * Fits canvases to the panel's size.
   * @param {number} unit of all pictures, in pixels
   */
  resize(unit) {
    const { clientWidth, clientHeight } = this.plot;
    this.unit = unit;
    // Whole units, as plotly's axes have them, though the box may be a fraction larger.
    this.width = Math.floor(clientWidth / unit);
    this.height = Math.floor(clientHeight / unit);
    for (const canvas of [this.trailCanvas, this.markCanvas]) fit(canvas, clientWidth, clientHeight, unit);
    const { width, height } = inner(this.width, this.height, MARGIN);
    if (this.width && this.height) this.lens.setBox({ width, height });
    this.frame.style.width = `${width * unit}px`;
    this.frame.style.height = `${height * unit}px`;
    this.map.root.style.width = this.frame.style.width;
    this.map.root.style.height = this.frame.style.height;
    this.reproject();
  }

  /** @param {View | null} view null for the whole */
  setView(view) {
    if (view) this.lens.show(view);
    else this.lens.reset();
    this.reproject();
  }

  /** Puts paths into pixels and the contour below them: after a change of data, size or view. */
  reproject() {
    const { data, theme, lens: { view } } = this;
    if (!data || !theme || !this.width || !this.height) return;
    this.drawn = -1;
    const frame = inner(this.width, this.height, MARGIN);
    const toUnits = projection(view, frame);
    const drawn = data.kind === "data" ? [] : data.paths;
    const trails = drawn.map((path) => new Trail(path, toUnits, data.kind === "line"));
    const shows = (/** @type {number} */ index) => !this.veiled && this.legend.shows(index);
    this.scene = { data, trails, shows, view, frame, toUnits, theme, mapped: false };
    this.zooming.hidden = data.kind !== "contour";
    this.plot.dataset.zoomed = String(this.lens.isZoomed);
    this.drawGround();
    this.spread();
  }

  /** @returns {import("./types.js").MapRequest[]} the map that the server is to fill, if there is one */
  get lacking() {
    const { foreign, scene } = this;
    if (!foreign || !scene) return [];
    return [{ ...foreign, curve: "", ...scene.view, aspect: scene.frame.width / scene.frame.height }];
  }

  /** What lies below the paths, as far as it is another one. */
  drawGround() {
    const { data, theme, surface, lens, scene, source, unit } = this;
    if (!data || !theme || !scene) return;
    const { width, height } = scene.frame;
    this.map.draw(source, lens.view, { width: width * unit, height: height * unit }, theme);
    const mapped = source !== null;
    if (mapped !== scene.mapped) this.drawn = -1;
    scene.mapped = mapped;
    if (!this.space && (data.kind === "data" || surface)) {
      this.contour.draw(data, surface, lens, theme, this.width, this.height, mapped);
    }
  }

  /**
   * The data coordinates of a pointer.
   * @param {{clientX: number, clientY: number}} pointer
   */
  pointAt({ clientX, clientY }) {
    return pointAt(this.lens.view, this.frame.getBoundingClientRect(), [clientX, clientY]);
  }

  /** @param {{clientX: number, clientY: number}} pointer */
  startAt(pointer) {
    return this.nearestStart(this.space?.pointNear(pointer) ?? this.pointAt(pointer));
  }

  /**
   * The nearest start that can be set by hand: in the picture and, on a line, on the curve.
   * @param {Pair} point
   * @returns {Pair}
   */
  nearestStart(point) {
    const [x, y] = this.lens.nearest(point);
    return [x, this.data?.kind === "line" ? (this.surface?.formula?.value(x, 0) ?? y) : y];
  }

  /**
   * Zooms about a point that stays where it is.
   * @param {Pair} centre
   * @param {number} factor
   */
  zoom(centre, factor) {
    if (this.data?.kind !== "contour") return;
    this.hover(null);
    this.look(this.lens.zoomed(centre, factor));
  }

  /**
   * @param {number} dx
   * @param {number} dy pixels
   */
  pan(dx, dy) {
    const { width, height } = this.frame.getBoundingClientRect();
    this.look(this.lens.panned(-dx / width, dy / height));
  }

  /** @param {View} view */
  look(view) {
    this.handlers.setView(this, isZoomed(view, this.lens.whole) ? view : null);
  }

  /** @param {PointerEvent | null} event */
  hover(event) {
    const { data, surface } = this;
    const point = event && this.pointAt(event);
    const words = point && data && surface?.formula ? describePoint(data, surface.formula, point) : "";
    const told = point && this.source ? this.map.told(point) : "";
    write(this.pointer, [words, told].filter(Boolean).join(" · "));
  }

  /** @param {Pair} start */
  setStart(start) {
    this.start = start;
    if (this.data?.kind === "contour" && this.lens.hold(start)) this.reproject();
    if (!this.scene) return;
    this.placeStart();
    this.handle.describe(start, this.scene.data.axes);
  }

  /** In space it stands where the surface is seen. */
  placeStart() {
    const { space, scene, start } = this;
    if (scene && !space) this.handle.place(this.pixelOf(start), isInView(scene.view, start));
  }

  /**
   * @param {number} tick
   * @param {boolean} afresh draw the whole trail again, not only what is new
   */
  draw(tick, afresh) {
    const trail = this.trailCanvas.getContext("2d");
    const marks = this.markCanvas.getContext("2d");
    if (!this.scene || !trail || !marks) return;
    const whole = afresh || this.drawn < 0 || tick < this.drawn;
    if (this.space) this.space.draw(tick, this.start, afresh);
    else {
      if (whole) trail.clearRect(0, 0, this.width, this.height);
      paintTrails(trail, this.scene, whole ? 0 : this.drawn, tick);
      marks.clearRect(0, 0, this.width, this.height);
      paintMarks(marks, this.scene, tick);
    }
    this.legend.follow({ scene: this.scene, tick, start: this.start, inSpace: this.space !== null });
    this.drawn = tick;
  }

  /**
   * As it is now, for a saved picture.
   * @param {number} scale pixels a unit
   * @returns {Promise<{image: HTMLImageElement, paint: import("./space.js").Still["paint"] | null}>}
   */
  async still(scale) {
    if (this.space) return this.space.still(scale);
    return { image: await this.contour.image(this.width, this.height, scale), paint: null };
  }

  destroy() {
    if (this.space) this.handlers.spaces.leave(this.space);
    this.contour.destroy();
    this.map.clear();
    this.root.remove();
  }
}

/** A panel in space: the surface by plotly, what moves with the clock on canvases above it, and the hand that turns it. */
import { borderOf, edgesOf, paintBorder, paintBox } from "./box.js";
import { eyeOf, neared, turned } from "./camera.js";
import { fit } from "./canvas.js";
import { element, mark } from "./dom.js";
import { Drape, draped } from "./drape.js";
import { listen } from "./gestures.js";
import { drawMark, drawStar, drawStart } from "./marks.js";
import { Relief } from "./relief.js";
import { hasWebGL, ReliefPlot } from "./relief_plot.js";
import { gridOf } from "./sampling.js";
import { isInView } from "./view.js";

export { hasWebGL };

// Degrees a pixel of a drag, and a press of a key.
const DRAG = 0.4;
const PRESS = 5;
const CLOSER = 1.15;
// plotly shows a camera so much later than it is told of it, in milliseconds.
const LATE = 32;
const PALE = 0.35;
/** @type {Record<string, (camera: Camera) => Camera>} */
const KEYS = {
  ArrowLeft: (camera) => turned(camera, -PRESS, 0),
  ArrowRight: (camera) => turned(camera, PRESS, 0),
  ArrowUp: (camera) => turned(camera, 0, PRESS),
  ArrowDown: (camera) => turned(camera, 0, -PRESS),
  "+": (camera) => neared(camera, CLOSER),
  "-": (camera) => neared(camera, 1 / CLOSER),
};
const LABEL = "The surface in space. Arrow keys turn it, plus and minus bring it nearer or farther.";

/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./camera.js").Eye} Eye */

/**
 * What is painted above the surface.
 * @typedef {object} Layers
 * @property {Relief} relief
 * @property {Eye} eye
 * @property {Drape[]} drapes
 * @property {Path2D} border what stands still, with the edges: worked out once, painted often
 * @property {import("./box.js").Edge[]} edges
 * @property {import("./paint.js").Scene} scene on the contour
 */

/**
 * A picture of the surface, and how to paint it with what lies on it at a tick, from a start.
 * @typedef {object} Still
 * @property {HTMLImageElement} image
 * @property {(context: CanvasRenderingContext2D, tick: number, start: Pair) => void} paint
 *
 * @typedef {object} Handlers
 * @property {(change: (camera: Camera) => Camera) => void} turn the hand turns it
 * @property {() => void} rest the hand has let go
 * @property {(start: Pair, time: number) => void} setOff a click: the paths set off from here
 */

export class Space {
  host = element("div", { class: "dl-space-surface", "aria-hidden": "true" });
  trailCanvas = element("canvas", { "aria-hidden": "true" });
  markCanvas = element("canvas", { "aria-hidden": "true" });
  hand = element("div", { class: "dl-space-hand", tabindex: "0", role: "application", "aria-label": LABEL, "data-testid": "space-hand" });

  /**
   * @param {Handlers} handlers
   * @param {import("./start_handle.js").StartHandle} handle of the start, which lies in space from now on
   * @param {Camera} camera
   */
  constructor(handlers, handle, camera) {
    this.handlers = handlers;
    this.handle = handle;
    this.camera = camera;
    this.plot = new ReliefPlot(this.host);
    /** @type {Layers | null} */
    this.layers = null;
    /** @type {import("./drape.js").Draped[]} */
    this.draped = [];
    this.size = { width: 1, height: 1 };
    this.unit = 1;
    /** @type {{key: string, relief: Relief} | null} the newest one, which may not be in sight yet */
    this.newest = null;
    this.tick = 0;
    /** @type {Pair} */
    this.start = [0, 0];
    this.drawn = -1;
    const { host, trailCanvas, markCanvas, hand } = this;
    hand.append(handle.root);
    this.root = element("div", { class: "dl-space", "data-testid": "space" }, host, trailCanvas, markCanvas, hand);
    mark(this.root, "data-camera", camera.join());
    this.listen();
  }

  listen() {
    const { handlers, hand } = this;
    listen(hand, {
      set: (event) => {
        const point = this.pointAt(event);
        if (point) handlers.setOff(point, event.timeStamp);
      },
      zoom: (_, factor) => handlers.turn((camera) => neared(camera, factor)),
      pan: (dx, dy) => handlers.turn((camera) => turned(camera, -DRAG * dx, DRAG * dy)),
      hover: () => {},
      zoomed: () => true,
    });
    for (const end of /** @type {const} */ (["pointerup", "pointercancel", "keyup"])) {
      hand.addEventListener(end, () => handlers.rest());
    }
    hand.addEventListener("wheel", (event) => (event.ctrlKey || event.metaKey) && handlers.rest(), { passive: true });
    hand.addEventListener("keydown", (event) => this.press(event));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const change = KEYS[event.key];
    if (!change || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.handlers.turn(change);
  }

  /**
   * After a change of data, size, theme or view: nothing lies on a surface that is not its own, so that
   * paths wait until theirs is drawn.
   * @param {import("./paint.js").Scene} scene on the contour
   * @param {import("./types.js").SurfaceData} surface
   * @param {import("./lens.js").Lens} lens
   * @param {{width: number, height: number}} size in units
   * @param {number} unit in pixels
   * @param {() => void} seen is called when it is in sight
   */
  setScene(scene, surface, lens, size, unit, seen) {
    if (!surface.contour) return;
    const pixels = { width: size.width * unit, height: size.height * unit };
    const name = String(scene.data.surface);
    const relief = this.reliefOf(name, surface, lens, scene.data.to_scale);
    const paths = scene.data.paths.map((path) => draped(path, relief));
    const eye = () => eyeOf(this.camera, relief.sides, size);
    this.plot.draw(name, relief, scene.theme, { pixels, unit }, eye, () => {
      [this.draped, this.size, this.unit] = [paths, size, unit];
      for (const canvas of [this.trailCanvas, this.markCanvas]) fit(canvas, pixels.width, pixels.height, unit);
      this.lay(relief, scene);
      this.draw(this.tick, this.start, true);
      seen();
    });
  }

  /**
   * As long as surface and view are the same, so is the relief.
   * @param {string} name
   * @param {import("./types.js").SurfaceData} surface
   * @param {import("./lens.js").Lens} lens
   * @param {boolean} toScale
   */
  reliefOf(name, surface, lens, toScale) {
    const key = JSON.stringify([name, lens.view]);
    if (key === this.newest?.key) return this.newest.relief;
    const contour = /** @type {import("./types.js").ContourData} */ (surface.contour);
    const relief = new Relief(gridOf(contour, surface.formula, lens), contour, surface.formula, toScale);
    this.newest = { key, relief };
    return relief;
  }

  /**
   * Puts all that lies on the surface into the picture.
   * @param {Relief} relief
   * @param {import("./paint.js").Scene} scene
   */
  lay(relief, scene) {
    const eye = eyeOf(this.camera, relief.sides, this.size);
    const drapes = this.draped.map((each) => new Drape(each, relief, eye));
    const edges = edgesOf(relief, eye, scene.data.axes);
    this.layers = { relief, scene, eye, drapes, border: borderOf(relief, eye), edges };
    this.drawn = -1;
  }

  /** @param {Camera} camera */
  look(camera) {
    if (camera === this.camera) return;
    this.camera = camera;
    mark(this.root, "data-camera", camera.join());
    const { layers } = this;
    if (!layers) return;
    this.plot.look(eyeOf(camera, layers.relief.sides, this.size));
    window.setTimeout(() => {
      if (!this.layers || camera !== this.camera) return;
      this.lay(this.layers.relief, this.layers.scene);
      this.draw(this.tick, this.start, true);
    }, LATE);
  }

  /**
   * @param {number} tick
   * @param {Pair} start
   * @param {boolean} afresh draw all again, not only what is new
   */
  draw(tick, start, afresh) {
    [this.tick, this.start] = [tick, start];
    const trail = this.trailCanvas.getContext("2d");
    const marks = this.markCanvas.getContext("2d");
    const { layers, size } = this;
    if (!layers || !trail || !marks) return;
    const whole = afresh || this.drawn < 0 || tick < this.drawn;
    if (whole) {
      trail.clearRect(0, 0, size.width, size.height);
      paintStill(trail, layers, size);
    }
    paintPaths(trail, layers, whole ? 0 : this.drawn, tick);
    marks.clearRect(0, 0, size.width, size.height);
    paintRest(marks, layers, tick, start);
    this.drawn = tick;
    this.place(layers);
  }

  /**
   * Puts the start's handle where the start is seen.
   * @param {Layers} layers
   */
  place({ relief, eye }) {
    const { start, unit, handle } = this;
    const [x, y] = eye.toPicture(relief.spot(...start, relief.height(...start)));
    handle.place([x * unit, y * unit], isInView(relief.view, start) && Number.isFinite(x + y));
  }

  /**
   * The point of the surface under a pointer; null where there is none.
   * @param {{clientX: number, clientY: number}} pointer
   */
  pointAt(pointer) {
    if (!this.layers) return null;
    const { relief, eye } = this.layers;
    return relief.pointSeen(eye.at, eye.rayTo(...this.placeOf(pointer)));
  }

  /**
   * The point of the surface under a pointer, or else about the one that is seen nearest to it.
   * @param {{clientX: number, clientY: number}} pointer
   */
  pointNear(pointer) {
    return this.pointAt(pointer) ?? this.layers?.relief.pointNearest(this.placeOf(pointer), this.layers.eye);
  }

  /**
   * @param {{clientX: number, clientY: number}} pointer
   * @returns {Pair} in units
   */
  placeOf({ clientX, clientY }) {
    const { left, top } = this.hand.getBoundingClientRect();
    return [(clientX - left) / this.unit, (clientY - top) / this.unit];
  }

  /**
   * As it is now, for a saved picture.
   * @param {number} scale pixels a unit
   * @returns {Promise<Still>}
   */
  async still(scale) {
    const { size, unit } = this;
    const pixels = { width: size.width * unit, height: size.height * unit };
    const image = await this.plot.image(pixels, scale / unit);
    const { layers } = this;
    const paint = (/** @type {CanvasRenderingContext2D} */ context, /** @type {number} */ tick, /** @type {Pair} */ start) => {
      context.drawImage(image, 0, 0, size.width, size.height);
      if (!layers) return;
      paintStill(context, layers, size);
      paintPaths(context, layers, 0, tick);
      paintRest(context, layers, tick, start);
    };
    return { image, paint };
  }

  /** How heights are told; empty until there is a surface. */
  get words() {
    return this.layers ? `height: ${this.layers.relief.words}` : "";
  }

  destroy() {
    this.plot.destroy();
    this.layers = null;
    this.root.remove();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Layers} layers
 * @param {number} from
 * @param {number} to
 */
function paintPaths(context, { drapes, scene }, from, to) {
  drapes.forEach((drape, i) => {
    if (scene.shows(i)) drape.draw(context, from, to, scene.theme, true);
  });
}

/**
 * What stands still: the border and the axes.
 * @param {CanvasRenderingContext2D} context
 * @param {Layers} layers
 * @param {import("./camera.js").Size} size
 */
function paintStill(context, { border, edges, scene: { theme } }, { width, height }) {
  paintBorder(context, border, theme);
  paintBox(context, edges, [width / 2, height / 2], theme);
}

/**
 * The marks, the heads and the start.
 * @param {CanvasRenderingContext2D} context
 * @param {Layers} layers
 * @param {number} tick
 * @param {Pair} start
 */
function paintRest(context, { relief, eye, drapes, scene }, tick, start) {
  const { data, theme } = scene;
  const at = (/** @type {Pair} */ point, /** @type {(x: number, y: number) => void} */ paint) => {
    if (!isInView(relief.view, point)) return;
    const spot = relief.spot(...point, relief.height(...point));
    context.globalAlpha = relief.hides(spot, eye.at) ? PALE : 1;
    paint(...eye.toPicture(spot));
    context.globalAlpha = 1;
  };
  const shown = drapes.filter((_, i) => scene.shows(i));
  for (const { kind, point } of data.marks) at(point, (x, y) => drawMark(context, kind, x, y, theme));
  at(start, (x, y) => drawStart(context, x, y, theme));
  for (const drape of shown) drape.drawHead(context, tick, theme);
  for (const { point } of data.marks.filter(({ kind }) => kind === "minimum")) {
    at(point, (x, y) => {
      if (shown.some((drape) => drape.covers(tick, [x, y]))) drawStar(context, [x, y], theme);
    });
  }
}

/**
 * The pointer and the keys on a map: point to read, click to measure, drag to pan, wheel and two fingers to zoom,
 * keys for all of it; on a surface, drag and keys turn it.
 * @import { Geometry, PanelGeometry, PlaceReading, View } from "../core/types.js"
 *
 * @typedef {object} MapActions what the map does for its pointer
 * @property {() => View | undefined} view undefined as long as there is nothing to look at
 * @property {(change: Partial<View>, done: boolean) => void} change `done` is false while dragging
 * @property {(panel: number, a: number, b: number) => PlaceReading | undefined} read
 * @property {(reading: PlaceReading) => void} measure
 * @property {() => boolean} measuring whether a place is being measured
 */

import { make, write } from "../lib/dom.js";
import { prose } from "../lib/prose.js";
import { ARROWS, turnedByHand, turnedByKey } from "./turner.js";
import { Zoomer } from "./zoomer.js";

const HINT =
  "Point to read, click to measure φ and λ₁, drag to move, zoom with Ctrl and wheel or two fingers.";
const MEASURING = " Measuring φ and λ₁ here and at the minima …";
const TURN_HINT = "Drag the surface to turn it, or use the arrow keys.";
/** A click may tremble by so many pixels. */
const STILL = 4;

export class MapPointer {
  #text = make("span", {}, HINT);
  output = make("p", { class: "readout", "aria-live": "polite" }, this.#text);
  #actions;
  #pad;
  #cross = make("span", { class: "cross", hidden: true });
  #zoomer;
  #scale = 1;
  /** @type {PanelGeometry[]} */
  #plots = [];
  /** @type {PlaceReading | null} */
  #at = null;
  /** @type {{ x: number, y: number, plot: PanelGeometry | undefined, view: View, moved: boolean } | null} */
  #drag = null;
  #pinned = false;

  /**
   * @param {HTMLElement} stage
   * @param {string} title
   * @param {MapActions} actions
   */
  constructor(stage, title, actions) {
    this.#actions = actions;
    this.#zoomer = new Zoomer(actions.change);
    const pad = make(
      "div",
      {
        class: "reader map",
        role: "application",
        tabindex: "0",
        "aria-roledescription": "map",
        "aria-label": `${title}. Arrow keys read values, Enter measures the sharpness, plus and minus zoom, Shift with arrows moves the window, 0 shows the whole.`,
      },
      this.#cross,
    );
    this.#pad = pad;
    stage.append(pad);
    pad.addEventListener("pointerdown", (event) => this.#down(event));
    pad.addEventListener("pointermove", (event) => this.#move(event));
    pad.addEventListener("pointerup", (event) => this.#up(event));
    pad.addEventListener("pointercancel", (event) => {
      this.#zoomer.up(event);
      if (this.#drag?.moved) actions.change({}, true);
      this.#drag = null;
    });
    pad.addEventListener("pointerleave", () => {
      if (!this.#pinned && document.activeElement !== pad) this.#choose(null);
    });
    pad.addEventListener("keydown", (event) => this.#press(event));
    pad.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  /**
   * After a drawing: where its maps lie.
   * @param {Geometry} geometry
   * @param {number} scale device pixels in a CSS pixel
   */
  show({ panels }, scale) {
    this.#plots = panels;
    this.#scale = scale;
    const turned = this.#actions.view()?.shape === "surface";
    this.#pad.classList.toggle("turns", turned);
    if (turned) {
      this.#hint(TURN_HINT);
    } else if (this.#at) {
      const [a, b] = this.#at.place;
      this.#choose(this.#actions.read(this.#at.panel, a, b) ?? null, this.#pinned);
    } else {
      this.#choose(null);
    }
  }

  get #turns() {
    return this.#actions.view()?.shape === "surface";
  }

  /** @param {PointerEvent} event */
  #place(event) {
    const x = event.offsetX * this.#scale;
    const y = event.offsetY * this.#scale;
    const panel = this.#plots.findIndex(
      (plot) => x >= plot.x[0] && x <= plot.x[1] && y >= plot.y[0] && y <= plot.y[1],
    );
    const plot = this.#plots[panel];
    if (!plot) return null;
    const share = (/** @type {number} */ at, /** @type {[number, number]} */ [from, to]) =>
      (at - from) / (to - from);
    const [left, right] = plot.x_range;
    const [low, high] = plot.y_range;
    return {
      panel,
      a: left + share(x, plot.x) * (right - left),
      b: high + share(y, plot.y) * (low - high),
    };
  }

  /** @param {PointerEvent} event */
  #down(event) {
    const view = this.#actions.view();
    if (!view || event.button !== 0) return;
    const place = this.#place(event);
    if (place && !this.#turns) this.#zoomer.down(event);
    if (this.#zoomer.pinches) {
      this.#drag = null;
      return;
    }
    // A finger scrolls the page unless it lies on the map.
    if (!place && !this.#turns) return;
    this.#drag = {
      x: event.clientX,
      y: event.clientY,
      plot: place ? this.#plots[place.panel] : undefined,
      view,
      moved: false,
    };
    this.#pad.setPointerCapture(event.pointerId);
  }

  /**
   * Half-sides from the middle of the plot below the pointer.
   * @param {MouseEvent} event
   */
  #shares(event) {
    const x = event.offsetX * this.#scale;
    const y = event.offsetY * this.#scale;
    const plot = this.#plots.find((plot) => x >= plot.x[0] && x <= plot.x[1]) ?? this.#plots[0];
    if (!plot) return { x: 0, y: 0 };
    const share = (/** @type {number} */ at, /** @type {[number, number]} */ [from, to]) =>
      Math.min(1, Math.max(-1, (2 * (at - from)) / (to - from) - 1));
    return { x: share(x, plot.x), y: -share(y, plot.y) };
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const drag = this.#drag;
    const view = this.#actions.view();
    if (view && this.#zoomer.move(event, view, this.#shares(event))) return;
    if (!drag) {
      if (this.#pinned || this.#turns) return;
      const place = this.#place(event);
      return this.#choose(place && (this.#actions.read(place.panel, place.a, place.b) ?? null));
    }
    const right = event.clientX - drag.x;
    const down = event.clientY - drag.y;
    drag.moved ||= Math.hypot(right, down) > STILL;
    if (drag.moved) this.#actions.change(this.#dragged(drag, right, down), false);
  }

  /**
   * @param {{ plot: PanelGeometry | undefined, view: View }} drag
   * @param {number} right
   * @param {number} down
   * @returns {Partial<View>}
   */
  #dragged({ plot, view }, right, down) {
    if (view.shape === "surface") {
      return turnedByHand(view, right, down);
    }
    if (!plot) return {};
    const width = Math.abs(plot.x[1] - plot.x[0]) / this.#scale;
    const height = Math.abs(plot.y[1] - plot.y[0]) / this.#scale;
    const half = 2 ** -view.zoom;
    return {
      x: view.x - (2 * half * right) / width,
      y: view.y + (2 * half * down) / height,
    };
  }

  /** @param {PointerEvent} event */
  #up(event) {
    this.#zoomer.up(event);
    const drag = this.#drag;
    this.#drag = null;
    if (!drag) return;
    if (drag.moved) return this.#actions.change({}, true);
    if (this.#turns) return;
    const place = this.#place(event);
    const reading = place && (this.#actions.read(place.panel, place.a, place.b) ?? null);
    this.#choose(reading, Boolean(reading));
    this.#measureHere();
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    const view = this.#actions.view();
    // Without Ctrl the wheel scrolls the page.
    if (!event.ctrlKey || !view || view.shape === "surface") return;
    event.preventDefault();
    this.#zoomer.wheel(event, view, this.#shares(event));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const view = this.#actions.view();
    if (!view || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) this.#arrow(view, arrow, event.shiftKey);
    else if (event.key === "+" || event.key === "=")
      this.#actions.change({ zoom: view.zoom + 1 }, true);
    else if (event.key === "-" || event.key === "−")
      this.#actions.change({ zoom: view.zoom - 1 }, true);
    else if (event.key === "0") this.#actions.change({ zoom: 0, x: 0, y: 0 }, true);
    else if (event.key === "Enter" && this.#at) this.#measureHere();
    else return;
    event.preventDefault();
  }

  /**
   * @param {View} view
   * @param {[number, number]} arrow
   * @param {boolean} shift
   */
  #arrow(view, [right, up], shift) {
    if (view.shape === "surface") {
      return this.#actions.change(turnedByKey(view, [right, up]), true);
    }
    const half = 2 ** -view.zoom;
    if (shift) {
      const step = 0.4 * half;
      return this.#actions.change({ x: view.x + step * right, y: view.y + step * up }, true);
    }
    const plot = this.#plots[this.#at?.panel ?? 0];
    if (!plot) return;
    const points = Number(view.grid) - 1;
    const middle = [
      (plot.x_range[0] + plot.x_range[1]) / 2,
      (plot.y_range[0] + plot.y_range[1]) / 2,
    ];
    const [a = 0, b = 0] = this.#at?.place ?? middle;
    const step = this.#at ? 1 : 0;
    const to = [
      a + (step * right * (plot.x_range[1] - plot.x_range[0])) / points,
      b + (step * up * (plot.y_range[1] - plot.y_range[0])) / points,
    ];
    // Beyond the edge of one map lies the next.
    let panel = this.#at?.panel ?? 0;
    if (to[0] !== undefined && right !== 0 && this.#plots.length > 1) {
      const slack = (plot.x_range[1] - plot.x_range[0]) / (2 * points);
      const next = panel + right;
      if (
        (to[0] > plot.x_range[1] + slack || to[0] < plot.x_range[0] - slack) &&
        this.#plots[next]
      ) {
        panel = next;
        to[0] = right > 0 ? plot.x_range[0] : plot.x_range[1];
      }
    }
    this.#choose(this.#actions.read(panel, to[0] ?? 0, to[1] ?? 0) ?? null, true);
  }

  /** @param {string} text what can be done while no place is read */
  #hint(text) {
    this.#at = null;
    this.#pinned = false;
    this.#cross.hidden = true;
    write(this.#text, text);
  }

  #measureHere() {
    if (!this.#at || this.#at.measured) return;
    this.#actions.measure(this.#at);
    this.#choose(this.#at, true);
  }

  /**
   * @param {PlaceReading | null} reading
   * @param {boolean} [pinned] stays when the pointer leaves
   */
  #choose(reading, pinned = false) {
    this.#at = reading;
    this.#pinned = pinned;
    const plot = reading ? this.#plots[reading.panel] : undefined;
    if (!reading || !plot) return this.#hint(HINT);
    const measuring = pinned && !reading.measured && this.#actions.measuring();
    this.#cross.classList.toggle("measuring", measuring);
    const head = reading.head ? [make("b", {}, reading.head), " "] : [];
    const words = make("span", {}, ...head, ...prose(reading.text), measuring ? MEASURING : "");
    if (words.innerHTML !== this.#text.innerHTML) this.#text.replaceChildren(...words.childNodes);
    const share = (/** @type {number} */ at, /** @type {[number, number]} */ [low, high]) =>
      (at - low) / (high - low);
    const [a, b] = reading.place;
    const x = plot.x[0] + share(a, plot.x_range) * (plot.x[1] - plot.x[0]);
    const y = plot.y[1] + share(b, plot.y_range) * (plot.y[0] - plot.y[1]);
    this.#cross.style.left = `${x / this.#scale}px`;
    this.#cross.style.top = `${y / this.#scale}px`;
    this.#cross.hidden = false;
  }
}

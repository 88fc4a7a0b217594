/**
 * Reads values out of a figure, by pointer and by arrow keys: a slider laid over the canvas.
 * @import { Geometry, Reading } from "../core/types.js"
 */

import { make } from "../lib/dom.js";
import { prose } from "../lib/prose.js";
import { nearest, toPixel } from "./axes.js";

/** @param {string} regime */
const regimeName = (regime) => (regime === "small" ? "SB" : "LB");

const HINT = "Point here to read values, or use the arrow keys.";
/** As a slider's keys are. */
/** @type {Record<string, (index: number, last: number) => number>} */
const KEYS = {
  ArrowLeft: (index) => index - 1,
  ArrowDown: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  ArrowUp: (index) => index + 1,
  PageDown: (index) => index - 5,
  PageUp: (index) => index + 5,
  Home: () => 0,
  End: (_, last) => last,
};

export class Reader {
  output = make("p", { class: "readout" }, HINT);
  #slider;
  #geometry = /** @type {Geometry} */ ({ panels: [] });
  #scale = 1;
  #read;
  /** @type {Reading[] | null} read only when someone asks */
  #list = null;
  /** @type {number | null} */
  #index = null;

  /**
   * @param {HTMLElement} stage
   * @param {string} title
   * @param {() => Reading[]} read all places that can be read, from left to right or from the top down
   */
  constructor(stage, title, read) {
    this.#read = read;
    this.#slider = make("div", {
      class: "reader",
      role: "slider",
      tabindex: "0",
      "aria-label": `${title}: read values`,
      "aria-valuemin": "0",
      "aria-valuemax": "0",
      "aria-valuenow": "0",
      "aria-valuetext": "nothing chosen",
    });
    stage.append(this.#slider);
    this.#slider.addEventListener("pointermove", (event) => this.#point(event));
    this.#slider.addEventListener("pointerdown", (event) => this.#point(event));
    this.#slider.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse" && document.activeElement !== this.#slider)
        this.#choose(null);
    });
    this.#slider.addEventListener("blur", () => this.#choose(null));
    this.#slider.addEventListener("keydown", (event) => this.#press(event));
  }

  /**
   * After a drawing: where its plots lie.
   * @param {Geometry} geometry
   * @param {number} scale device pixels in a CSS pixel
   */
  show(geometry, scale) {
    this.#geometry = geometry;
    this.#scale = scale;
    this.#list = null;
    if (this.#index !== null) this.#choose(this.#index);
  }

  #readings() {
    this.#list ??= this.#read();
    return this.#list;
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const list = this.#readings();
    // Before the first painting nobody knows what is where.
    if (list.length === 0 || this.#geometry.panels.length === 0) return;
    const x = event.offsetX * this.#scale;
    const y = event.offsetY * this.#scale;
    this.#choose(nearest(this.#geometry.panels, list, x, y));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const move = KEYS[event.key];
    const last = this.#readings().length - 1;
    if (!move || last < 0) return;
    event.preventDefault();
    const start =
      this.#index ?? (event.key === "ArrowLeft" || event.key === "ArrowDown" ? last + 1 : -1);
    this.#choose(Math.max(0, Math.min(last, move(start, last))));
  }

  /** @param {number | null} index */
  #choose(index) {
    const list = index === null ? [] : this.#readings();
    const reading = index === null ? undefined : list[index];
    this.#index = reading ? index : null;
    if (!reading) {
      this.output.replaceChildren(HINT);
      this.#slider.replaceChildren();
      return;
    }
    this.output.replaceChildren(
      make("b", {}, ...prose(reading.head)),
      ...reading.lines.map(({ regime, text }) =>
        make(
          "span",
          { class: "reading", "data-regime": regime ?? undefined },
          ...(regime ? [make("b", {}, regimeName(regime)), " "] : []),
          ...prose(text),
        ),
      ),
    );
    this.#slider.setAttribute("aria-valuemax", String(list.length - 1));
    this.#slider.setAttribute("aria-valuenow", String(index));
    this.#slider.setAttribute(
      "aria-valuetext",
      [
        reading.head,
        ...reading.lines.map(({ regime, text }) =>
          regime ? `${regimeName(regime)} ${text}` : text,
        ),
      ].join("; "),
    );
    this.#mark(reading);
  }

  /**
   * A line through every plot at the chosen place.
   * @param {Reading} reading
   */
  #mark({ at }) {
    if (at === null) return this.#slider.replaceChildren();
    // Panels of one place share their abscissa, and so the line.
    const places = new Map(this.#geometry.panels.map((plot) => [`${plot.x} ${plot.y}`, plot]));
    this.#slider.replaceChildren(
      ...[...places.values()].map((plot) => {
        const line = make("span", { class: "line" });
        line.style.left = `${toPixel(plot, at) / this.#scale}px`;
        line.style.top = `${Math.min(...plot.y) / this.#scale}px`;
        line.style.height = `${Math.abs(plot.y[1] - plot.y[0]) / this.#scale}px`;
        return line;
      }),
    );
  }
}

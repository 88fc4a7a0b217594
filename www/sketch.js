/**
 * The paper's first figure: two functions, one shifted by hand.
 * @import { Geometry, LandscapeCore, PageCore, Plot } from "./types.js"
 * @import { Page } from "./page.js"
 */

import { make, write } from "./dom.js";
import { Figure } from "./figure.js";
import { addressOf } from "./link.js";

/** The shift goes from −MOST to MOST, in the sketch's own units. */
const MOST = 1;
const STEP = 0.01;

/**
 * @param {LandscapeCore} core
 * @param {PageCore} pageCore
 * @param {Page} page
 */
export function openSketch(core, pageCore, page) {
  const place = document.querySelector("figure[data-figure=sketch]");
  if (!(place instanceof HTMLElement)) return;
  const sketch = new core.Sketch();
  const slider = make("input", {
    type: "range",
    id: "shift",
    min: String(-MOST),
    max: String(MOST),
    step: String(STEP),
  });
  const shown = make("output", { for: "shift" });
  const surroundings = {
    link: () => addressOf(pageCore, page.study.experiment(), "sketch"),
    embed: () => addressOf(pageCore, page.study.experiment(), "sketch", "embed"),
  };
  const figure = new Figure(place, "sketch", surroundings, {
    pointer: (stage) =>
      new Shifter(
        stage,
        (shift) => move(shift),
        () => sketch.shift,
      ),
    below: make(
      "div",
      { class: "shift" },
      make("label", { for: "shift" }, "Shift of the testing function"),
      slider,
      shown,
    ),
  });
  /** @param {number} shift */
  function move(shift) {
    sketch.shift = Math.max(-MOST, Math.min(MOST, shift));
    slider.value = String(sketch.shift);
    write(shown, sketch.shift.toFixed(2));
    figure.show(sketch, { text: "sketch, no data", tone: "none" }, true);
  }
  slider.addEventListener("input", () => move(Number(slider.value)));
  move(sketch.shift);
}

/** Drags the testing function to and fro. */
class Shifter {
  output = make("p", { hidden: true });
  #scale = 1;
  /** @type {Plot | undefined} */
  #plot;
  /** @type {{ x: number, shift: number } | null} */
  #drag = null;

  /**
   * @param {HTMLElement} stage
   * @param {(shift: number) => void} move
   * @param {() => number} shift
   */
  constructor(stage, move, shift) {
    const pad = make("div", { class: "reader shifter", "aria-hidden": "true" });
    stage.append(pad);
    pad.addEventListener("pointerdown", (event) => {
      this.#drag = { x: event.clientX, shift: shift() };
      pad.setPointerCapture(event.pointerId);
    });
    pad.addEventListener("pointermove", (event) => {
      if (!this.#drag || !this.#plot) return;
      const { x, x_range } = this.#plot;
      const units = ((x_range[1] - x_range[0]) * this.#scale) / (x[1] - x[0]);
      move(this.#drag.shift + (event.clientX - this.#drag.x) * units);
    });
    for (const end of ["pointerup", "pointercancel"])
      pad.addEventListener(end, () => {
        this.#drag = null;
      });
  }

  /**
   * @param {Geometry} geometry
   * @param {number} scale
   */
  show({ panels: [plot] }, scale) {
    this.#plot = plot;
    this.#scale = scale;
  }
}

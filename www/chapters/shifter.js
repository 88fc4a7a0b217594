/**
 * Drags the sketch's testing function to and fro.
 * @import { Geometry, PanelGeometry } from "../core/types.js"
 */

import { make } from "../lib/dom.js";

export class Shifter {
  output = make("p", { hidden: true });
  #scale = 1;
  /** @type {PanelGeometry | undefined} */
  #plot;
  /** @type {{ x: number, shift: number } | null} */
  #drag = null;

  /**
   * @param {HTMLElement} stage
   * @param {(shift: number, done: boolean) => void} move
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
      move(this.#drag.shift + (event.clientX - this.#drag.x) * units, false);
    });
    for (const end of ["pointerup", "pointercancel"])
      pad.addEventListener(end, () => {
        if (this.#drag) move(shift(), true);
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

/**
 * The accuracy below the landscape: who drags along it takes both paths to the epoch there.
 * @import { Geometry } from "../core/types.js"
 */

import { make } from "../lib/dom.js";

/** The name of the panel it lies over. */
export const ACCURACY = "accuracy";

export class Scrubber {
  // The slider below does the same by keys and by words.
  #pad = make("div", { class: "scrubber", "aria-hidden": "true" });
  #last = 0;
  #stage;

  /**
   * @param {HTMLElement} stage
   * @param {(epoch: number, moving: boolean) => void} onChange `moving`: more changes follow
   */
  constructor(stage, onChange) {
    this.#stage = stage;
    stage.append(this.#pad);
    const go = (/** @type {PointerEvent} */ event) => {
      const share = event.offsetX / this.#pad.clientWidth;
      const epoch = Math.round(Math.min(1, Math.max(0, share)) * this.#last);
      onChange(epoch, event.type !== "pointerup");
    };
    this.#pad.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.#pad.setPointerCapture(event.pointerId);
      go(event);
    });
    for (const type of /** @type {const} */ (["pointermove", "pointerup"])) {
      this.#pad.addEventListener(type, (event) => {
        if (this.#pad.hasPointerCapture(event.pointerId)) go(event);
      });
    }
  }

  /**
   * After a drawing: where the accuracy lies.
   * @param {Geometry} geometry
   * @param {number} scale device pixels in a CSS pixel
   */
  show({ panels }, scale) {
    const plot = panels.find(({ name }) => name === ACCURACY);
    this.#pad.hidden = !plot;
    if (!plot) return;
    this.#last = plot.x_range[1];
    const [left, right] = plot.x.map((x) => x / scale);
    const [top, bottom] = plot.y.map((y) => y / scale).sort((a, b) => a - b);
    const { clientWidth, clientHeight } = this.#stage;
    // In shares: the stage may change its size long before it is painted again.
    const share = (/** @type {number} */ length, /** @type {number} */ of) =>
      `${(100 * length) / of}%`;
    Object.assign(this.#pad.style, {
      left: share(left, clientWidth),
      top: share(top, clientHeight),
      width: share(right - left, clientWidth),
      height: share(bottom - top, clientHeight),
    });
  }
}

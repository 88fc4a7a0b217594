/**
 * Turns what is drawn in three dimensions: by dragging it, and with the arrow keys.
 * @import { Geometry, View } from "../core/types.js"
 */

import { make } from "../lib/dom.js";

/** Degrees a key, and a pixel, turn by. */
const KEY_TURN = 5;
const PIXEL_TURN = 0.4;

/** @type {Record<string, [number, number]>} to the right and up */
export const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * A view turned by so many degrees; the view keeps the elevation within its range.
 * @param {View} view
 * @param {number} right
 * @param {number} up
 */
export const turned = ({ azimuth, elevation }, right, up) => ({
  azimuth: ((azimuth + right + 540) % 360) - 180,
  elevation: elevation + up,
});

/**
 * Turned as if what is drawn were pushed by so many pixels.
 * @param {View} view
 * @param {number} right
 * @param {number} down
 */
export function turnedByHand(view, right, down) {
  const { azimuth, elevation } = turned(view, -right * PIXEL_TURN, down * PIXEL_TURN);
  return { azimuth: Math.round(azimuth), elevation: Math.round(elevation) };
}

/**
 * @param {View} view
 * @param {[number, number]} arrow
 */
export function turnedByKey(view, [right, up]) {
  return turned(view, -right * KEY_TURN, -up * KEY_TURN);
}

export class Turner {
  output = make("p", { class: "readout" }, "Drag to turn them, or use the arrow keys.");
  #actions;
  /** @type {{ x: number, y: number, view: View } | null} */
  #drag = null;

  /**
   * @param {HTMLElement} stage
   * @param {string} title
   * @param {{ view: () => View, change: (change: Partial<View>, done: boolean) => void }} actions
   */
  constructor(stage, title, actions) {
    this.#actions = actions;
    const pad = make("div", {
      class: "reader turns",
      tabindex: "0",
      role: "application",
      "aria-label": `${title}: turned with the arrow keys`,
    });
    pad.addEventListener("pointerdown", (event) => {
      this.#drag = { x: event.clientX, y: event.clientY, view: actions.view() };
      pad.setPointerCapture(event.pointerId);
    });
    pad.addEventListener("pointermove", ({ clientX, clientY }) => {
      if (!this.#drag) return;
      const { x, y, view } = this.#drag;
      actions.change(turnedByHand(view, clientX - x, clientY - y), false);
    });
    for (const end of ["pointerup", "pointercancel"])
      pad.addEventListener(end, () => {
        if (this.#drag) actions.change({}, true);
        this.#drag = null;
      });
    pad.addEventListener("keydown", (event) => this.#press(event));
    stage.append(pad);
  }

  /**
   * While a run stands in the bowls' place nothing is to be turned.
   * @param {Geometry} geometry
   */
  show({ panels }) {
    this.output.style.visibility = panels.some(({ name }) => name === "bowl") ? "" : "hidden";
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#actions.change(turnedByKey(this.#actions.view(), arrow), true);
  }
}

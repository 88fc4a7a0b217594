/**
 * The controls of one of the landscape's figures: what is looked at, above the drawing, and how far
 * it is computed; below it the way along the training.
 * @import { Atlas, Control, Plate, View } from "./types.js"
 *
 * @typedef {object} Wishes
 * @property {(change: Partial<View>, done: boolean) => void} change
 * @property {() => void} ask
 * @property {() => void} cancel
 *
 * @typedef {object} PlateState
 * @property {boolean} working
 * @property {boolean} paused
 * @property {number} progress share that is computed, in [0, 1]
 * @property {boolean} complete
 * @property {string} failure
 */

import { button, make, write } from "./dom.js";
import { Timeline } from "./timeline.js";
import { ViewControls } from "./viewcontrols.js";

/** @type {Record<Plate, (keyof View)[]>} what is seen at once, */
const MAIN = { landscape: ["plane", "measure", "side", "shape"], lines: ["along", "line", "rise"] };
/** @type {Record<Plate, (keyof View)[]>} and what is behind "More" */
const MORE = {
  landscape: ["grid", "moments", "sample", "trial", "rise"],
  lines: ["moments", "sample", "trial"],
};

export class PlateControls {
  above;
  /** @type {HTMLElement | undefined} */
  below;
  #plate;
  #main;
  #more;
  #draw = button("Compute", () => {}, { class: "primary compute" });
  #cancel = button("Cancel", () => {}, { class: "cancel" });
  #slice;
  #bar = make("progress", { max: "1", value: "0", "aria-label": "Progress of the picture" });
  #said = make("span", { class: "said", role: "status" });
  /** @type {Timeline | null} */
  #timeline = null;
  #zoom;
  #turn;
  #view = /** @type {View | null} */ (null);

  /**
   * @param {Plate} plate
   * @param {Control<keyof View>[]} controls
   * @param {Wishes} wishes
   */
  constructor(plate, controls, { change, ask, cancel }) {
    this.#plate = plate;
    const some = (/** @type {(keyof View)[]} */ fields) =>
      controls.filter(({ field }) => fields.includes(field));
    const changed = (/** @type {Partial<View>} */ wish) => change(wish, true);
    this.#main = new ViewControls(plate, some(MAIN[plate]), changed);
    this.#more = new ViewControls(`${plate}-more`, some(MORE[plate]), changed);
    this.#draw.addEventListener("click", ask);
    this.#cancel.addEventListener("click", cancel);
    this.#slice = button("Another slice", () => changed({ draw: (this.#view?.draw ?? 0) + 1 }), {
      title: "Draws other random directions, so that the spread of slices can be seen",
    });
    this.#zoom = this.#zoomButtons(changed);
    this.#turn = this.#turnButtons(changed);
    this.above = make(
      "div",
      { class: "plate-controls" },
      this.#main.element,
      make(
        "div",
        { class: "plate-actions" },
        this.#draw,
        this.#slice,
        ...(plate === "landscape" ? [this.#zoom, this.#turn] : []),
        this.#bar,
        this.#cancel,
        this.#said,
      ),
      make("details", {}, make("summary", {}, "More"), this.#more.element),
    );
    if (plate === "landscape") {
      this.#timeline = new Timeline((epoch, playing) => change({ epoch }, !playing));
      this.below = this.#timeline.element;
    }
  }

  /**
   * @param {Atlas} atlas
   * @param {PlateState} state
   */
  show(atlas, { working, paused, progress, complete, failure }) {
    const view = atlas.view();
    this.#view = view;
    this.#main.show(view);
    this.#more.show(view);
    const { batch_norm } = atlas.experiment();
    this.#more.hide("moments", !batch_norm);
    if (this.#plate === "lines") this.#main.hide("rise", view.along === "curve");
    const axes = this.#plate === "lines" ? view.along : view.plane;
    this.#slice.hidden = axes !== "random" && axes !== "filter";
    this.#zoom.hidden = view.shape === "surface";
    this.#turn.hidden = view.shape !== "surface";
    this.#draw.hidden = working || complete;
    write(this.#draw, progress > 0 && progress < 1 ? "Go on" : "Compute");
    this.#cancel.hidden = !working;
    this.#bar.hidden = !working;
    this.#bar.value = progress;
    write(this.#said, this.#sentence(working, paused, progress, failure));
    this.#timeline?.show(atlas.last_epoch("landscape"), view.epoch);
  }

  /** Says that a place is being measured. */
  measuring() {
    write(this.#said, "Measuring the sharpness there …");
  }

  /**
   * @param {boolean} working
   * @param {boolean} paused
   * @param {number} progress
   * @param {string} failure
   */
  #sentence(working, paused, progress, failure) {
    if (paused) return "The run is paused, and this with it.";
    if (working) return progress > 0 ? `${Math.floor(100 * progress)} %` : "finding the axes …";
    return failure;
  }

  /** @param {(wish: Partial<View>) => void} changed */
  #zoomButtons(changed) {
    const by = (/** @type {number} */ step) => changed({ zoom: (this.#view?.zoom ?? 0) + step });
    return make(
      "span",
      { class: "group", role: "group", "aria-label": "Zoom" },
      button("−", () => by(-1), { "aria-label": "Zoom out", title: "Zoom out" }),
      button("+", () => by(1), { "aria-label": "Zoom in", title: "Zoom in" }),
      button("Whole", () => changed({ zoom: 0, x: 0, y: 0 }), { title: "The whole map" }),
    );
  }

  /** @param {(wish: Partial<View>) => void} changed */
  #turnButtons(changed) {
    const turn = (/** @type {number} */ by) => {
      const azimuth = (((this.#view?.azimuth ?? 0) + by + 540) % 360) - 180;
      changed({ azimuth });
    };
    const tilt = (/** @type {number} */ by) =>
      changed({ elevation: Math.max(5, Math.min(90, (this.#view?.elevation ?? 0) + by)) });
    return make(
      "span",
      { class: "group", role: "group", "aria-label": "Turn" },
      button("↺", () => turn(-15), { "aria-label": "Turn left", title: "Turn left" }),
      button("↻", () => turn(15), { "aria-label": "Turn right", title: "Turn right" }),
      button("↑", () => tilt(10), { "aria-label": "From higher", title: "From higher" }),
      button("↓", () => tilt(-10), { "aria-label": "From lower", title: "From lower" }),
    );
  }
}

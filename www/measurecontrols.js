/**
 * The controls of one of the measures' figures.
 * @import { Dossier, MeasureFigure } from "./types.js"
 *
 * @typedef {object} Wishes
 * @property {() => void} ask
 * @property {() => void} cancel
 * @property {(trial: number, alpha: number) => void} look
 *
 * @typedef {object} MeasureState
 * @property {boolean} working
 * @property {boolean} paused
 * @property {number} progress share that is measured, in [0, 1]
 * @property {boolean} complete
 * @property {string} failure
 * @property {number} trials
 */

import { button, make, offerTrials, write } from "./dom.js";
import { digits } from "./readout.js";

export class MeasureControls {
  above;
  /** @type {HTMLElement | undefined} */
  below;
  #ask;
  #cancel;
  #bar = make("progress", { max: "1", value: "0", "aria-label": "Progress of the measuring" });
  #said = make("span", { class: "said", role: "status" });
  /** @type {HTMLSelectElement | null} */
  #trial = null;
  /** @type {HTMLInputElement | null} */
  #slider = null;
  #shown = make("output", { for: "alpha" });
  #alphas;

  /**
   * @param {MeasureFigure} name
   * @param {Float64Array} alphas the values that α may take
   * @param {Wishes} wishes
   */
  constructor(name, alphas, { ask, cancel, look }) {
    this.#alphas = alphas;
    this.#ask = button("Measure", ask, { class: "primary compute" });
    this.#cancel = button("Cancel", cancel, { class: "cancel" });
    const looked = () =>
      look(Number(this.#trial?.value ?? 0), alphas[Number(this.#slider?.value ?? 0)] ?? 1);
    /** @type {Node[]} */
    const parts = [];
    if (name === "along" || name === "rescaling") {
      const id = `${name}-trial`;
      this.#trial = make("select", { id });
      this.#trial.addEventListener("change", looked);
      parts.push(make("label", { for: id, class: "trial" }, "Trial ", this.#trial));
    }
    if (name === "rescaling") {
      this.#slider = make("input", {
        type: "range",
        id: "alpha",
        min: "0",
        max: String(alphas.length - 1),
        step: "1",
      });
      this.#slider.addEventListener("input", looked);
      this.below = make(
        "div",
        { class: "shift" },
        make("label", { for: "alpha" }, "Factor α of the first layer"),
        this.#slider,
        this.#shown,
      );
    }
    this.above = make(
      "div",
      { class: "plate-controls" },
      make(
        "div",
        { class: "plate-actions" },
        ...parts,
        this.#ask,
        this.#bar,
        this.#cancel,
        this.#said,
      ),
    );
  }

  /**
   * @param {Dossier} dossier
   * @param {MeasureState} state
   */
  show({ trial, alpha }, { working, paused, progress, complete, failure, trials }) {
    if (this.#trial) offerTrials(this.#trial, trials);
    if (this.#trial) this.#trial.value = String(trial);
    if (this.#slider) {
      const index = this.#alphas.findIndex((other) => Math.abs(other - alpha) < 1e-9 * alpha);
      this.#slider.value = String(index);
      this.#slider.setAttribute("aria-valuetext", digits(alpha));
      write(this.#shown, digits(alpha));
    }
    this.#ask.hidden = working || complete;
    write(this.#ask, progress > 0 && progress < 1 ? "Go on" : "Measure");
    this.#cancel.hidden = !working;
    this.#bar.hidden = !working;
    this.#bar.value = progress;
    if (paused) write(this.#said, "The run is paused, and this with it.");
    else write(this.#said, working ? `${Math.floor(100 * progress)} %` : failure);
  }
}

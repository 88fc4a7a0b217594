/**
 * The knob of this paper: the large batch, from a few samples to the whole training set.
 * @import { App } from "./app.js"
 */

import { make, write } from "../lib/dom.js";

export class Batch {
  #app;
  #input = make("input", { type: "range", id: "batch-size", min: "0", step: "1" });
  #shown = make("output", { for: "batch-size" });
  /** @type {number[]} */
  #sizes = [];

  /**
   * @param {HTMLElement} place
   * @param {App} app
   */
  constructor(place, app) {
    this.#app = app;
    this.#input.addEventListener("input", () => this.#take());
    place.append(
      make("label", { for: "batch-size", title: "The batch size of LB" }, "Large batch"),
      this.#input,
      this.#shown,
    );
  }

  refresh() {
    const { large_batch } = this.#app.page.experiment();
    this.#sizes = [...this.#app.page.batches()];
    this.#input.max = String(this.#sizes.length - 1);
    this.#input.value = String(this.#sizes.indexOf(large_batch));
    this.#input.setAttribute("aria-valuetext", `${large_batch} samples`);
    write(this.#shown, large_batch.toLocaleString("en"));
  }

  #take() {
    const experiment = this.#app.page.experiment();
    const large_batch = this.#sizes[Number(this.#input.value)];
    if (large_batch === undefined || large_batch === experiment.large_batch) return;
    // What other sizes have led to comes with the chapter that is about them.
    void this.#app.shipped.seeLater("sweep");
    const words = `Large batch of ${large_batch.toLocaleString("en")} samples.`;
    this.#app.set({ ...experiment, large_batch }, words, { replace: true });
  }
}

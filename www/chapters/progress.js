/**
 * How far a figure is computed, and the button that computes it.
 * @import { FigureState } from "../core/types.js"
 */

import { button, make, write } from "../lib/dom.js";

export class Progress {
  #ask;
  #cancel;
  #bar;
  #said = make("span", { class: "said", role: "status" });
  element;

  /**
   * @param {string} title of the figure
   * @param {() => void} ask
   * @param {() => void} cancel
   */
  constructor(title, ask, cancel) {
    this.#ask = button("Compute", ask, { class: "compute" });
    this.#cancel = button("Cancel", cancel, { class: "cancel" });
    this.#bar = make("progress", { max: "1", value: "0", "aria-label": `Progress of: ${title}` });
    this.element = make(
      "span",
      { class: "progress" },
      this.#ask,
      this.#bar,
      this.#cancel,
      this.#said,
    );
  }

  /** @param {FigureState} state */
  show({ working, paused, progress, offer, said }) {
    const focused = document.activeElement;
    this.#ask.hidden = offer === "";
    if (offer) write(this.#ask, offer);
    this.#bar.hidden = !working;
    this.#bar.value = progress;
    this.#cancel.hidden = !working;
    if (paused) write(this.#said, "The run is paused, and this with it.");
    else write(this.#said, working ? `${Math.floor(100 * progress)} %` : said);
    // The keyboard's focus does not vanish with a button.
    if (focused === this.#ask && this.#ask.hidden) this.#cancel.focus();
    if (focused === this.#cancel && this.#cancel.hidden && !this.#ask.hidden) this.#ask.focus();
  }
}

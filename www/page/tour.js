/**
 * A tour of six steps: each goes to a figure and says one sentence, or asks for a guess before Run.
 */

import { button, get, make, write } from "../lib/dom.js";
import { goToFigure } from "./story.js";

/** The figure of each step, and what is said there. */
const STEPS = /** @type {const} */ ([
  [
    "bowls",
    "Two networks learned from the same data. Guess: which bowl belongs to the one that errs more on new data?",
  ],
  [
    "curves",
    "Solid lines are data that both learned, dashed lines are new data. Guess before you press Run: do the dashed lines part in new trials as well?",
  ],
  [
    "sharpness",
    "Sharpness φ asks how far the loss can rise in a small box. See how far LB’s marks lie to the right of SB’s.",
  ],
  ["sweep", "Turn the batch size up. Guess: from which size on does testing accuracy fall?"],
  [
    "remedies",
    "Can a large batch be saved? See which strategies climb to SB’s accuracy, and at what cost.",
  ],
  [
    "rescaling",
    "Move α. What the network computes stays the same. Does φ? Then is sharpness the cause?",
  ],
]);

export class Tour {
  #place = make("aside", { class: "tour", "aria-label": "Guided tour", hidden: true });
  #words = make("p", { "aria-live": "polite" });
  #count = make("span", { class: "count" });
  #back = button("Back", () => this.#go(-1));
  #next = button("Next", () => this.#go(1), { class: "primary" });
  #at = 0;

  constructor() {
    this.#place.append(
      this.#words,
      make(
        "div",
        { class: "actions" },
        this.#count,
        this.#back,
        this.#next,
        button("End", () => this.#end()),
      ),
    );
    document.body.append(this.#place);
    get("tour").addEventListener("click", () => this.#begin());
  }

  #begin() {
    this.#at = 0;
    this.#place.hidden = false;
    this.#show();
    this.#next.focus();
  }

  /** @param {number} by */
  #go(by) {
    if (this.#at + by >= STEPS.length) return this.#end();
    this.#at = Math.max(0, this.#at + by);
    this.#show();
  }

  #show() {
    const [figure, words] = STEPS[this.#at] ?? STEPS[0];
    write(this.#words, words);
    write(this.#count, `${this.#at + 1} of ${STEPS.length}`);
    write(this.#next, this.#at + 1 < STEPS.length ? "Next" : "Finish");
    /** @type {HTMLButtonElement} */ (this.#back).disabled = this.#at === 0;
    goToFigure(figure);
  }

  #end() {
    this.#place.hidden = true;
    get("tour").focus();
  }
}

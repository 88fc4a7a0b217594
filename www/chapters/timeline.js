/** How far along the training the paths are drawn: a slider that can be played and stepped. */

import { button, make, write } from "../lib/dom.js";
import { onStillness } from "../lib/motion.js";

/** Milliseconds a whole training plays in, and an epoch at least. */
const LENGTH = 6000;
const LEAST = 60;

export class Timeline {
  #slider = make("input", { type: "range", min: "0", max: "0", step: "1", "aria-label": "Epoch" });
  #play = button("▶ Play", () => this.#toggle(), { class: "play" });
  #said = make("output", { class: "epoch" });
  element = make(
    "div",
    { class: "timeline", role: "group", "aria-label": "Along the training" },
    this.#play,
    button("◂", () => this.#step(-1), { "aria-label": "One epoch back", title: "One epoch back" }),
    this.#slider,
    button("▸", () => this.#step(1), { "aria-label": "One epoch on", title: "One epoch on" }),
    this.#said,
  );
  #onChange;
  #timer = 0;
  #last = 0;
  #now = 0;

  /** @param {(epoch: number, moving: boolean) => void} onChange `moving`: more changes follow */
  constructor(onChange) {
    this.#onChange = onChange;
    this.#slider.addEventListener("input", () => this.go(Number(this.#slider.value), true));
    this.#slider.addEventListener("change", () => this.#onChange(this.#now, false));
    // Whoever asks for less motion steps by hand.
    onStillness((still) => {
      this.#play.hidden = still;
      if (still) this.#stop();
    });
  }

  /**
   * @param {number | undefined} last the last epoch; undefined where nothing is known
   * @param {number} epoch
   */
  show(last, epoch) {
    this.element.hidden = last === undefined;
    this.#last = last ?? 0;
    this.#now = Math.min(epoch, this.#last);
    const [max, value] = [String(this.#last), String(this.#now)];
    // A slider is laid out anew also for what it has.
    if (this.#slider.max !== max) this.#slider.max = max;
    if (this.#slider.value !== value) this.#slider.value = value;
    const text = `epoch ${this.#now} of ${this.#last}`;
    this.#slider.setAttribute("aria-valuetext", text);
    write(this.#said, text);
  }

  /**
   * @param {number} epoch
   * @param {boolean} moving more changes follow
   */
  go(epoch, moving) {
    this.#stop();
    this.#go(epoch, moving);
  }

  #toggle() {
    if (this.#timer) return this.#stop();
    if (this.#now >= this.#last) this.#go(0, true);
    write(this.#play, "▮▮ Pause");
    const pace = Math.max(LEAST, LENGTH / Math.max(1, this.#last));
    this.#timer = window.setInterval(() => {
      if (this.#now >= this.#last) this.#stop();
      else this.#go(this.#now + 1, true);
    }, pace);
  }

  #stop() {
    if (!this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = 0;
    write(this.#play, "▶ Play");
    this.#onChange(this.#now, false);
  }

  /** @param {number} by */
  #step(by) {
    this.go(Math.max(0, Math.min(this.#last, this.#now + by)), false);
  }

  /**
   * @param {number} epoch
   * @param {boolean} moving
   */
  #go(epoch, moving) {
    this.#now = epoch;
    this.#onChange(epoch, moving);
  }
}

/**
 * The bar that stays in reach: presets, the run's buttons, its progress, and what a change means.
 * @import { Preset } from "./types.js"
 *
 * @typedef {object} BarState
 * @property {"idle" | "running" | "paused" | "finished" | "failed"} state
 * @property {boolean} stale whether the figures belong to other settings
 * @property {number} progress 0 to 1
 * @property {string} status one sentence about the run
 */

import { get, make, write } from "./dom.js";

export class Bar {
  #run = /** @type {HTMLButtonElement} */ (get("run"));
  #pause = /** @type {HTMLButtonElement} */ (get("pause"));
  #cancel = /** @type {HTMLButtonElement} */ (get("cancel"));
  #progress = /** @type {HTMLProgressElement} */ (get("progress"));

  /** @param {{ run: () => void, pause: () => void, cancel: () => void }} actions */
  constructor({ run, pause, cancel }) {
    this.#run.addEventListener("click", run);
    this.#pause.addEventListener("click", pause);
    this.#cancel.addEventListener("click", cancel);
    this.#run.disabled = false;
  }

  /** @param {BarState} bar */
  show({ state, stale, progress, status }) {
    const active = state === "running" || state === "paused";
    const focused = document.activeElement;
    document.documentElement.dataset.state = state;
    this.#run.hidden = active && !stale;
    write(this.#run, stale ? "Run these settings" : state === "idle" ? "Run" : "Run again");
    this.#pause.hidden = !active;
    write(this.#pause, state === "paused" ? "Resume" : "Pause");
    this.#cancel.hidden = !active;
    this.#progress.hidden = !active;
    this.#progress.value = progress;
    write(get("status"), status);
    // Whoever pressed a button that is now gone stays where they were.
    if (focused === this.#run && this.#run.hidden) this.#pause.focus();
    if ((focused === this.#pause || focused === this.#cancel) && this.#pause.hidden)
      this.#run.focus();
  }

  /**
   * @param {Preset[]} presets
   * @param {string} current the preset that the settings are based on
   * @param {boolean} changed whether they differ from it
   * @param {(preset: Preset) => void} choose
   */
  showPresets(presets, current, changed, choose) {
    const place = get("presets");
    if (place.childElementCount === 0) {
      for (const preset of presets) {
        const chip = make(
          "button",
          { type: "button", "data-preset": preset.name, title: preset.description },
          preset.label,
        );
        chip.addEventListener("click", () => choose(preset));
        place.append(chip);
      }
    }
    for (const chip of place.querySelectorAll("button")) {
      const own = chip.dataset.preset === current;
      chip.setAttribute("aria-pressed", String(own && !changed));
      chip.classList.toggle("base", own && changed);
    }
    write(get("preset-note"), presets.find(({ name }) => name === current)?.description ?? "");
  }

  /** @param {string} text what the settings are, in one line */
  showSummary(text) {
    write(get("summary"), text);
  }

  /** @param {string} text what the last change means; empty: nothing */
  showChange(text) {
    write(get("change"), text);
    get("change").hidden = text === "";
  }

  /** @param {string[]} notices */
  showNotices(notices) {
    const place = get("notices");
    place.replaceChildren(...notices.map((text) => make("li", {}, text)));
    place.hidden = notices.length === 0;
  }
}

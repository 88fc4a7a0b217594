/**
 * The bar that stays in reach: presets, the run's buttons, its progress, and what a change means.
 * @import { App } from "./app.js"
 * @import { BarState } from "../core/types.js"
 */

import { button, get, make, write } from "../lib/dom.js";
import { redraw } from "../lib/redraw.js";

export class Bar {
  #app;
  #run = /** @type {HTMLButtonElement} */ (get("run"));
  #rest = /** @type {HTMLButtonElement} */ (get("rest"));
  #pause = /** @type {HTMLButtonElement} */ (get("pause"));
  #cancel = /** @type {HTMLButtonElement} */ (get("cancel"));
  #progress = /** @type {HTMLProgressElement} */ (get("progress"));

  /** What looks at every figure: its turn comes after theirs. */
  #late = {
    visible: false,
    draw: () => {
      const rest = this.#app.page.rest_label();
      this.#rest.hidden = rest === "" || this.#app.shipped.lacks;
      write(this.#rest, rest);
    },
  };

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#run.addEventListener("click", () => app.run(false));
    this.#rest.addEventListener("click", () => app.run(true));
    this.#pause.addEventListener("click", () => app.pauseOrResume());
    this.#cancel.addEventListener("click", () => app.cancel());
    this.#run.disabled = false;
    document.addEventListener("keydown", (event) => onEscape(event, app));
    this.#offerPresets();
  }

  refresh() {
    const state = this.#app.page.bar();
    const active = state.phase === "running" || state.phase === "paused";
    const focused = document.activeElement;
    this.#run.hidden = state.run === "";
    if (state.run) write(this.#run, state.run);
    if (active) this.#rest.hidden = true;
    else redraw(this.#late);
    this.#pause.hidden = !active;
    write(this.#pause, state.phase === "paused" ? "Resume" : "Pause");
    this.#cancel.hidden = !active;
    this.#progress.hidden = !active;
    this.#progress.value = state.progress;
    write(get("status"), this.#app.awaited || state.status);
    write(get("summary"), state.summary);
    this.#showPresets();
    this.#showWords(state);
    // Whoever pressed a button that is now gone stays where they were.
    if ((focused === this.#run || focused === this.#rest) && this.#run.hidden) this.#pause.focus();
    if ((focused === this.#pause || focused === this.#cancel) && this.#pause.hidden)
      this.#run.focus();
  }

  #offerPresets() {
    const place = get("presets");
    for (const preset of this.#app.presets) {
      const chip = make(
        "button",
        { type: "button", "data-preset": preset.name, title: preset.description },
        preset.label,
      );
      const what = `Preset “${preset.label}”.`;
      chip.addEventListener("click", () => this.#app.set(preset.experiment, what));
      place.append(chip);
    }
  }

  #showPresets() {
    const { preset, changed } = this.#app.page.nearest();
    for (const chip of get("presets").querySelectorAll("button")) {
      const own = chip.dataset.preset === preset;
      chip.setAttribute("aria-pressed", String(own && !changed));
      chip.classList.toggle("base", own && changed);
    }
    const base = this.#app.presets.find(({ name }) => name === preset);
    write(get("preset-note"), base?.description ?? "");
  }

  /** @param {BarState} state */
  #showWords({ stale }) {
    const change = [this.#app.change, stale].filter(Boolean).join(" ");
    write(get("change"), change);
    get("change").hidden = change === "";
    const place = get("notices");
    const { notices, shipped } = this.#app;
    const key = JSON.stringify([notices, shipped.spoilt]);
    if (place.dataset.key !== key) {
      place.dataset.key = key;
      place.replaceChildren(...notices.map((text) => make("li", {}, text)));
      const again = () => this.#app.fetchAgain();
      if (shipped.spoilt) place.append(make("li", {}, button("Load the results again", again)));
    }
    place.hidden = notices.length === 0;
  }
}

/**
 * Escape closes the settings, and else ends what is computed.
 * @param {KeyboardEvent} event
 * @param {App} app
 */
function onEscape(event, app) {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]"))
    return;
  const settings = get("settings");
  if (settings instanceof HTMLDetailsElement && settings.open) {
    settings.open = false;
    settings.querySelector("summary")?.focus();
    event.preventDefault();
  } else {
    // Whoever has nothing to end leaves the key to others.
    if (app.isBusy) event.preventDefault();
    app.cancel();
  }
}

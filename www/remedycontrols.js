/**
 * The controls of the comparison: which strategies, at equal what, and its beginning and end.
 * @import { Equal, Remedy } from "./types.js"
 *
 * @typedef {object} RemedyWishes
 * @property {() => void} ask
 * @property {() => void} cancel
 * @property {(names: Set<string> | null) => void} choose null: the strategies that are proposed
 * @property {(equal: Equal) => void} equal
 *
 * @typedef {object} RemedyState
 * @property {Remedy[]} rows all strategies that there are
 * @property {string[]} chosen
 * @property {Equal} equal
 * @property {boolean} working
 * @property {boolean} paused
 * @property {string} offer what the button is called that computes; empty where there is none
 * @property {number} progress share that is computed, in [0, 1]
 * @property {number | null} left seconds; null while there is no telling
 * @property {string} said what there is to say when nothing is computed
 */

import { button, make, write } from "./dom.js";
import { controlsOf } from "./remedychoice.js";

/** @type {[Equal, string][]} */
const EQUALS = [
  ["epochs", "epochs"],
  ["gradients", "gradient evaluations"],
];

export class RemedyControls {
  element;
  #ask;
  #cancel;
  #bar = make("progress", { max: "1", value: "0", "aria-label": "Progress of the comparison" });
  #said = make("span", { class: "said" });
  #summary = make("summary", {}, "Strategies");
  #boxes = make("div", { class: "strategy-boxes" });
  /** @type {Map<string, HTMLInputElement>} */
  #inputs = new Map();
  /** @type {Map<Equal, HTMLInputElement>} */
  #equals = new Map();
  #choose;
  /** Which strategies the boxes are for. */
  #listed = "";

  /** @param {RemedyWishes} wishes */
  constructor({ ask, cancel, choose, equal }) {
    this.#choose = choose;
    this.#ask = button("Compare", ask, { class: "primary compute" });
    this.#cancel = button("Cancel", cancel, { class: "cancel" });
    const whole = make(
      "div",
      { class: "group" },
      button("As proposed", () => choose(null)),
      button("All", () => choose(new Set(this.#inputs.keys()))),
    );
    this.element = make(
      "div",
      { class: "plate-controls" },
      make(
        "details",
        { class: "strategy-choice" },
        this.#summary,
        make("fieldset", {}, make("legend", { class: "unseen" }, "Strategies"), this.#boxes, whole),
      ),
      make(
        "div",
        { class: "plate-actions" },
        this.#equality(equal),
        this.#ask,
        this.#bar,
        this.#cancel,
        this.#said,
      ),
    );
  }

  /** @param {RemedyState} state */
  show({ rows, chosen, equal, working, paused, offer, progress, left, said }) {
    this.#list(rows);
    const controls = controlsOf(rows.filter(({ name }) => chosen.includes(name)));
    for (const [name, input] of this.#inputs) {
      input.checked = chosen.includes(name);
      input.disabled = controls.has(name);
      input.title = input.disabled ? "A control that always runs beside its strategy." : "";
    }
    for (const [value, input] of this.#equals) input.checked = value === equal;
    write(this.#summary, `Strategies (${chosen.length} of ${rows.length})`);
    this.#ask.disabled = chosen.length === 0;
    if (offer) write(this.#ask, offer);
    this.#offer(offer !== "", working);
    this.#bar.hidden = !working;
    this.#bar.value = progress;
    if (paused) write(this.#said, "The run is paused, and this with it.");
    else if (working) write(this.#said, soFar(progress, left));
    else write(this.#said, chosen.length === 0 ? "Choose at least one strategy." : said);
  }

  /**
   * Shows and hides the buttons; the keyboard's focus does not vanish with one of them.
   * @param {boolean} ask
   * @param {boolean} cancel
   */
  #offer(ask, cancel) {
    const focused = [this.#ask, this.#cancel].find((one) => one === document.activeElement);
    this.#ask.hidden = !ask;
    this.#cancel.hidden = !cancel;
    if (focused?.hidden)
      ([this.#ask, this.#cancel].find(({ hidden }) => !hidden) ?? this.#summary).focus({
        preventScroll: true,
      });
  }

  /** @param {(equal: Equal) => void} onChange */
  #equality(onChange) {
    const radios = EQUALS.map(([value, label]) => {
      const id = `equal-${value}`;
      const input = make("input", { type: "radio", name: "fix-equal", id, value });
      input.addEventListener("change", () => onChange(value));
      this.#equals.set(value, input);
      return make("label", { for: id }, input, ` ${label}`);
    });
    return make(
      "fieldset",
      { class: "equality" },
      make("legend", {}, "Compared at equal"),
      ...radios,
    );
  }

  /** @param {Remedy[]} rows */
  #list(rows) {
    const listed = JSON.stringify(rows);
    if (listed === this.#listed) return;
    this.#listed = listed;
    this.#inputs.clear();
    this.#boxes.replaceChildren(
      ...rows.map(({ name, label }) => {
        const id = `strategy-${name}`;
        const input = make("input", { type: "checkbox", id, value: name });
        input.addEventListener("change", () => this.#choose(this.#ticked()));
        this.#inputs.set(name, input);
        return make("label", { for: id }, input, ` ${label}`);
      }),
    );
  }

  #ticked() {
    return new Set([...this.#inputs].filter(([, { checked }]) => checked).map(([name]) => name));
  }
}

/**
 * @param {number} progress
 * @param {number | null} left
 */
function soFar(progress, left) {
  const share = `${Math.floor(100 * progress)} %`;
  if (left === null) return share;
  return left < 90
    ? `${share}, about ${Math.max(1, Math.round(left))} s left`
    : `${share}, about ${Math.round(left / 60)} min left`;
}

/**
 * The controls of a view, from the wasm module's own list.
 * @import { Control, View } from "./types.js"
 */

import { announce } from "./announce.js";
import { make, write } from "./dom.js";
import { prose } from "./prose.js";

export class ViewControls {
  element = make("div", { class: "view-controls" });
  #error = make("p", { class: "error", role: "alert", hidden: true });
  /** @type {Map<keyof View, HTMLInputElement | HTMLSelectElement>} */
  #inputs = new Map();
  #onChange;
  /** What is shown: a field that someone is writing into is left alone until that changes. */
  #shown = "";

  /**
   * @param {string} name distinguishes this set of controls from others on the page
   * @param {Control<keyof View>[]} controls
   * @param {(change: Partial<View>) => void} onChange
   */
  constructor(name, controls, onChange) {
    this.#onChange = onChange;
    this.element.append(...controls.map((control) => this.#field(name, control)), this.#error);
  }

  /** @param {View} view */
  show(view) {
    const key = JSON.stringify(view);
    if (key === this.#shown) return;
    this.#shown = key;
    for (const [field, input] of this.#inputs) {
      input.value = String(view[field]);
      input.removeAttribute("aria-invalid");
    }
    this.#error.hidden = true;
  }

  /**
   * @param {keyof View} field
   * @param {boolean} hidden
   */
  hide(field, hidden) {
    const row = this.#inputs.get(field)?.closest("label");
    if (row) row.hidden = hidden;
  }

  /**
   * @param {string} name
   * @param {Control<keyof View>} control
   */
  #field(name, control) {
    const id = `${name}-${control.field}`;
    const input =
      control.kind === "choice"
        ? make(
            "select",
            { id, title: control.help },
            ...control.choices.map(({ value, label }) => make("option", { value }, label)),
          )
        : make("input", {
            id,
            title: control.help,
            type: "text",
            inputmode: "decimal",
            autocomplete: "off",
          });
    this.#inputs.set(control.field, input);
    input.addEventListener("change", () => this.#take(control, input));
    return make(
      "label",
      { for: id, class: control.kind },
      make("span", {}, ...prose(control.label)),
      input,
    );
  }

  /**
   * Takes a changed value over, or says why not.
   * @param {Control<keyof View>} control
   * @param {HTMLInputElement | HTMLSelectElement} input
   */
  #take({ field, kind, label, min, max }, input) {
    if (kind === "choice") return this.#onChange({ [field]: input.value });
    const value = Number(input.value.replace(",", "."));
    const whole = kind !== "integer" || Number.isInteger(value);
    const within = min !== null && max !== null && value >= min && value <= max;
    if (input.value.trim() !== "" && whole && within) return this.#onChange({ [field]: value });
    const allowed = `${kind === "integer" ? "a whole number from " : ""}${min} to ${max}`;
    const message = `${label}: “${input.value}” is not allowed; allowed is ${allowed}.`;
    input.setAttribute("aria-invalid", "true");
    write(this.#error, message);
    this.#error.hidden = false;
    announce(message, true);
  }
}

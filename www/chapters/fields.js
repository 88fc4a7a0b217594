/**
 * The controls of a view, from the wasm module's own list: the fields that a figure offers.
 * @import { Control, View } from "../core/types.js"
 * @import { App } from "../page/app.js"
 */

import { make, offerTrials, write } from "../lib/dom.js";
import { prose } from "../lib/prose.js";
import { announce } from "../page/announce.js";

export class Fields {
  element = make("div", { class: "view-controls" });
  #app;
  #figure;
  #group;
  #controls;
  #error = make("p", { class: "error", role: "alert", hidden: true });
  /** @type {Map<string, HTMLInputElement | HTMLSelectElement>} */
  #inputs = new Map();
  /** What is shown: a field that someone is writing into is left alone until that changes. */
  #shown = "";

  /**
   * @param {App} app
   * @param {string} figure whose they are
   * @param {string} group what their elements are called after
   * @param {Control[]} controls
   */
  constructor(app, figure, group, controls) {
    this.#app = app;
    this.#figure = figure;
    this.#group = group;
    this.#controls = controls;
    this.element.append(...controls.map((control) => this.#field(control)), this.#error);
    // Whoever writes into a field before its figure was drawn keeps what they wrote.
    this.refresh();
  }

  refresh() {
    const view = this.#app.page.view();
    const { trials, batch_norm } = this.#app.page.experiment();
    const key = JSON.stringify([view, trials, batch_norm]);
    if (key === this.#shown) return;
    this.#shown = key;
    for (const control of this.#controls) this.#fill(control, view, trials);
    this.#hide("statistics", !batch_norm);
    this.#hide("rise", this.#figure === "lines" && view.along === "curve");
    this.#error.hidden = true;
  }

  /**
   * @param {Control} control
   * @param {View} view
   * @param {number} trials
   */
  #fill({ field }, view, trials) {
    const input = this.#inputs.get(field);
    if (!input) return;
    if (field === "trial" && input instanceof HTMLSelectElement) offerTrials(input, trials, 1);
    input.value = String(/** @type {Record<string, unknown>} */ ({ ...view })[field]);
    input.removeAttribute("aria-invalid");
  }

  /**
   * @param {string} field
   * @param {boolean} hidden
   */
  #hide(field, hidden) {
    const row = this.#inputs.get(field)?.closest("label");
    if (row) row.hidden = hidden;
  }

  /** @param {Control} control */
  #field(control) {
    const id = `${this.#group}-${control.field}`;
    const input = this.#input(control, id);
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
   * @param {Control} control
   * @param {string} id
   */
  #input({ field, kind, choices, help }, id) {
    if (field === "trial") return make("select", { id, title: help });
    if (kind === "choice")
      return make(
        "select",
        { id, title: help },
        ...choices.map(({ value, label }) => make("option", { value }, label)),
      );
    return make("input", {
      id,
      title: help,
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
    });
  }

  /**
   * Takes a changed value over, or says why not.
   * @param {Control} control
   * @param {HTMLInputElement | HTMLSelectElement} input
   */
  #take({ field, kind, label, min, max }, input) {
    if (kind === "choice") return this.#look(field, input.value);
    const value = Number(input.value.replace(",", "."));
    const whole = kind !== "integer" || Number.isInteger(value);
    const within = min !== null && max !== null && value >= min && value <= max;
    if (input.value.trim() !== "" && whole && within) return this.#look(field, value);
    const allowed = `${kind === "integer" ? "a whole number from " : ""}${min} to ${max}`;
    const message = `${label}: “${input.value}” is not allowed; allowed is ${allowed}.`;
    input.setAttribute("aria-invalid", "true");
    write(this.#error, message);
    this.#error.hidden = false;
    announce(message, true);
  }

  /**
   * @param {string} field
   * @param {unknown} value
   */
  #look(field, value) {
    // Another plane has another extent.
    const whole = field === "plane" ? { x: 0, y: 0, zoom: 0 } : {};
    this.#app.look({ [field]: value, ...whole }, this.#figure);
  }
}

/**
 * A slider for one number of the view.
 * @param {App} app
 * @param {string} figure
 * @param {Control} control
 * @param {(change: Partial<View>, done: boolean) => void} look
 * @param {{ values?: number[], text: (value: number) => string }} how its values, where they are few
 */
export function slider(app, figure, control, look, { values, text }) {
  const id = `${figure}-${control.field}`;
  const input = make("input", {
    type: "range",
    id,
    min: values ? "0" : String(control.min),
    max: values ? String(values.length - 1) : String(control.max),
    step: values ? "1" : String(control.step ?? "any"),
  });
  const shown = make("output", { for: id });
  const take = (/** @type {boolean} */ done) => {
    const at = Number(input.value);
    look({ [control.field]: values ? values[at] : at }, done);
  };
  input.addEventListener("input", () => take(false));
  input.addEventListener("change", () => take(true));
  const element = make(
    "div",
    { class: "shift" },
    make("label", { for: id }, control.label),
    input,
    shown,
  );
  return {
    element,
    refresh() {
      const view = /** @type {Record<string, unknown>} */ ({ ...app.page.view() });
      const value = Number(view[control.field]);
      input.value = String(values ? nearest(values, value) : value);
      input.setAttribute("aria-valuetext", text(value));
      write(shown, text(value));
    },
  };
}

/**
 * @param {number[]} values
 * @param {number} value
 */
function nearest(values, value) {
  const far = values.map((other) => Math.abs(Math.log(other / value)));
  return far.indexOf(Math.min(...far));
}

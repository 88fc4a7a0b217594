/**
 * The settings as a form, built from the wasm module's own list. Input is checked by Rust; what
 * it refuses is explained beside the control, and the last good value stays.
 * @import { Control, PageCore, Experiment } from "./types.js"
 *
 * @typedef {object} Field
 * @property {Control} control
 * @property {HTMLElement} row
 * @property {HTMLInputElement | HTMLSelectElement} input
 * @property {HTMLElement} error
 */

import { announce } from "./announce.js";
import { describeValue } from "./describe.js";
import { make, write } from "./dom.js";
import { prose } from "./prose.js";

/** @type {Record<string, string>} */
const GROUPS = { data: "Data", network: "Network", training: "Training", trials: "Trials" };

/** Settings that only matter with a certain choice elsewhere. */
/** @type {Partial<Record<keyof Experiment, (experiment: Experiment) => boolean>>} */
const MATTERS = {
  momentum: ({ optimizer }) => optimizer === "sgd",
  stop_loss: ({ stop }) => stop === "loss",
};

/** What is no whole number up to here does not even fit into Rust's types, where the rest is checked. */
const MOST_WHOLE = 2 ** 32 - 1;

export class Controls {
  /** @type {Field[]} */
  #fields = [];
  #core;
  #onChange;
  /** @type {Experiment} */
  #good;

  /**
   * @param {HTMLElement} place
   * @param {PageCore} core
   * @param {Control[]} controls
   * @param {Experiment} experiment
   * @param {(experiment: Experiment, control: Control) => void} onChange
   */
  constructor(place, core, controls, experiment, onChange) {
    this.#core = core;
    this.#onChange = onChange;
    this.#good = experiment;
    const usual = mostCommon(controls.map(({ retrains }) => retrains));
    place.before(
      make(
        "p",
        { class: "retrains" },
        `Where a setting does not say otherwise, ${usual} when it changes; what it does not touch is kept.`,
      ),
    );
    for (const group of new Set(controls.map((control) => control.group))) {
      const fields = controls
        .filter((control) => control.group === group)
        .map((control) => this.#field(control, usual));
      this.#fields.push(...fields);
      place.append(
        make(
          "fieldset",
          {},
          make("legend", {}, GROUPS[group] ?? group),
          ...fields.map(({ row }) => row),
        ),
      );
    }
  }

  /**
   * Shows an experiment, and which settings differ from its preset's.
   * @param {Experiment} experiment
   * @param {Experiment} preset
   */
  show(experiment, preset) {
    this.#good = experiment;
    for (const field of this.#fields) {
      const { control, row } = field;
      this.#fill(field);
      row.hidden = !(MATTERS[control.field]?.(experiment) ?? true);
      row.classList.toggle(
        "changed",
        describeValue(control, experiment) !== describeValue(control, preset),
      );
    }
  }

  /**
   * @param {Control} control
   * @param {string} usual what changing a setting usually means: not repeated here
   * @returns {Field}
   */
  #field(control, usual) {
    const id = `set-${control.key}`;
    const input = this.#input(control, id);
    const error = make("p", { class: "error", id: `${id}-error`, hidden: true });
    const retrains =
      control.retrains === usual ? [] : [" ", make("em", {}, `Changed: ${control.retrains}.`)];
    const help = make(
      "p",
      { class: "help", id: `${id}-help` },
      ...prose(control.help),
      ...retrains,
    );
    input.setAttribute("aria-describedby", `${id}-error ${id}-help`);
    const row = make(
      "div",
      { class: `field ${control.kind}`, "data-field": control.field },
      make("label", { for: id }, control.label),
      input,
      error,
      help,
    );
    const field = { control, row, input, error };
    input.addEventListener("change", () => this.#take(field));
    input.addEventListener("keydown", (event) => {
      if (event instanceof KeyboardEvent && event.key === "Escape" && !error.hidden) {
        event.stopPropagation();
        this.#fill(field);
      }
    });
    return field;
  }

  /**
   * @param {Control} control
   * @param {string} id
   */
  #input({ kind, choices, min, max, step }, id) {
    const text = (/** @type {number | null} */ value) =>
      value === null ? undefined : String(value);
    if (kind === "choice")
      return make(
        "select",
        { id },
        ...choices.map(({ value, label }) => make("option", { value }, label)),
      );
    if (kind === "flag") return make("input", { id, type: "checkbox" });
    if (kind === "widths")
      return make("input", {
        id,
        type: "text",
        inputmode: "numeric",
        autocomplete: "off",
        spellcheck: "false",
      });
    // Without a sensible step there are no arrows to step with.
    if (kind === "number" && step === null)
      return make("input", { id, type: "text", inputmode: "decimal", autocomplete: "off" });
    return make("input", {
      id,
      type: "number",
      min: text(min),
      max: text(max),
      step: text(step) ?? "any",
      autocomplete: "off",
    });
  }

  /**
   * Shows the last good value.
   * @param {Field} field
   */
  #fill({ control, input, error }) {
    const value = this.#good[control.field];
    if (input instanceof HTMLInputElement && input.type === "checkbox")
      input.checked = Boolean(value);
    else input.value = describeValue({ ...control, choices: [] }, this.#good);
    input.removeAttribute("aria-invalid");
    error.hidden = true;
  }

  /**
   * Takes a changed value over, or says why not.
   * @param {Field} field
   */
  #take(field) {
    const { control, input, error } = field;
    /** @type {Experiment} */
    let checked;
    try {
      checked = this.#core.check({ ...this.#good, [control.field]: read(control, input) });
    } catch (problem) {
      const message = `${this.#words(problem)}. Kept: ${describeValue(control, this.#good)}.`;
      write(error, message);
      error.hidden = false;
      input.setAttribute("aria-invalid", "true");
      announce(message, true);
      return;
    }
    this.#good = checked;
    this.#fill(field);
    this.#onChange(checked, control);
  }

  /**
   * What is wrong, with the setting named as its label does.
   * @param {unknown} problem
   */
  #words(problem) {
    const text = problem instanceof Error ? problem.message : String(problem);
    return text.replace(
      /^\w+(?=:)/,
      (name) => this.#fields.find(({ control }) => control.field === name)?.control.label ?? name,
    );
  }
}

/** @param {string[]} texts @returns {string} */
function mostCommon(texts) {
  const count = (/** @type {string} */ text) => texts.filter((other) => other === text).length;
  return texts.reduce((best, text) => (count(text) > count(best) ? text : best), texts[0] ?? "");
}

/**
 * What stands in a control, not yet checked.
 * @param {Control} control
 * @param {HTMLInputElement | HTMLSelectElement} input
 * @returns {unknown}
 */
function read({ kind, label, min, max }, input) {
  if (kind === "choice") return input.value;
  if (kind === "flag") return input instanceof HTMLInputElement && input.checked;
  if (kind === "widths") return widths(label, input.value);
  const value = Number(input.value);
  if (input.value.trim() === "" || Number.isNaN(value)) {
    throw new Error(`${label}: this is not a number; allowed is ${min} to ${max}`);
  }
  if (kind === "integer" && !(Number.isInteger(value) && value >= 0 && value <= MOST_WHOLE)) {
    throw new Error(
      `${label}: ${value} is not allowed; allowed is a whole number from ${min} to ${max}`,
    );
  }
  return value;
}

/**
 * "100-100", "100, 100" and "100 x 100" all mean the same.
 * @param {string} label
 * @param {string} text
 * @returns {number[]}
 */
function widths(label, text) {
  if (text.trim().toLowerCase() === "none") return [];
  const parts = text
    .replace(/(\d)\s*[-–]\s*(?=\d)/g, "$1,")
    .split(/[\s,;x×]+/)
    .filter(Boolean);
  const numbers = parts.map(Number);
  if (!numbers.every((number) => Number.isInteger(number) && number >= 0))
    throw new Error(`${label}: “${text}” is not a list of whole numbers such as 100-100`);
  return numbers.map((number) => Math.min(number, MOST_WHOLE));
}

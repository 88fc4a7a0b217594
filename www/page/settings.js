/**
 * The settings as a form, built from the wasm module's own list. Input is checked by Rust; what
 * it refuses is explained beside the control, and the last good value stays.
 * @import { Control, Experiment } from "../core/types.js"
 * @import { App } from "./app.js"
 *
 * @typedef {object} Field
 * @property {Control} control
 * @property {HTMLElement} row
 * @property {HTMLInputElement | HTMLSelectElement} input
 * @property {HTMLElement} error
 */

import { make, write } from "../lib/dom.js";
import { prose } from "../lib/prose.js";
import { announce } from "./announce.js";
import { meaning } from "./app.js";

/** @type {Record<string, string>} */
const GROUPS = { data: "Data", network: "Network", training: "Training", trials: "Trials" };

/** Settings that only matter with a certain choice elsewhere. */
/** @type {Record<string, (experiment: Experiment) => boolean>} */
const MATTERS = {
  momentum: ({ optimizer }) => optimizer === "sgd",
  stop_loss: ({ stop }) => stop === "loss",
};

/** What is no whole number up to here does not even fit into Rust's types, where the rest is checked. */
const MOST_WHOLE = 2 ** 32 - 1;

export class Settings {
  /** @type {Field[]} */
  #fields = [];
  #app;
  /** @type {Experiment} */
  #good;
  #shown = "";

  /**
   * @param {HTMLElement} place
   * @param {App} app
   * @param {Control[]} controls
   */
  constructor(place, app, controls) {
    this.#app = app;
    this.#good = app.page.experiment();
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

  /** Shows the experiment, and which settings differ from its preset's. */
  refresh() {
    const experiment = this.#app.page.experiment();
    const shown = JSON.stringify(experiment);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const { preset: name } = this.#app.page.nearest();
    this.#good = experiment;
    const preset = this.#app.presets.find((preset) => preset.name === name);
    for (const field of this.#fields) {
      const { control, row } = field;
      this.#fill(field);
      row.hidden = !(MATTERS[control.field]?.(experiment) ?? true);
      const usual = preset && describeValue(control, preset.experiment);
      row.classList.toggle("changed", describeValue(control, experiment) !== usual);
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
    const value = settingOf(control, this.#good);
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
    try {
      const experiment = { ...this.#good, [control.field]: read(control, input) };
      this.#app.set(experiment, meaning(control));
    } catch (problem) {
      const message = `${this.#words(problem)}. Kept: ${describeValue(control, this.#good)}.`;
      write(error, message);
      error.hidden = false;
      input.setAttribute("aria-invalid", "true");
      announce(message, true);
      return;
    }
    this.#shown = "";
    this.refresh();
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

/**
 * @param {Control} control
 * @param {Experiment} experiment
 * @returns {unknown}
 */
function settingOf(control, experiment) {
  return /** @type {Record<string, unknown>} */ ({ ...experiment })[control.field];
}

/**
 * One setting's value as the controls show it.
 * @param {Control} control
 * @param {Experiment} experiment
 * @returns {string}
 */
function describeValue(control, experiment) {
  const value = settingOf(control, experiment);
  if (control.kind === "choice")
    return control.choices.find((choice) => choice.value === value)?.label ?? String(value);
  if (control.kind === "flag") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.join("-") || "none";
  return String(value);
}

/**
 * The comparison that a command of the repository has computed: of the default preset, the strategies
 * that are proposed at equal epochs.
 * @import { Comparison, Experiment, KeptComparison, PageCore, RemediesCore } from "./types.js"
 */

import { fetchPrecomputed } from "./results.js";

const NAME = "remedies";

export class Shipped {
  #core;
  #pageCore;
  /** The link of its experiment. */
  #link;
  /** @type {Promise<any> | null} */
  #file = null;

  /**
   * @param {RemediesCore} core
   * @param {PageCore} pageCore
   */
  constructor(core, pageCore) {
    this.#core = core;
    this.#pageCore = pageCore;
    const [preset] = pageCore.presets();
    this.#link = preset && pageCore.write_link(preset.experiment);
  }

  /**
   * Its file is fetched when it is first asked for.
   * @param {string} link of the experiment that is asked for
   * @returns {Promise<Comparison | null>} the caller's own; null where nothing is shipped of that
   */
  async open(link) {
    if (link !== this.#link) return null;
    this.#file ??= fetchPrecomputed(NAME);
    const content = await this.#file;
    try {
      return content && this.#restore(content);
    } catch (error) {
      // A file of another version is as good as none.
      console.warn(`${NAME}.json does not fit this version:`, error);
      return null;
    }
  }

  /** @param {{ experiment: Experiment } & KeptComparison} content */
  #restore({ experiment, trainings, answers }) {
    if (this.#pageCore.write_link(experiment) !== this.#link)
      throw new Error("it is of another experiment");
    const comparison = new this.#core.Comparison(experiment);
    try {
      for (const { row, training } of trainings)
        comparison.accept_training(row, training.trial, training);
      for (const { row, answer } of answers)
        comparison.accept_answer(row, answer.trial, answer.epoch, answer);
      return comparison;
    } catch (error) {
      comparison.free();
      throw error;
    }
  }
}

/**
 * Whether a comparison has found every number again that another shows, to the last bit.
 * @param {Comparison} own
 * @param {Comparison} other of the same experiment
 */
export function agree(own, other) {
  const found = new Set(results(own));
  return results(other).every((result) => found.has(result));
}

/** @param {Comparison} comparison */
function results(comparison) {
  const { trainings, answers } = comparison.keep();
  return [...trainings, ...answers].map((result) => JSON.stringify(result));
}

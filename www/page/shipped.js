/**
 * The results that come with the page, read when they are wanted: those of the first figures at once, those of later
 * chapters when somebody has come so far.
 * @import { Page } from "../wasm/sharp_minima.js"
 */

import { shippedResults } from "../core/shipped.js";

/** How it begins that shipped results are not there. */
export const SPOILT = "The results that come with the page could not be read:";

export class Shipped {
  #page;
  #tell;
  /** @type {Map<string, { coming: Promise<void>, here: boolean }>} by file */
  #read = new Map();
  /** @type {Set<string>} the files that could not be read */
  #spoilt = new Set();
  #begun = false;
  /** Whether a figure of the page has results that come later. */
  #hasLater = false;
  /** Whether they are wanted. */
  #later = false;
  /** Resolves when those of the present preset are there. */
  #coming = Promise.resolve();

  /**
   * @param {Page} page
   * @param {{ changed: () => void, notice: (text: string) => void }} tell
   */
  constructor(page, tell) {
    this.#page = page;
    this.#tell = tell;
  }

  /**
   * Some of the page's figures have results that come later.
   * @param {boolean} named whether the address names one of them: they belong to the beginning
   */
  expectLater(named) {
    this.#hasLater = true;
    this.#later = named;
  }

  /** Whether there are results that nobody has asked for yet. */
  get awaitsLater() {
    return this.#hasLater && !this.#later && !this.#page.bar().changed;
  }

  /** Whether some are still on their way. */
  get awaited() {
    return !this.#begun || [...this.#read.values()].some(({ here }) => !here);
  }

  /** Whether some could not be read and may be asked for again. */
  get spoilt() {
    return this.#spoilt.size > 0;
  }

  /**
   * A figure is seen whose results come later.
   * @returns {Promise<void>} resolves when all are there
   */
  seeLater() {
    if (this.#hasLater && !this.#later) {
      this.#later = true;
      void this.fetch();
    }
    return this.#coming;
  }

  /**
   * Those of the preset that the settings are nearest to.
   * @returns {Promise<void>} resolves when they are there, or could not be read
   */
  fetch() {
    this.#begun = true;
    const { preset } = this.#page.bar();
    const first = this.#file(preset, false);
    this.#coming = this.#later ? first.then(() => this.#file(preset, true)) : first;
    return this.#coming;
  }

  /**
   * @param {string} preset
   * @param {boolean} later
   */
  #file(preset, later) {
    const file = `${preset} ${later}`;
    const known = this.#read.get(file);
    if (known) return known.coming;
    const again = this.#spoilt.delete(file);
    const coming = this.#take(preset, later, again);
    this.#read.set(file, { coming, here: false });
    return coming;
  }

  /**
   * @param {string} preset
   * @param {boolean} later
   * @param {boolean} again whether it came spoilt before
   */
  async #take(preset, later, again) {
    const file = `${preset} ${later}`;
    try {
      const text = await shippedResults(preset, later, again);
      const [first, ...others] = this.#page.read(text, "shipped");
      if (first)
        throw new Error(first + (others.length > 0 ? ` (and ${others.length} others)` : ""));
      const known = this.#read.get(file);
      if (known) known.here = true;
    } catch (error) {
      // The next who asks for them may have more luck.
      this.#read.delete(file);
      this.#spoilt.add(file);
      this.#tell.notice(`${SPOILT} ${error instanceof Error ? error.message : error}.`);
    }
    this.#tell.changed();
  }
}

/**
 * The results that come with the page, read when they are wanted: those of the first figures at once, those of later
 * chapters when somebody has come so far.
 * @import { Page } from "../wasm/sharp_minima.js"
 */

import { file } from "../core/files.js";
import { whyNot } from "../core/named.js";
import { bySlices } from "../lib/slices.js";

/** The figure of the paper's own network. */
const F1 = "f1";
/** The figures before it: who has come to them will see it, and it must not grow under their eyes. */
const BEFORE = ["predict", "connection", "claims", F1];
/** What was found of it, which is the same for all presets. */
const NUMBERS = `results/${F1}.json`;
/** Its first pair's curves, line and plane. A command computed them: on a page the last digits would be others. */
const PAIR = "results/f1-pair.json";

/** How it begins that shipped results are not there. */
export const SPOILT = "The results that come with the page could not be read:";

export class Shipped {
  #page;
  #tell;
  /** @type {Map<string, { coming: Promise<void>, here: boolean, later: boolean }>} by file */
  #read = new Map();
  /** @type {Set<string>} the files that could not be read */
  #spoilt = new Set();
  #begun = false;
  /** The page's figures. @type {string[]} */
  #figures = [];
  /** Whether one of them has results that come later. */
  #hasLater = false;
  #hasF1 = false;
  /** Whether the numbers of the paper's own network are wanted. */
  #f1 = false;
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
   * @param {string[]} figures all
   * @param {string[]} later which of them
   * @param {string | null} named the one that the address names: it belongs to the beginning
   */
  expectLater(figures, later, named) {
    this.#figures = figures;
    this.#hasLater = later.length > 0;
    this.#hasF1 = later.includes(F1);
    this.#later = named !== null && later.includes(named);
    this.#f1 = this.#hasF1 && named !== null && BEFORE.includes(named);
  }

  /** Whether the preset that is shown has results that are not here yet. */
  get lacks() {
    const unasked = this.#hasLater && !this.#later;
    return (unasked || this.awaited) && !this.#page.nearest().changed;
  }

  /** Whether some are still on their way. */
  get awaited() {
    return !this.#begun || [...this.#read.values()].some(({ here }) => !here);
  }

  /** Whether those of the first figures are. */
  get begins() {
    return [...this.#read.values()].some(({ here, later }) => !here && !later);
  }

  /**
   * Whether a figure that has nothing yet is to wait for results. Of settings that were changed only the beginning is
   * waited for: what comes later may have nothing for them, and the button that computes it would vanish for a moment
   * just when the figure is come to and the button pressed.
   * @param {boolean} later whether the figure's results come later
   */
  isWorthWaiting(later) {
    return !this.#begun || this.begins || (later && this.lacks);
  }

  /** Whether some could not be read and may be asked for again. */
  get spoilt() {
    return this.#spoilt.size > 0;
  }

  /**
   * A figure is seen whose results come later, or all of them are.
   * @param {string} [figure]
   * @returns {Promise<void>} resolves when all are there
   */
  seeLater(figure = F1) {
    const f1 = this.#hasF1 && BEFORE.includes(figure);
    if (this.#hasLater && !(this.#later && (this.#f1 || !f1))) {
      this.#later = true;
      this.#f1 ||= f1;
      void this.fetch();
    }
    return this.#coming;
  }

  /**
   * A preset is shown as it is: sooner or later all of its figures are.
   * @returns {Promise<void> | undefined} resolves when all that comes with it is there; undefined where it is, or
   *   where the settings are others
   */
  whole() {
    return this.lacks ? this.seeLater("") : undefined;
  }

  /**
   * Those of the preset that the settings are nearest to.
   * @returns {Promise<void>} resolves when they are there, or could not be read
   */
  fetch() {
    this.#begun = true;
    const { preset } = this.#page.nearest();
    const beginning = [`results/${preset}.json`, ...(this.#page.is_f1() ? [PAIR] : [])];
    const first = Promise.all(beginning.map((name) => this.#file(name, false)));
    const others = [`results/${preset}-later.json`, ...(this.#f1 ? [NUMBERS] : [])];
    const all = () => Promise.all(others.map((name) => this.#file(name, true)));
    this.#coming = (this.#later ? first.then(all) : first).then(() => {});
    return this.#coming;
  }

  /**
   * @param {string} name of a file, made by a command of the repository
   * @param {boolean} later whether it has what only figures of later chapters want
   */
  #file(name, later) {
    const known = this.#read.get(name);
    if (known) return known.coming;
    const coming = this.#take(name, later, this.#spoilt.delete(name));
    this.#read.set(name, { coming, here: false, later });
    return coming;
  }

  /**
   * @param {string} name
   * @param {boolean} later
   * @param {boolean} again whether it came spoilt before
   */
  async #take(name, later, again) {
    try {
      const text = await (await file(name, again)).text();
      const unread = name === NUMBERS ? this.#readF1(text) : await this.#readBySlices(name, text);
      const [first, ...others] = unread;
      if (first)
        throw new Error(first + (others.length > 0 ? ` (and ${others.length} others)` : ""));
      // No figure's plan hangs on the paper's own network's numbers.
      if (later && name !== NUMBERS) await this.#plan();
      const known = this.#read.get(name);
      if (known) known.here = true;
    } catch (error) {
      // The next who asks for them may have more luck.
      this.#read.delete(name);
      this.#spoilt.add(name);
      this.#tell.notice(`${SPOILT} ${whyNot(error, name)}.`);
    }
    this.#tell.changed();
  }

  /** @param {string} text */
  #readF1(text) {
    this.#page.read_f1(text);
    return [];
  }

  /**
   * @param {string} name
   * @param {string} text of a file of results: between the first line and the last an entry each, or one line of all
   * @returns {Promise<string[]>} what could not be read, in words
   */
  async #readBySlices(name, text) {
    const [head = "", ...lines] = text.split("\n");
    const origin = name === PAIR ? "opened" : "shipped";
    // The file without its entries says whether it is one; at the end it says that all have come.
    const frame = () => this.#page.read(lines.length > 0 ? `${head}]}` : head, origin);
    const unread = frame();
    await bySlices(lines, (line, index) => {
      const entry = line.trim().replace(/,$/, "");
      if (entry === "" || entry === "]}") return;
      const why = this.#page.read_entry(entry, origin);
      if (why !== undefined) unread.push(`entry ${index + 1}: ${why}`);
    });
    frame();
    return unread;
  }

  /** What the figures lack is found out once they have their results: Run wants to know it of all, and at once. */
  #plan() {
    return bySlices(this.#figures, (name) => void this.#page.figure(name));
  }
}

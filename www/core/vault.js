/**
 * What was computed, kept by the browser across a reload and a crash: every entry of the results as a
 * line of JSON, which begins with its job. Of several entries of one job the last is kept. Trainings under way are
 * kept by the workers; here is which.
 */

import { CHECKPOINTS, ENTRIES, ended, opened, result } from "./database.js";

/** So many entries are kept; those that came first go first. */
const MOST = 4000;

export class Vault {
  /** @type {IDBDatabase | null} null where the browser keeps nothing */
  #database = null;
  /** The jobs of trainings that were under way and can go on, as JSON. @type {Set<string>} */
  begun = new Set();

  /** @returns {Promise<string[]>} all entries, in the order in which they came */
  async open() {
    try {
      this.#database = await opened();
      const begun = await result(this.#store("readonly", CHECKPOINTS).getAllKeys());
      for (const job of begun) this.begun.add(String(job));
      return await this.#all();
    } catch {
      // Storage may be forbidden: in a private window, or in a frame.
      this.#database = null;
      return [];
    }
  }

  /** @param {string[]} entries */
  async keep(entries) {
    if (!this.#database || entries.length === 0) return;
    try {
      const store = this.#store("readwrite");
      for (const entry of entries) store.add(entry);
      await ended(store.transaction);
    } catch {
      // It may be full: what is kept already stays.
    }
  }

  /** Forgets everything. */
  async clear() {
    if (!this.#database) return;
    try {
      this.begun.clear();
      for (const name of [ENTRIES, CHECKPOINTS]) {
        const store = this.#store("readwrite", name);
        store.clear();
        await ended(store.transaction);
      }
    } catch {
      // A newer page in another tab has taken the store over, and forgets by itself.
    }
  }

  async #all() {
    const store = this.#store("readwrite");
    const [keys, values] = await Promise.all([result(store.getAllKeys()), result(store.getAll())]);
    const entries = values.map(String);
    /** @type {Map<string, number>} */
    const last = new Map();
    for (const [place, entry] of entries.entries()) last.set(jobOf(entry), place);
    const places = new Set([...last.values()].sort((a, b) => a - b).slice(-MOST));
    for (const [place, key] of keys.entries()) if (!places.has(place)) store.delete(key);
    return entries.filter((_, place) => places.has(place));
  }

  /**
   * @param {IDBTransactionMode} mode
   * @param {string} [name]
   */
  #store(mode, name = ENTRIES) {
    if (!this.#database) throw new Error("there is no database");
    return this.#database.transaction(name, mode).objectStore(name);
  }
}

/** @param {string} entry */
const jobOf = (entry) => entry.slice(0, entry.indexOf(',"report":'));

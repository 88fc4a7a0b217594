/**
 * What was computed, kept by the browser across a reload and a crash: every entry of the results as a
 * line of JSON, which begins with its job. Of several entries of one job the last is kept.
 */

const NAME = "sharp-minima";
const VERSION = 2;
const STORE = "entries";
/** So many entries are kept; those that came first go first. */
const MOST = 4000;

export class Vault {
  /** @type {IDBDatabase | null} null where the browser keeps nothing */
  #database = null;

  /** @returns {Promise<string[]>} all entries, in the order in which they came */
  async open() {
    try {
      this.#database = await opened();
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
      const store = this.#store("readwrite");
      store.clear();
      await ended(store.transaction);
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

  /** @param {IDBTransactionMode} mode */
  #store(mode) {
    if (!this.#database) throw new Error("there is no database");
    return this.#database.transaction(STORE, mode).objectStore(STORE);
  }
}

/** @param {string} entry */
const jobOf = (entry) => entry.slice(0, entry.indexOf(',"report":'));

/** @returns {Promise<IDBDatabase>} */
function opened() {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    const database = request.result;
    // Entries of another version are refused when they are read: they need not be kept.
    for (const name of [...database.objectStoreNames]) database.deleteObjectStore(name);
    database.createObjectStore(STORE, { autoIncrement: true });
  };
  return new Promise((resolve, reject) => {
    // An older page in another tab has it open: nothing is kept then, but nobody waits for it.
    request.onblocked = () => reject(new Error("an older page has it open"));
    result(request).then((database) => {
      // A newer page need not wait for this one.
      database.onversionchange = () => database.close();
      resolve(database);
    }, reject);
  });
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction */
function ended(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(undefined);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

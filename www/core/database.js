/** The browser's own store: what was computed, and trainings under way, kept across a reload and a crash. */

const NAME = "sharp-minima";
const VERSION = 3;
/** The version whose results are read as well; those of others are refused. */
const BEFORE = 2;

/** Entries of the results, in the order in which they came. */
export const ENTRIES = "entries";
/** Checkpoints by their jobs. */
export const CHECKPOINTS = "checkpoints";

/** @returns {Promise<IDBDatabase>} fails where the browser keeps nothing */
export function opened() {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = ({ oldVersion }) => {
    const database = request.result;
    if (oldVersion !== BEFORE) {
      for (const name of [...database.objectStoreNames]) database.deleteObjectStore(name);
      database.createObjectStore(ENTRIES, { autoIncrement: true });
    }
    database.createObjectStore(CHECKPOINTS);
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
export function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction */
export function ended(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(undefined);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

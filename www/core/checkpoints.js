/** Trainings under way, kept across a reload and a crash. Where the browser keeps nothing, they begin anew. */

import { CHECKPOINTS, ended, opened, result } from "./database.js";

/** So many are kept: a large one has many megabytes. */
const MOST = 8;

/** @type {Promise<IDBDatabase> | null} */
let database = null;

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => Promise<T>} work
 * @returns {Promise<T | undefined>} undefined where it could not be done
 */
async function withStore(mode, work) {
  try {
    database ??= opened();
    const store = (await database).transaction(CHECKPOINTS, mode).objectStore(CHECKPOINTS);
    const found = await work(store);
    if (mode === "readwrite") await ended(store.transaction);
    return found;
  } catch {
    // The next who asks may have more luck.
    database = null;
    return undefined;
  }
}

/**
 * @param {string} job
 * @returns {Promise<Uint8Array | undefined>}
 */
export const checkpoint = (job) => withStore("readonly", (store) => result(store.get(job)));

/**
 * @param {string} job
 * @param {Uint8Array} bytes
 * @returns {Promise<boolean>} whether they are kept
 */
export async function keep(job, bytes) {
  const kept = await withStore("readwrite", async (store) => {
    const others = (await result(store.getAllKeys())).filter((key) => key !== job);
    for (const key of others.slice(MOST - 1)) store.delete(key);
    store.put(bytes, job);
    return true;
  });
  return kept === true;
}

/** @param {string} job a training that has ended */
export const drop = (job) => withStore("readwrite", async (store) => void store.delete(job));

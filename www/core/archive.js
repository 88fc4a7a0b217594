/** Data archives: fetched once, when a job first needs one. */

import { file } from "./files.js";

/** @type {Map<string, Promise<Uint8Array>>} */
const fetched = new Map();

/** The names of those that came spoilt: the browser may have kept them so. */
const spoilt = new Set();
/** What every archive begins with. */
const MAGIC = "SMDA";

/**
 * An archive that a job could not use is fetched again by the next one.
 * @param {string} name
 */
export function forget(name) {
  spoilt.add(name);
  fetched.delete(name);
}

/**
 * An archive's bytes. A failure is not remembered: the next run tries again.
 * @param {string} name its file's
 * @returns {Promise<Uint8Array>}
 */
export function archive(name) {
  const known = fetched.get(name);
  if (known) return known;
  const promise = load(name);
  promise.catch(() => forget(name));
  fetched.set(name, promise);
  return promise;
}

/** @param {string} name */
async function load(name) {
  /** @param {unknown} why */
  const failure = (why) => new Error(`the data file ${name} could not be loaded (${why})`);
  let bytes;
  try {
    const response = await file(`data/${name}`, spoilt.has(name));
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw failure(error instanceof Error ? error.message : error);
  }
  if (String.fromCharCode(...bytes.subarray(0, MAGIC.length)) !== MAGIC)
    throw failure("something else came in its place, perhaps a network’s sign-in page");
  return bytes;
}

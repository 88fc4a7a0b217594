/** Data archives: fetched once, when a job first needs one. */

/** @type {Map<string, Promise<Uint8Array>>} */
const fetched = new Map();

/**
 * An archive's bytes. A failure is not remembered: the next run tries again.
 * @param {string} name its file's
 * @returns {Promise<Uint8Array>}
 */
export function archive(name) {
  const known = fetched.get(name);
  if (known) return known;
  const promise = load(name);
  promise.catch(() => fetched.delete(name));
  fetched.set(name, promise);
  return promise;
}

/** @param {string} name */
async function load(name) {
  const address = new URL(`../data/${name}`, import.meta.url);
  /** @param {unknown} why */
  const failure = (why) => new Error(`the data file ${name} could not be loaded (${why})`);
  let response;
  try {
    response = await fetch(address);
  } catch (error) {
    throw failure(error instanceof Error ? error.message : error);
  }
  if (!response.ok) throw failure(`the server answers ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

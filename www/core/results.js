/** Results that come with the page: one file a preset, made by a command of the repository. */

/** @type {Map<string, Promise<string | null>>} */
const fetched = new Map();

/**
 * The file of a preset's results.
 * @param {string} preset
 * @returns {Promise<string | null>} null where there is none; a failure is not remembered
 */
export function shippedResults(preset) {
  const known = fetched.get(preset);
  if (known) return known;
  const promise = load(preset);
  promise.then((text) => text === null && fetched.delete(preset));
  fetched.set(preset, promise);
  return promise;
}

/** @param {string} preset */
async function load(preset) {
  try {
    const response = await fetch(new URL(`../results/${preset}.json`, import.meta.url));
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

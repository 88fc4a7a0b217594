/** Results that come with the page: one file a preset, made by a command of the repository. */

/**
 * The file of a preset's results.
 * @param {string} preset
 * @returns {Promise<string | null>} null where it does not come
 */
export async function shippedResults(preset) {
  try {
    const response = await fetch(new URL(`../results/${preset}.json`, import.meta.url));
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

/** Results that come with the page: two files a preset, made by a command of the repository. */

/**
 * A file of a preset's results.
 * @param {string} preset
 * @param {boolean} later the second file, with what the figures of later chapters want besides
 * @returns {Promise<string | null>} null where it does not come
 */
export async function shippedResults(preset, later) {
  try {
    const name = later ? `${preset}-later` : preset;
    const response = await fetch(new URL(`../results/${name}.json`, import.meta.url));
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

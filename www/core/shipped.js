/** Results that come with the page: two files a preset, made by a command of the repository. */

/**
 * A file of a preset's results.
 * @param {string} preset
 * @param {boolean} later the second file, with what the figures of later chapters want besides
 * @param {boolean} again whether it came spoilt before: the browser may have kept it so
 * @returns {Promise<string>} fails where it does not come
 */
export async function shippedResults(preset, later, again) {
  const name = later ? `${preset}-later` : preset;
  const address = new URL(`../results/${name}.json`, import.meta.url);
  const response = await fetch(address, { cache: again ? "reload" : "default" });
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  return response.text();
}

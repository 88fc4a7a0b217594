/** Results that come with the page: two files a preset, made by a command of the repository. */

import { file } from "./files.js";

/**
 * A file of a preset's results.
 * @param {string} preset
 * @param {boolean} later the second file, with what the figures of later chapters want besides
 * @param {boolean} again whether it came spoilt before: the browser may have kept it so
 * @returns {Promise<string>} fails where it does not come
 */
export async function shippedResults(preset, later, again) {
  const response = await file(`results/${preset}${later ? "-later" : ""}.json`, again);
  return response.text();
}

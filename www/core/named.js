/** Which file it was that did not come: browsers do not say it. */

/**
 * @param {unknown} error
 * @param {string} name of the file, below www/
 * @returns {string} why, in words that name it
 */
export function whyNot(error, name) {
  const why = error instanceof Error ? error.message : String(error);
  return why.includes(name) ? why : `${why} (${name})`;
}

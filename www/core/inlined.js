/** What files.js does, in the single file: its files stand in itself, compressed, and nothing is fetched. */

/** There is nothing beside the single file. */
export const site = null;

/**
 * @param {string} name below www/
 * @returns {Promise<Response>} fails where it is not in the single file
 */
export async function file(name) {
  const place = document.querySelector(`script[data-file="${name}"]`);
  if (!place) throw new Error("it is not in this single file: open the page on its site");
  const bytes = Uint8Array.from(atob(place.textContent), (sign) => sign.charCodeAt(0));
  const content = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(content, { headers: { "content-type": String(place.getAttribute("type")) } });
}

/** @returns {Promise<never>} its figures are drawn by the module, which it has in it */
export function drawing() {
  return Promise.reject(new Error("there are no drawings in this single file"));
}

/** The address of the workers' script. */
let script = "";

/** @returns {Worker} a new one */
export function hire() {
  const text = String(document.querySelector("script[data-worker]")?.textContent);
  script ||= URL.createObjectURL(new Blob([text]));
  // No module: Chromium starts none where the page has no site.
  return new Worker(script);
}

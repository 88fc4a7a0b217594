/** Where the page's files come from: each below www/ at an address of its own. In the single file, inlined.js. */

/** @type {string | null} where the page, its element and its pictures are; null in the single file */
export const site = new URL("../../", import.meta.url).href;

/**
 * @param {string} name below www/
 * @param {boolean} [again] whether it came spoilt before: the browser may have kept it so
 * @returns {Promise<Response>} fails where it does not come
 */
export async function file(name, again) {
  const address = new URL(`../${name}`, import.meta.url);
  const response = await fetch(address, { cache: again ? "reload" : "default" });
  if (!response.ok) throw new Error(`the server answers ${response.status} for ${name}`);
  // No file of the page is a page.
  if (response.headers.get("content-type")?.startsWith("text/html"))
    throw new Error("something else came in its place, perhaps a network’s sign-in page");
  return response;
}

/**
 * A drawing, whose texts and colours are the page's. Only so may a page that runs no text as code read one.
 * @param {string} name below www/
 * @returns {Promise<Element>} fails where it does not come
 */
export function drawing(name) {
  const request = new XMLHttpRequest();
  request.open("GET", new URL(`../${name}`, import.meta.url));
  request.overrideMimeType("image/svg+xml");
  request.responseType = "document";
  request.send();
  return new Promise((done, fail) => {
    request.onloadend = () => {
      const root = request.responseXML?.documentElement;
      if (request.status === 200 && root?.localName === "svg")
        done(document.importNode(root, true));
      else fail(new Error(`no drawing comes for ${name}`));
    };
  });
}

/** @returns {Worker} a new one */
export function hire() {
  const script = new URL("../worker.js", import.meta.url).href;
  try {
    return new Worker(script, { type: "module" });
  } catch {
    // A sandboxed frame is of no site, and may start no site's script: one of its own imports it.
    const own = `const early = []; onmessage = (event) => early.push(event);
import(${JSON.stringify(script)}).then(() => early.forEach((event) => onmessage(event)))
.catch((error) => setTimeout(() => { throw error; }));`;
    return new Worker(URL.createObjectURL(new Blob([own])));
  }
}

/** The keys to print: the paper has everything, also what is fetched only when it is seen. */

import { settled } from "../lib/redraw.js";

/** @import { App } from "./app.js" */

/** @param {App} app */
export function printWhole(app) {
  document.addEventListener("keydown", async (event) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (!(ctrlKey || metaKey) || shiftKey || altKey || key.toLowerCase() !== "p") return;
    event.preventDefault();
    await app.shipped.seeLater();
    await settled();
    print();
  });
}

/** What the browser keeps of a visit, and what is there after a reload. */

import { entriesOf, fileOf } from "./figures.mjs";
import { forgive, settled } from "./helpers.mjs";

/** @import { Page } from "playwright-core" */
/** @import { Visit } from "./helpers.mjs" */

/** @param {Visit} visit */
export async function reload(visit) {
  const { page } = visit;
  await page.reload();
  await page.waitForFunction(() => window.sharpMinima?.ready.then(() => true));
  await settled(page);
  // A page that is left breaks its requests off.
  forgive(visit, /^failed:/);
}

/** @param {Page} page waits until the browser has stored what it was given, which takes a moment */
export async function stored(page) {
  await page.evaluate(
    () =>
      new Promise((done, fail) => {
        const request = indexedDB.open("sharp-minima");
        request.onerror = fail;
        request.onsuccess = () => {
          // A look comes after what is being written.
          const look = request.result.transaction("entries").objectStore("entries").count();
          look.onsuccess = () => done(request.result.close());
          look.onerror = fail;
        };
      }),
  );
}

/** @param {Page} page each entry of what it knows */
export async function known(page) {
  return entriesOf(await fileOf(page)).map((entry) => JSON.stringify(entry));
}

/** Browsers that keep nothing. */
export const FORGETFUL = {
  "storage that is forbidden": () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
  },
  "no storage at all": () => Reflect.deleteProperty(window, "indexedDB"),
  "storage that is full": () => {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException("The quota is exceeded.", "QuotaExceededError");
    };
  },
};

/** The page without a network: a service worker keeps it, once it has come. */

import { site } from "../core/files.js";
import { get } from "../lib/dom.js";

/**
 * Begins to keep the page, or looks for a later version of it; says so below the page when it is kept.
 * Where this is not possible the page works all the same.
 */
export async function keepForOffline() {
  if (!site) return;
  try {
    // In a sandboxed frame even to look for it is an error.
    const { serviceWorker } = navigator;
    if (!serviceWorker) return;
    await serviceWorker.register(new URL("serviceworker.js", site), { updateViaCache: "none" });
    await serviceWorker.ready;
    get("kept").hidden = false;
  } catch {
    // Files on a disk, sandboxed frames and strict browsers have none.
  }
}

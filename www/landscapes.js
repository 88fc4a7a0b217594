/**
 * Brings the landscape's module and its figures to the page, once the first figures stand.
 * @import { Experiment, Kept, PageCore, Plate } from "./types.js"
 * @import { Page } from "./page.js"
 * @import { Pool } from "./pool.js"
 */

import { compile, instantiate } from "./core.js";
import { Landscape } from "./landscape.js";
import { openSketch } from "./sketch.js";

/**
 * @param {PageCore} pageCore
 * @param {Page} page
 * @param {Pool} pool
 * @param {{ landscape: unknown }} laboratory where tests find it
 */
export async function openLandscape(pageCore, page, pool, laboratory) {
  if (
    !document.querySelector(
      "figure:is([data-figure=sketch], [data-figure=lines], [data-figure=landscape])",
    )
  )
    return;
  const file = fetchPrecomputed();
  const core = await instantiate("landscape", compile("landscape"));
  openSketch(core, pageCore, page);
  const landscape = new Landscape(core, pageCore, page, pool);
  laboratory.landscape = landscape;
  const found = await file;
  if (!found) return;
  try {
    landscape.open(found);
  } catch (error) {
    // A file of another version is as good as none.
    console.warn("landscape.json does not fit this version:", error);
  }
}

/** @returns {Promise<{ experiment: Experiment, kept: Record<Plate, Kept[]> } | null>} */
async function fetchPrecomputed() {
  try {
    const response = await fetch(new URL("./landscape.json", import.meta.url));
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

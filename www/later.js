/**
 * Brings the modules of the landscape, of the measures and of the remedies to the page, with their
 * figures, once the first figures stand.
 * @import { MeasuresCore, PageCore, RemediesCore } from "./types.js"
 * @import { Page } from "./page.js"
 * @import { Pool } from "./pool.js"
 */

import { compile, instantiate, landscapeCore } from "./core.js";
import { Exchange } from "./exchange.js";
import { Landscape } from "./landscape.js";
import { Measures } from "./measures.js";
import { Networks } from "./networks.js";
import { Preview } from "./preview.js";
import { Remedies } from "./remedies.js";
import { fetchPrecomputed } from "./results.js";
import { openSketch } from "./sketch.js";

const LANDSCAPE = "[data-figure=sketch], [data-figure=lines], [data-figure=landscape]";
const MEASURES =
  "[data-figure=measures], [data-figure=spectrum], [data-figure=along], [data-figure=rescaling], #exchange";
const COMPARISON = "figure[data-figure=remedies]";
const PREVIEW = "figure[data-figure=augmentation]";

/**
 * @param {PageCore} pageCore
 * @param {Page} page
 * @param {Pool} pool
 * @param {{ landscape: unknown, measures: unknown, remedies: unknown }} laboratory where tests find them
 */
export async function openLater(pageCore, page, pool, laboratory) {
  const networks = new Networks(pageCore, pool, (key) => page.outcome(key));
  if (document.querySelector(LANDSCAPE)) {
    const file = fetchPrecomputed("landscape");
    const core = await landscapeCore();
    openSketch(core, pageCore, page);
    const landscape = new Landscape(core, pageCore, page, pool, networks);
    laboratory.landscape = landscape;
    open("landscape", await file, (content) => landscape.open(content));
  }
  if (document.querySelector(MEASURES)) {
    const file = fetchPrecomputed("measures");
    /** @type {MeasuresCore} */
    const core = await instantiate("measures", compile("measures"));
    const measures = new Measures(core, pageCore, page, pool, networks);
    laboratory.measures = measures;
    open("measures", await file, (content) => measures.open(content));
    const place = document.getElementById("exchange");
    if (place) new Exchange(place, core, page, pool, networks);
  }
  if (document.querySelector(`${COMPARISON}, ${PREVIEW}`)) {
    /** @type {RemediesCore} */
    const core = await instantiate("remedies", compile("remedies"));
    const preview = document.querySelector(PREVIEW);
    if (preview instanceof HTMLElement) new Preview(preview, core, pageCore, page, pool);
    const place = document.querySelector(COMPARISON);
    if (place instanceof HTMLElement) {
      const remedies = new Remedies(place, core, pageCore, page, pool, networks);
      laboratory.remedies = remedies;
      await remedies.open();
    }
  }
}

/**
 * A file of another version is as good as none.
 * @param {string} name
 * @param {any} content null where there is none
 * @param {(content: any) => void} take
 */
function open(name, content, take) {
  if (!content) return;
  try {
    take(content);
  } catch (error) {
    console.warn(`${name}.json does not fit this version:`, error);
  }
}

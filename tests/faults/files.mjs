/** Every file that the page fetches, spoilt in every way: one sentence says which, the rest works, a click mends it. */

import assert from "node:assert/strict";
import { address } from "../page/helpers.mjs";
import { saveData } from "./inside.mjs";
import { KINDS } from "./kinds.mjs";
import { atRest, contains, linesOf, truth } from "./results.mjs";
import { FAULTS } from "./site.mjs";

/**
 * @import { Visit } from "../page/helpers.mjs"
 * @import { Ground, Scenario } from "./ground.mjs"
 * @import { Kind } from "./kinds.mjs"
 * @import { Fault } from "./site.mjs"
 */

/** What cannot be seen from the page: half a style sheet or listing is one as well. */
const UNSEEN = /\.(css|py|svg|woff2)$/;

/** @param {string} path */
function kindOf(path) {
  const kind = KINDS.find(({ files }) => files.test(path));
  if (!kind) throw new Error(`nobody says what becomes of ${path}`);
  return kind;
}

/**
 * The page comes as far as it can.
 * @param {Visit} visit
 * @param {string} where
 */
async function arrive({ page }, where) {
  await page.goto(address() + where);
  await page.waitForFunction(
    () => window.sharpMinima || document.querySelector("#unsupported:not([hidden])"),
  );
}

/** @param {Ground} ground @param {string} path @param {Kind} kind @param {Fault} name */
async function spoil(ground, path, { where: place, act, says, mend, computes }, name) {
  const { site } = ground;
  const where = typeof place === "string" ? place : place(path);
  const visit = await ground.visit();
  const { page } = visit;
  await saveData(page);
  site.spoil(path, name);
  await arrive(visit, where);
  const hidden = name === "late" || (name === "short" && UNSEEN.test(path));
  if (hidden || !says) {
    await page.waitForFunction(() => window.sharpMinima?.ready.then(() => true));
    await act?.(visit, path);
    assert.equal(await page.locator("#unsupported").isVisible(), false);
    assert.equal(await page.locator("#notices").isVisible(), false);
  } else {
    await act?.(visit, path);
    await says(page, path);
    site.mend();
    await mend(visit, where, path);
  }
  site.mend();
  await atRest(page);
  assert.equal(await page.locator("#unsupported").isVisible(), false);
  assert.equal(await page.locator("#notices").isVisible(), false);
  // Where nothing is computed all that is shown comes with the page.
  if (computes) await ground.same(visit, where);
  else contains(await truth(ground.browser, where), await linesOf(page), "spoilt");
}

/** @param {Ground} ground all that is fetched by a visitor who does everything once */
async function filesOf(ground) {
  const { asked } = ground.site;
  asked.clear();
  for (const { where, act, examples = [""] } of KINDS)
    for (const path of examples) {
      const visit = await ground.open(typeof where === "string" ? where : where(path));
      await act?.(visit, path);
      await visit.close();
    }
  // The document itself is the browser's to speak of.
  return [...asked].filter((path) => path !== "").sort();
}

/** @param {Ground} ground @returns {Promise<Scenario[]>} one for each file */
export async function fileScenarios(ground) {
  const files = await filesOf(ground);
  return files.map((path) => ({
    name: `file ${path.replace(/-[A-Z0-9]{8}\./, ".")}`,
    run: async (ground) => {
      for (const name of /** @type {Fault[]} */ (Object.keys(FAULTS))) {
        const kind = kindOf(path);
        await ground.fault(name, () => spoil(ground, path, kind, name), kind.thrown);
      }
    },
  }));
}

/** The browser keeps nothing, or no more. */

import assert from "node:assert/strict";
import { ALONE, goTo, run } from "../page/helpers.mjs";
import { FORGETFUL, reload, stored } from "../page/storage.mjs";
import { openRunning } from "./inside.mjs";
import { atRest, contains, finished } from "./results.mjs";
import { RUN } from "./workers.mjs";

/** @import { Ground, Scenario } from "./ground.mjs" */

/** @type {Record<string, () => void>} */
const MORE = {
  "no room for a choice": () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("The quota is exceeded.", "QuotaExceededError");
    };
  },
  "no choices at all": () => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
  },
  "a store that never answers": () => {
    IDBObjectStore.prototype.add = () => /** @type {any} */ ({});
  },
};

/** @param {Ground} ground */
async function blocked(ground) {
  for (const [name, spoil] of Object.entries({ ...FORGETFUL, ...MORE }))
    await ground.fault(name, async () => {
      const visit = await ground.visit();
      const { page } = visit;
      await page.addInitScript(spoil);
      await goTo(visit, ALONE);
      await run(visit);
      await ground.same(visit, ALONE);
      await goTo(visit);
      for (let turn = 0; turn < 2; turn += 1) await page.locator("#theme").click();
    });
}

/** @param {Ground} ground */
async function filled(ground) {
  const { chance } = ground;
  await ground.fault("in a run", async () => {
    const visit = await openRunning(ground, RUN);
    const { page } = visit;
    await page.waitForFunction(() => window.sharpMinima.page.figure("sharpness").has);
    await page.waitForTimeout(chance.whole(0, 1000));
    await page.locator("#pause").click();
    await stored(page);
    const kept = await finished(page);
    assert.ok(kept.length > 0);
    await page.evaluate(FORGETFUL["storage that is full"]);
    await page.locator("#pause").click();
    await atRest(page);
    await reload(visit);
    contains(await finished(page), kept, "lost when the store was full");
    await ground.same(visit, RUN);
  });
}

/** @type {Scenario[]} */
export const scenarios = [
  { name: "storage blocked or full", run: blocked },
  { name: "storage full in a run", run: filled },
];

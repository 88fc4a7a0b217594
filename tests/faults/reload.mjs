/** The page is loaded again in the middle of a run. */

import assert from "node:assert/strict";
import { pressRun, stateOf } from "../page/helpers.mjs";
import { reload, stored } from "../page/storage.mjs";
import { openWatched } from "./inside.mjs";
import { contains, finished } from "./results.mjs";
import { RUN } from "./workers.mjs";

/** @import { Ground, Scenario } from "./ground.mjs" */

/** @param {Ground} ground */
async function again(ground) {
  const { chance } = ground;
  for (let time = 1; time <= 2; time += 1)
    await ground.fault(`three times, ${time}`, async () => {
      const visit = await openWatched(ground, RUN);
      const { page } = visit;
      for (let turn = 0; turn < 3; turn += 1) {
        await pressRun(page);
        await page.waitForTimeout(chance.whole(200, 2500));
        const before = await finished(page);
        await stored(page);
        await reload(visit);
        contains(await finished(page), before, "lost by a reload");
        assert.equal(await stateOf(page), "idle");
      }
      await ground.same(visit, RUN);
    });
}

/** @param {Ground} ground */
async function atOnce(ground) {
  const { chance } = ground;
  await ground.fault("whatever is being written", async () => {
    const visit = await openWatched(ground, RUN);
    const { page } = visit;
    for (let turn = 0; turn < 5; turn += 1) {
      await pressRun(page);
      await page.waitForTimeout(chance.whole(200, 1500));
      await reload(visit);
    }
    await ground.same(visit, RUN);
  });
}

/** @type {Scenario[]} */
export const scenarios = [
  { name: "reload in a run", run: again },
  { name: "reload in a run, at once", run: atOnce },
];

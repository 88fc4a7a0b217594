/** Answers of workers that come late, and in another order. */

import { pressRun } from "../page/helpers.mjs";
import { openRunning, openWatched } from "./inside.mjs";
import { atRest, contains, finished } from "./results.mjs";
import { RUN } from "./workers.mjs";

/** @import { Ground, Scenario } from "./ground.mjs" */

/** @param {Ground} ground */
async function late(ground) {
  for (const most of [30, 300])
    await ground.fault(`by up to ${most} ms`, async () => {
      const visit = await openRunning(ground, RUN, most);
      await ground.same(visit, RUN);
    });
}

/** @param {Ground} ground */
async function lateAndCancelled(ground) {
  await ground.fault("cancelled three times", async () => {
    const visit = await openWatched(ground, RUN, 300);
    const { page } = visit;
    for (let time = 0; time < 3; time += 1) {
      await pressRun(page);
      await page.waitForTimeout(ground.chance.whole(50, 1500));
      const before = await finished(page);
      await page.keyboard.press("Escape");
      await atRest(page);
      contains(await finished(page), before, "lost when the run was cancelled");
    }
    await ground.same(visit, RUN);
  });
}

/** @type {Scenario[]} */
export const scenarios = [
  { name: "answers late and reordered", run: late },
  { name: "answers late, runs cancelled", run: lateAndCancelled },
];

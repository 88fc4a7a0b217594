/** The tab is frozen in the middle of a run, as browsers do to save power, and woken. */

import { openRunning } from "./inside.mjs";
import { contains, finished } from "./results.mjs";
import { RUN } from "./workers.mjs";

/** @import { Page } from "playwright-core" */
/** @import { Ground, Scenario } from "./ground.mjs" */

/** @param {Page} page @param {number} milliseconds */
export async function sleep(page, milliseconds) {
  const client = await page.context().newCDPSession(page);
  await client.send("Page.setWebLifecycleState", { state: "frozen" });
  await new Promise((done) => setTimeout(done, milliseconds));
  await client.send("Page.setWebLifecycleState", { state: "active" });
  await client.detach();
}

/** @param {Ground} ground */
async function asleep(ground) {
  const { chance } = ground;
  await ground.fault("four times", async () => {
    const visit = await openRunning(ground, RUN);
    const { page } = visit;
    for (let time = 0; time < 4; time += 1) {
      await page.waitForTimeout(chance.whole(100, 1000));
      const before = await finished(page);
      await sleep(page, chance.whole(500, 4000));
      contains(await finished(page), before, "lost while the tab slept");
    }
    await ground.same(visit, RUN);
  });
  await ground.fault("and a worker dies then", async () => {
    const visit = await openRunning(ground, RUN);
    const { page } = visit;
    await page.waitForTimeout(chance.whole(300, 1000));
    await page.evaluate(() => void setTimeout(() => window.sharpMinima.pool.kill(0), 500));
    await sleep(page, 2000);
    await ground.same(visit, RUN);
  });
}

/** @type {Scenario[]} */
export const scenarios = [{ name: "tab frozen and woken", run: asleep }];

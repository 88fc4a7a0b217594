/** Workers that are lost, at any moment. */

import assert from "node:assert/strict";
import { pressRun, SMALL } from "../page/helpers.mjs";
import { hasten, openRunning, openWatched, silence } from "./inside.mjs";
import { atRest, contains, finished, lacking } from "./results.mjs";

/** @import { Page } from "playwright-core" */
/** @import { Ground, Scenario } from "./ground.mjs" */

/** A run that takes some seconds, with jobs of every kind. */
export const RUN = SMALL.replace("epochs=3", "epochs=6");
/** One that needs data besides. */
export const DIGITS =
  "?embed=sharpness#v=1&preset=digits&train=200&hidden=20&sb=20&lb=50&epochs=30&trials=2&starts=1";

/**
 * What is not there is said not to be.
 * @param {Page} page that is at rest
 * @param {RegExp} says
 */
export async function saysSo(page, says) {
  if ((await lacking(page)).length === 0) return;
  assert.match(await page.locator("#status").innerText(), says);
}

/** @param {Page} page @param {number} index */
const kill = (page, index) => page.evaluate((index) => window.sharpMinima.pool.kill(index), index);

/** @param {Page} page */
const sizeOf = (page) => page.evaluate(() => window.sharpMinima.pool.size);

const LOST = /^The run failed: .*: its worker was lost \(.+\).* stays; Run starts anew\.$/;

/** @param {Ground} ground */
async function killed(ground) {
  const { chance } = ground;
  for (let time = 1; time <= 3; time += 1)
    await ground.fault(`killed ${time}`, async () => {
      const visit = await openWatched(ground, RUN);
      const { page } = visit;
      const size = await sizeOf(page);
      await pressRun(page);
      for (let one = 0; one < 4; one += 1) {
        await page.waitForTimeout(chance.whole(100, 1200));
        const before = await finished(page);
        await kill(page, chance.whole(0, size - 1));
        contains(await finished(page), before, "lost with a worker");
      }
      await atRest(page);
      await saysSo(page, LOST);
      assert.match(
        await page.locator("#notices").innerText(),
        /^Worker \d was lost .+replaced\.$/m,
      );
      await ground.same(visit, RUN);
    });
}

/** @param {Ground} ground */
async function allKilled(ground) {
  await ground.fault("all at once, twice", async () => {
    const visit = await openWatched(ground, RUN);
    const { page } = visit;
    const size = await sizeOf(page);
    for (let time = 0; time < 2; time += 1) {
      await pressRun(page);
      await page.waitForTimeout(ground.chance.whole(300, 1500));
      for (let index = 0; index < size; index += 1) await kill(page, index);
      await atRest(page);
      await saysSo(page, LOST);
    }
    await ground.same(visit, RUN);
  });
}

/** @param {Ground} ground */
async function silent(ground) {
  const { chance } = ground;
  for (let time = 1; time <= 2; time += 1)
    await ground.fault(`silent ${time}`, async () => {
      const visit = await openRunning(ground, RUN);
      const { page } = visit;
      await page.waitForTimeout(chance.whole(300, 1500));
      const before = await finished(page);
      await silence(page, chance.next());
      await hasten(page);
      contains(await finished(page), before, "lost with a worker");
      // One that had no job is missed with its next.
      await hasten(page);
      await atRest(page);
      await ground.same(visit, RUN);
    });
}

/** @param {Ground} ground */
async function loading(ground) {
  await ground.fault("killed while its data come", async () => {
    const visit = await openWatched(ground, DIGITS);
    const { page } = visit;
    ground.site.spoil("www/data/mnist14.bin", "late");
    await pressRun(page);
    await page.locator("#status").getByText("Loading the data …", { exact: true }).waitFor();
    const size = await sizeOf(page);
    for (let index = 0; index < size; index += 1) await kill(page, index);
    await atRest(page);
    await saysSo(page, LOST);
    await ground.same(visit, DIGITS);
  });
}

/** @type {Scenario[]} */
export const scenarios = [
  { name: "workers killed", run: killed },
  { name: "all workers killed", run: allKilled },
  { name: "workers killed in silence", run: silent },
  { name: "workers killed while data come", run: loading },
];

/** The network goes in the middle of a run, and before the reader has come to the later chapters. */

import assert from "node:assert/strict";
import { goTo, pressRun, stateOf } from "../page/helpers.mjs";
import { reload, stored } from "../page/storage.mjs";
import { openRunning, openWatched, saveData } from "./inside.mjs";
import { atRest, complete, contains, finished, lacking } from "./results.mjs";
import { DIGITS, RUN, saysSo } from "./workers.mjs";

/** @import { Ground, Scenario } from "./ground.mjs" */

/** @param {Ground} ground */
async function inRun(ground) {
  const { chance } = ground;
  await ground.fault("in a run", async () => {
    const visit = await openRunning(ground, RUN);
    const { page } = visit;
    await page.waitForTimeout(chance.whole(200, 1500));
    await page.context().setOffline(true);
    // Whatever a run needs is there.
    await atRest(page);
    assert.equal(await stateOf(page), "finished");
    await page.context().setOffline(false);
    await ground.same(visit, RUN);
  });
  await ground.fault("in a run, and a worker is lost", async () => {
    const visit = await openRunning(ground, RUN);
    const { page } = visit;
    await page.waitForFunction(
      () => window.sharpMinima.pool.ready && window.sharpMinima.pool.busy > 0,
    );
    await page.waitForTimeout(chance.whole(100, 800));
    await page.context().setOffline(true);
    const before = await finished(page);
    await page.evaluate(() => window.sharpMinima.pool.kill(0));
    await atRest(page);
    contains(await finished(page), before, "lost with a worker");
    await saysSo(page, /^The run failed: .*worker/);
    assert.match(await page.locator("#notices").innerText(), /does not start/);
    // The others go on, and do what it would have done.
    const size = await page.evaluate(() => window.sharpMinima.pool.size);
    if (size > 1) assert.ok(page.workers().length > 0, "the others were ended");
    await page.context().setOffline(false);
    await ground.same(visit, RUN);
  });
  await ground.fault("before its data are there", async () => {
    const visit = await openWatched(ground, DIGITS);
    const { page } = visit;
    await page.evaluate(() => window.sharpMinima.pool.warm());
    await page.waitForFunction(() => window.sharpMinima.pool.ready);
    await page.context().setOffline(true);
    await pressRun(page);
    await atRest(page);
    await saysSo(page, /^The run failed: .*the data file mnist14\.bin could not be loaded/);
    await page.context().setOffline(false);
    await ground.same(visit, DIGITS);
  });
}

/** @param {Ground} ground */
async function reading(ground) {
  const where = "#v=1&preset=instant";
  await ground.fault("before the later chapters", async () => {
    const visit = await ground.visit();
    const { page } = visit;
    await saveData(page);
    await goTo(visit, where);
    await page.context().setOffline(true);
    await page.locator("#figure-landscape").scrollIntoViewIfNeeded();
    await page.locator("#notices li", { hasText: "instant-later.json" }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Load the results again" }).click();
    await atRest(page);
    assert.deepEqual(await lacking(page), []);
    assert.equal(await page.locator("#notices").isVisible(), false);
    await ground.same(visit, where);
  });
  await ground.fault("before another preset", async () => {
    const visit = await ground.open(where);
    const { page } = visit;
    await complete(visit);
    await page.context().setOffline(true);
    await page.locator("#presets [data-preset=plain]").click();
    await page.locator("#notices li", { hasText: "plain.json" }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Load the results again" }).click();
    await atRest(page);
    assert.deepEqual(await lacking(page), []);
  });
  await ground.fault("before it is presented", async () => {
    const visit = await ground.open(where);
    const { page } = visit;
    await complete(visit);
    await page.context().setOffline(true);
    await page.locator("#present").click();
    await page.locator("#notices li", { hasText: /cannot be presented.*presentation/ }).waitFor();
    await page.context().setOffline(false);
    await page.locator("#present").click();
    await page.locator(".presentation figure").waitFor();
    await page.keyboard.press("Escape");
    await ground.same(visit, where);
  });
}

/** @param {Ground} ground */
async function kept(ground) {
  const { chance } = ground;
  for (let time = 1; time <= 2; time += 1)
    await ground.fault(`a reload in a run, ${time}`, async () => {
      const visit = await ground.visit({ serviceWorkers: "allow" });
      const { page } = visit;
      await goTo(visit, RUN);
      await page.evaluate(() => window.sharpMinima.app.shipped.seeLater());
      await page.waitForFunction(() => !document.getElementById("kept")?.hidden);
      await page.reload();
      await pressRun(page);
      await page.waitForTimeout(chance.whole(200, 2500));
      await page.context().setOffline(true);
      const before = await finished(page);
      await stored(page);
      await reload(visit);
      contains(await finished(page), before, "lost by a reload");
      await pressRun(page);
      await atRest(page);
      assert.equal(await stateOf(page), "finished");
      await page.context().setOffline(false);
      await ground.same(visit, RUN);
    });
}

/** @type {Scenario[]} */
export const scenarios = [
  { name: "offline in a run", run: inRun },
  { name: "offline while reading", run: reading },
  { name: "offline with the page kept", run: kept },
];

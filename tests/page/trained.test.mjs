/** Networks that need not be trained from their start: those under way when the page was left, and F1's first pair. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileOf, partsOf } from "./figures.mjs";
import { expect, goTo, pressRun, run, settled, useBrowser } from "./helpers.mjs";
import { reload } from "./storage.mjs";

/** @import { Page } from "playwright-core" */
/** @import { Visit } from "./helpers.mjs" */

const suite = useBrowser();
const { open, visit: fresh } = suite;

/** Settings whose two trainings take a few seconds. */
const LONG = "?embed=curves#v=1&preset=instant&train=1000&hidden=200-200&epochs=40&trials=1";

/** Lets workers keep a checkpoint after every epoch, not every ten seconds. @param {Visit} visit */
async function hurry({ page }) {
  await page.route(/\/worker\.js$/, async (route) => {
    const answer = await route.fetch();
    const body = await answer.text();
    assert.equal(body.split("1e4").length, 2, "one such number");
    await route.fulfill({ response: answer, body: body.replace("1e4", "0") });
  });
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    Object.assign(window, { begun: [] });
    Worker.prototype.postMessage = function (/** @type {any} */ message, /** @type {any} */ given) {
      if (message.type === "job") /** @type {any} */ (window).begun.push(message.begun);
      return post.call(this, message, given);
    };
  });
}

/** @param {Page} page the jobs whose checkpoints are kept */
const kept = (page) =>
  page.evaluate(
    () =>
      /** @type {Promise<string[]>} */ (
        new Promise((done, fail) => {
          const request = indexedDB.open("sharp-minima");
          request.onerror = fail;
          request.onsuccess = () => {
            const store = request.result.transaction("checkpoints").objectStore("checkpoints");
            const keys = store.getAllKeys();
            keys.onsuccess = () => {
              request.result.close();
              done(keys.result.map(String));
            };
          };
        })
      ),
  );

/** @param {Page} page whether each job that was given to a worker went on from a checkpoint */
const begun = (page) => page.evaluate(() => /** @type {any} */ (window).begun);

test("a long training goes on after a reload, with the same numbers", async () => {
  const undisturbed = await open(LONG);
  await run(undisturbed);
  const expected = await fileOf(undisturbed.page);
  assert.deepEqual(await kept(undisturbed.page), [], "what is short is not kept");

  const visit = await fresh();
  const { page } = visit;
  await hurry(visit);
  await goTo(visit, LONG);
  await pressRun(page);
  // Both are under way.
  while ((await kept(page)).length < 2) await page.waitForTimeout(20);
  await reload(visit);
  const notice = page.locator("#notices");
  await expect(notice).toHaveText(/2 trainings were under way when this page was left/);
  await run(visit);
  assert.deepEqual(await begun(page), [true, true]);
  assert.equal(await fileOf(page), expected);
  while ((await kept(page)).length > 0) await page.waitForTimeout(20);

  // They are forgotten with all else.
  await page.evaluate(() => window.sharpMinima.app.forget());
  assert.deepEqual(await kept(page), []);
});

test("F1’s first pair comes trained, and can be measured", async () => {
  const visit = await open("");
  const { page } = visit;
  await page.locator("#fetch-f1").click();
  const said = page.locator("#said-f1");
  await said.getByText("Both are here.").waitFor();
  await settled(page);
  assert.match(page.url(), /data=mnist28/);
  for (const name of ["curves", "path", "landscape"]) {
    const { has, offer } = await partsOf(page, name).state();
    assert.deepEqual({ has, offer }, { has: true, offer: "" }, name);
    await expect(partsOf(page, name).badge).toHaveText(/^from a file, (1 trial|trial 1)/);
  }
  const { offer } = await partsOf(page, "sharpness").state();
  assert.match(offer, /^(Continue|Compute) \(about /);
  // What is known stays where it cannot be fetched again.
  await page.route("**/networks/*", (route) => route.fulfill({ status: 404 }));
  await page.locator("#fetch-f1").click();
  await said.getByText("could not be fetched: the server answers 404").waitFor();
  await expect(partsOf(page, "curves").badge).toHaveText(/^from a file, 1 trial/);
  visit.problems.length = 0;
});

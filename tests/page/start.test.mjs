import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  badges,
  goTo,
  launch,
  open,
  pictures,
  reportsOf,
  settled,
  visitNothing,
} from "./helpers.mjs";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("precomputed results are shown at once, marked as such, below the canonical hash", async () => {
  const { page, problems, close } = await open(browser);
  assert.deepEqual(await badges(page), Array(4).fill("precomputed, 5 trials"));
  assert.equal(await page.evaluate(() => location.hash), "#v=1&preset=instant");
  assert.equal((await reportsOf(page)).length, 5 * 7, "of each trial: 2 trainings, 4 φ, 1 path");
  await settled(page);
  for (const { figure, drawn } of await pictures(page))
    assert.ok(drawn > 1000, `${figure} is blank`);
  const ofARun = page.locator("#figure-curves, #figure-sharpness, #figure-table, #figure-path");
  assert.equal(await ofARun.locator(".verdict").count(), 6);
  const sharpness = await page.locator("#figure-sharpness .verdicts").innerText();
  assert.match(sharpness, /n = 5 pairs/);
  assert.match(sharpness, /The paper: “.*” \(abstract; Table 3\)\./);
  const tested = await page.locator("#tested").innerText();
  assert.match(tested, /^\d+ claims are tested on this page now, .* would be \d+(\.\d+)? %\.$/);
  assert.deepEqual(problems, []);
  await close();
});

test("without the precomputed file the page still opens, and says what to do", async () => {
  const visit = await visitNothing(browser);
  await visit.page.route("**/precomputed.json", (route) => route.fulfill({ status: 404 }));
  await goTo(visit);
  assert.deepEqual(await badges(visit.page), Array(4).fill("nothing measured yet: press Run"));
  assert.match(await visit.page.locator("#status").innerText(), /press Run/);
  await visit.close();
});

test("a precomputed file of another version is as good as none", async () => {
  const visit = await visitNothing(browser);
  await visit.page.route("**/precomputed.json", (route) =>
    route.fulfill({ json: { experiment: { train: "many" }, reports: [] } }),
  );
  await goTo(visit);
  assert.deepEqual(await badges(visit.page), Array(4).fill("nothing measured yet: press Run"));
  await visit.close();
});

test("symbols in sentences are set, not written with underscores", async () => {
  const { page, close } = await open(browser);
  await settled(page);
  const text = await page.locator("figcaption").allInnerTexts();
  assert.doesNotMatch(text.join("\n"), /_/);
  assert.equal(await page.locator("#figure-path .caption sub").first().innerText(), "L");
  await close();
});

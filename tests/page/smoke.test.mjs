import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./helpers.mjs";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("the page opens without a complaint and asks nothing of third parties", async () => {
  const { page, problems, close } = await open(browser);
  await page.waitForLoadState("networkidle");
  assert.deepEqual(problems, []);
  assert.match(await page.title(), /sharp minima/i);
  await close();
});

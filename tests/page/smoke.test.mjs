import assert from "node:assert/strict";
import { test } from "node:test";
import { useBrowser } from "./helpers.mjs";

const { open } = useBrowser();

test("the page opens without a complaint and asks nothing of third parties", async () => {
  const { page } = await open();
  await page.waitForLoadState("networkidle");
  assert.match(await page.title(), /sharp minima/i);
});

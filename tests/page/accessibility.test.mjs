import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "axe-core";
import { goTo, SMALL, settled, useBrowser } from "./helpers.mjs";
import { ship, smallResults } from "./small.mjs";

/** @import { BrowserContextOptions, Page } from "playwright-core" */

const suite = useBrowser();

/** @param {Page} page what axe has to say against it */
async function violations(page) {
  const { violations } = await page.evaluate(() => {
    const { axe } = /** @type {{ axe: typeof import("axe-core") }} */ (
      /** @type {unknown} */ (window)
    );
    return axe.run();
  });
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`,
  );
}

/** @type {Record<string, BrowserContextOptions>} */
const SCREENS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "a phone": { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};

for (const [name, options] of Object.entries(SCREENS)) {
  test(`the page is accessible as far as axe can tell, ${name}`, async () => {
    const { shipped } = await smallResults(suite);
    const visit = await suite.visit(options);
    const { page } = visit;
    await ship(visit, shipped);
    // An init script is not bound by the page's content security policy.
    await page.addInitScript({ content: axe.source });
    await goTo(visit, SMALL);
    await settled(page);
    assert.deepEqual(await violations(page), []);
    await page.locator("#settings > summary").click();
    for (const summary of await page.locator("main summary:visible").all()) await summary.click();
    await settled(page);
    assert.deepEqual(await violations(page), [], "everything unfolded");
  });
}

test("an embedded figure is accessible as far as axe can tell", async () => {
  const { shipped } = await smallResults(suite);
  const visit = await suite.visit();
  await ship(visit, shipped);
  await visit.page.addInitScript({ content: axe.source });
  await goTo(visit, `?embed=landscape${SMALL}`);
  await settled(visit.page);
  assert.deepEqual(await violations(visit.page), []);
});

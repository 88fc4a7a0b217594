import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "axe-core";
import { goTo, SMALL, settled, useBrowser } from "./helpers.mjs";
import { ship, smallResults } from "./small.mjs";

/** @import { BrowserContextOptions, Page } from "playwright-core" */

const suite = useBrowser();

/**
 * What axe has to say against a page.
 * @param {Page} page
 * @param {string[]} [rules] all unless this is said
 */
async function violations(page, rules) {
  const { violations } = await page.evaluate((rules) => {
    const { axe } = /** @type {{ axe: typeof import("axe-core") }} */ (
      /** @type {unknown} */ (window)
    );
    return axe.run(document, rules ? { runOnly: rules } : {});
  }, rules);
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`,
  );
}

/** @type {Record<string, [options: BrowserContextOptions, rules?: string[]]>} */
const SCREENS = {
  light: [{ colorScheme: "light" }],
  // Nothing but colours is another there.
  dark: [{ colorScheme: "dark" }, ["color-contrast"]],
  "a phone": [{ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
};

for (const [name, [options, rules]] of Object.entries(SCREENS)) {
  test(`the page is accessible as far as axe can tell, ${name}`, async () => {
    const { shipped } = await smallResults(suite);
    const visit = await suite.visit(options);
    const { page } = visit;
    await ship(visit, shipped);
    // An init script is not bound by the page's content security policy.
    await page.addInitScript({ content: axe.source });
    await goTo(visit, SMALL);
    await settled(page);
    // Unfolded, for what is folded away is on the page then too.
    await page.locator("#settings > summary").click();
    for (const summary of await page.locator("main summary:visible").all()) await summary.click();
    await settled(page);
    assert.deepEqual(await violations(page, rules), []);
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

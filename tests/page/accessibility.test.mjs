import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { goTo, launch, settled, visitNothing } from "./helpers.mjs";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`the page is accessible as far as axe can tell, ${colorScheme}`, async () => {
    const visit = await visitNothing(browser, { colorScheme });
    // An init script is not bound by the page's content security policy.
    await visit.page.addInitScript({ content: axe.source });
    await goTo(visit);
    await settled(visit.page);
    const { violations } = await visit.page.evaluate(() => {
      const { axe } = /** @type {{ axe: typeof import("axe-core") }} */ (
        /** @type {unknown} */ (window)
      );
      return axe.run();
    });
    const found = violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`,
    );
    assert.deepEqual(found, []);
    await visit.close();
  });
}

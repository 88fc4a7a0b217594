import assert from "node:assert/strict";
import { test } from "node:test";
import { goTo, settled, useBrowser } from "./helpers.mjs";

const suite = useBrowser();

/** What is called good: a share of the window times a share of its height. */
const MOST = 0.05;

/**
 * @typedef {PerformanceEntry & { value: number, hadRecentInput: boolean, sources: { node: Node | null }[] }} Shift
 * @typedef {{ shifts: { value: number, moved: string }[], largest: number }} Seen
 */

for (const [what, hash, viewport] of /** @type {const} */ ([
  ["a wide screen", "", { width: 1440, height: 900 }],
  ["a phone", "", { width: 390, height: 844 }],
  ["another preset", "#v=1&preset=plain", { width: 1440, height: 900 }],
]))
  test(`from its first moment to its last figure the page stands still: ${what}`, async (t) => {
    const visit = await suite.visit({ viewport });
    const { page } = visit;
    await page.addInitScript(() => {
      const seen = /** @type {Seen} */ ({ shifts: [], largest: 0 });
      Object.assign(window, { seen });
      const nameOf = (/** @type {Node | null} */ node) => {
        if (!(node instanceof Element)) return node?.nodeName ?? "what is gone";
        const figure = node.closest("figure[id]")?.id;
        return [figure, node.id || node.className || node.localName].filter(Boolean).join(" ");
      };
      new PerformanceObserver((list) => {
        for (const { value, hadRecentInput, sources } of /** @type {Shift[]} */ (list.getEntries()))
          if (!hadRecentInput)
            seen.shifts.push({ value, moved: sources.map(({ node }) => nameOf(node)).join(", ") });
      }).observe({ type: "layout-shift", buffered: true });
      new PerformanceObserver((list) => {
        for (const { startTime } of list.getEntries()) seen.largest = startTime;
      }).observe({ type: "largest-contentful-paint", buffered: true });
    });
    await goTo(visit, hash);
    // As one reads on: what comes later is there by then.
    await page.evaluate(() => window.sharpMinima.app.shipped.whole());
    await settled(page);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    for (let top = 0; top < height; top += 0.8 * viewport.height) {
      await page.evaluate((top) => window.scrollTo({ top, behavior: "instant" }), top);
      await settled(page);
    }
    const { shifts, largest } = await page.evaluate(
      () => /** @type {{ seen: Seen }} */ (/** @type {unknown} */ (window)).seen,
    );
    const sum = shifts.reduce((sum, { value }) => sum + value, 0);
    const each = shifts.map(({ value, moved }) => `${value.toFixed(4)} (${moved})`).join(" + ");
    t.diagnostic(
      `shifts ${sum.toFixed(4)} = ${each}, largest paint after ${Math.round(largest)} ms`,
    );
    assert.ok(sum <= MOST, each);
  });

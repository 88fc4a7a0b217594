/** What the comparison of engines would find if there were anything. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { difference, numbersOf, otherFigures } from "../engines/compare.mjs";
import { forgive, goTo, useBrowser } from "./helpers.mjs";

const { visit: fresh } = useBrowser();

/** @param {(number | string)[]} values of a training's losses */
function file(...values) {
  const entries = [
    { job: { path: 1 }, report: { path: [] } },
    { job: { train: { seed: 1 } }, report: { training: { points: values, ending: null } } },
  ];
  return JSON.stringify({ entries });
}

test("the first number that differs in its last bit is named with its entry", () => {
  assert.equal(difference(file(0.1, 0.3), file(0.1, 0.3)), "");
  assert.equal(
    difference(file(0.1, 0.3), file(0.1, 0.1 + 0.2)),
    'entry 2, {"train":{"seed":1}}: report.training.points.1 is 0.3 and 0.30000000000000004',
  );
  assert.match(difference(file(1, 2), file(1)), /points\.1 is 2 and undefined$/);
  assert.match(difference(file(1), file(1).replace("1]", "1.0]")), /the text is not$/);
});

test("figures that show something else are named", () => {
  const shown = { path: "a", table: "b" };
  assert.deepEqual(otherFigures(shown, { ...shown }), []);
  assert.deepEqual(otherFigures(shown, { path: "A", bowls: "c", table: "b" }), ["path", "bowls"]);
});

test("numbers are counted, those that JSON has none for too, and texts are not", () => {
  assert.equal(numbersOf(file(0.1, "NaN", "-Infinity", "large")), 3);
});

test("the page's first script there notes whatever goes wrong, in workers too", async () => {
  const watch = await readFile(new URL("../engines/watch.js", import.meta.url), "utf8");
  // Who keeps the service worker away warns of it.
  const visit = await fresh({ serviceWorkers: "allow" });
  const { page } = visit;
  await page.addInitScript(watch);
  await goTo(visit);
  const found = await page.evaluate(async () => {
    console.error("an", "error");
    console.warn("a warning");
    console.log("no problem");
    setTimeout(() => {
      throw new Error("thrown");
    });
    void Promise.reject(new Error("refused"));
    const image = new Image();
    image.src = "https://example.org/";
    new BroadcastChannel("engine problems").postMessage("in a worker: it");
    await new Promise((done) => setTimeout(done, 500));
    return /** @type {{ engineProblems: string[] }} */ (/** @type {any} */ (window)).engineProblems;
  });
  forgive(visit);
  const expected = [
    /^console\.error: an error$/,
    /^console\.warn: a warning$/,
    /^uncaught: .*thrown/,
    /^rejected: Error: refused$/,
    /^forbidden by the policy: img-src https:\/\/example\.org\/$/,
    /^in a worker: it$/,
  ];
  for (const problem of expected)
    assert.ok(
      found.some((it) => problem.test(it)),
      `${problem}: ${found}`,
    );
  assert.equal(found.length, expected.length, `${found}`);
});

/** What comes over the network until the page stands, and what is seen before it does. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { address, expect, forgive, goTo, settled, useBrowser } from "./helpers.mjs";

const { visit: fresh } = useBrowser();

/** So many requests until the default page stands. */
const MOST = 20;

test(`the default page stands after at most ${MOST} requests`, async () => {
  const visit = await fresh();
  /** @type {string[]} */
  const requests = [];
  visit.page.on("request", (request) => void requests.push(request.url()));
  await goTo(visit);
  await settled(visit.page);
  await visit.page.waitForLoadState("networkidle");
  assert.ok(requests.length <= MOST, `${requests.length}:\n${requests.join("\n")}`);
});

test("everything is asked for once, whatever is computed later", async () => {
  const visit = await fresh();
  /** @type {string[]} */
  const requests = [];
  visit.page.on("request", (request) => void requests.push(request.url()));
  await goTo(visit);
  await visit.page.waitForLoadState("networkidle");
  const wasm = requests.filter((url) => url.endsWith(".wasm"));
  assert.equal(wasm.length, 1, "one module, compiled once");
  const results = requests.filter((url) => /\/results\/\w+\.json$/.test(url));
  assert.equal(results.length, 1);
});

test("the first picture is there before the module is", async () => {
  const visit = await fresh();
  const { page } = visit;
  await page.route("**/*.wasm", () => {
    // It never comes.
  });
  await page.goto(address(), { waitUntil: "domcontentloaded" });
  const stills = page.locator("figure[data-figure] .stage .still");
  const first = stills.first();
  await first.waitFor();
  const box = await first.boundingBox();
  assert.ok(box && box.width > 200 && box.height > 100, JSON.stringify(box));
  assert.ok((await first.locator("path, polyline, line, rect, circle").count()) > 5);
  forgive(visit);
});

test("the drawing takes its picture's place and needs the same room", async () => {
  const visit = await fresh();
  const { page } = visit;
  /** @type {() => void} */
  let letGo = () => {};
  const held = new Promise((done) => {
    letGo = () => done(undefined);
  });
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(address(), { waitUntil: "domcontentloaded" });
  const still = page.locator("figure[data-figure] .stage .still").first();
  const before = await still.boundingBox();
  const figure = page.locator("figure[data-figure]", { has: page.locator(".still") }).first();
  const name = await figure.getAttribute("data-figure");
  letGo();
  await page.waitForFunction(() => window.sharpMinima?.ready.then(() => true));
  await settled(page);
  await expect(page.locator(`#figure-${name} .still`)).toHaveCount(0);
  const after = await page.locator(`#figure-${name} canvas`).boundingBox();
  for (const side of /** @type {const} */ (["width", "height"]))
    assert.ok(Math.abs((after?.[side] ?? 0) - (before?.[side] ?? 0)) < 2, side);
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  address,
  badges,
  goTo,
  launch,
  open,
  run,
  settled,
  SMALL,
  visitNothing,
} from "./helpers.mjs";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** @type {Record<string, string>} figures and their badges */
const BADGES = {
  curves: "precomputed, 5 trials",
  sharpness: "precomputed, 5 trials",
  table: "precomputed, 5 trials",
  path: "precomputed, 5 trials",
  lines: "precomputed, trial 1",
  landscape: "precomputed, trial 1",
  sketch: "sketch, no data",
  remedies: "precomputed, 5 trials",
};

for (const [name, badge] of Object.entries(BADGES)) {
  test(`?embed=${name} shows that figure, a Run button, and nothing else`, async () => {
    const visit = await open(browser, `?embed=${name}`);
    const { page } = visit;
    assert.equal(await page.locator("figure").count(), 1);
    assert.ok(await page.locator(`#figure-${name}`).isVisible());
    assert.ok(await page.locator("#run").isVisible());
    for (const other of [".masthead", "#presets", "#settings", ".credits", "main#story"])
      assert.equal(await page.locator(other).isVisible(), false, other);
    assert.deepEqual(await page.locator(".badge").allTextContents(), [badge]);
    assert.deepEqual(visit.problems, []);
    await visit.close();
  });
}

test("only an embedded figure's own precomputed results are fetched", async () => {
  for (const [name, files] of Object.entries({
    curves: ["precomputed"],
    remedies: ["precomputed", "remedies"],
    // Of other settings nothing is shipped.
    [`remedies${SMALL}`]: ["precomputed"],
  })) {
    const visit = await visitNothing(browser);
    /** @type {string[]} */
    const fetched = [];
    visit.page.on("request", (request) => {
      const [, file] = request.url().match(/([a-z]+)\.json$/) ?? [];
      if (file) fetched.push(file);
    });
    await goTo(visit, `?embed=${name}`);
    assert.deepEqual(fetched.sort(), files, name);
    await visit.close();
  }
});

test("an embedded figure runs, and keeps its settings", async () => {
  const visit = await open(browser, `?embed=sharpness${SMALL}`);
  await run(visit);
  assert.deepEqual(await badges(visit.page), ["your run, 2 trials"]);
  assert.match(await visit.page.locator(".verdicts").innerText(), /n = 2 pairs/);
  assert.equal(await visit.page.evaluate(() => location.search), "?embed=sharpness");
  await visit.close();
});

test("?embed of an unknown figure says which there are", async () => {
  const { page, close } = await visitNothing(browser);
  await page.goto(`${address()}?embed=nonsense`);
  const sentence = page.locator("#unsupported");
  await sentence.waitFor();
  assert.equal(
    await sentence.innerText(),
    "There is no figure “nonsense” to embed; there are sketch, curves, sharpness, table, path, landscape, lines, measures, spectrum, along, rescaling, remedies, augmentation.",
  );
  assert.equal(await page.locator("#run").isVisible(), false);
  await close();
});

test("an embedded figure reports its height to the page around it", async () => {
  const { page, close } = await visitNothing(browser);
  await page.route("**/around.html", (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Around</title>" }),
  );
  await page.goto(`${address()}around.html`);
  await page.evaluate((source) => {
    window.addEventListener("message", ({ data }) => {
      if (data?.type === "sharp-minima:height") document.title = String(data.height);
    });
    const frame = document.createElement("iframe");
    frame.src = source;
    frame.width = "700";
    frame.height = "300";
    document.body.append(frame);
  }, `${address()}?embed=sharpness`);
  const frame = page.frameLocator("iframe");
  await frame.locator(".verdict").first().waitFor();
  const own = page.frames()[1];
  assert.ok(own);
  await own.evaluate(() => window.sharpMinima.settled());
  const height = () =>
    own.evaluate(() => String(Math.ceil(document.body.getBoundingClientRect().height)));
  const reported = (/** @type {string} */ expected) =>
    page.waitForFunction((height) => document.title === height, expected);
  const before = await height();
  await reported(before);

  await frame.locator(".numbers summary").click();
  // The table is made when its details have opened.
  await own.waitForFunction(
    (least) => document.body.getBoundingClientRect().height > least,
    Number(before) + 100,
  );
  await reported(await height());
  await close();
});

test("the snippet to embed a figure holds its address", async () => {
  const { page, close } = await open(browser, SMALL);
  await settled(page);
  await page.locator("#figure-path [data-tool=embed]").click();
  const snippet = await page.locator("dialog textarea").inputValue();
  // The figure shows precomputed results: its link is theirs.
  assert.ok(snippet.includes(`src="${address()}?embed=path#v=1&amp;preset=instant"`), snippet);
  await close();
});

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, open, settled } from "./helpers.mjs";

/** @import { Page } from "playwright-core" */

/** A small ReLU network without batch norm. */
const PLAIN = "#v=1&preset=plain&train=200&hidden=20-20&epochs=6&sb=10&lb=100&trials=1";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** @param {Page} page @param {string} figure */
async function measured(page, figure) {
  await page.waitForFunction((figure) => !window.sharpMinima.measures.works(figure), figure, {
    timeout: 120_000,
  });
  await settled(page);
}

test("the precomputed measures are there at once, each with what it says", async () => {
  const { page, problems, close } = await open(browser);
  for (const figure of ["measures", "spectrum", "along"])
    assert.equal(await page.locator(`#figure-${figure} .badge`).innerText(), "precomputed");
  const rows = page.locator("#figure-measures tbody tr");
  assert.ok((await rows.count()) > 20);
  for (const cells of await rows.evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "")),
  )) {
    assert.match(cells[0] ?? "", /\d.*n = 5/);
    assert.ok((cells.at(-1) ?? "").length > 20, "a sentence on each");
  }
  assert.match(
    await page
      .locator("#figure-rescaling .caption, #figure-rescaling .remarks")
      .first()
      .innerText(),
    /./,
  );
  assert.match(await page.locator("#figure-rescaling").innerText(), /batch norm/i);
  assert.deepEqual(problems, []);
  await close();
});

test("rescaling is measured live, and the slider reads it", async () => {
  const { page, problems, close } = await open(browser, PLAIN);
  await page.locator("#figure-rescaling").getByRole("button", { name: "Measure" }).click();
  await measured(page, "rescaling");
  const alternative = () => page.locator("#figure-rescaling canvas").getAttribute("aria-label");
  const before = await alternative();
  await page.locator("#alpha").fill("12");
  await settled(page);
  assert.notEqual(await alternative(), before);
  assert.equal(
    await page.evaluate(() => window.sharpMinima.measures.dossier.progress("rescaling")),
    1,
  );
  assert.deepEqual(problems, []);
  await close();
});

test("full-batch gradient descent has its edge of stability drawn, and ADAM is told why not", async () => {
  const descent = PLAIN.replace("lb=100", "lb=200&opt=sgd&lr=0.1&schedule=constant");
  for (const [link, told] of /** @type {const} */ ([
    [descent, /2\/η: 20\b|to rise to 2\/η/],
    [PLAIN, /No line at 2\/η/],
  ])) {
    const { page, problems, close } = await open(browser, link);
    const figure = page.locator("#figure-along");
    await figure.getByRole("button", { name: "Measure" }).click();
    await measured(page, "along");
    assert.match(await figure.innerText(), told);
    assert.deepEqual(problems, []);
    await close();
  }
});

test("measuring can be cancelled and goes on", async () => {
  const { page, close } = await open(browser, PLAIN);
  const figure = page.locator("#figure-measures");
  await figure.getByRole("button", { name: "Measure" }).click();
  await figure.getByRole("button", { name: "Cancel" }).click();
  await page.waitForFunction(() => window.sharpMinima.pool.busy === 0);
  await figure.getByRole("button", { name: /Measure|Go on/ }).click();
  await measured(page, "measures");
  assert.match(await figure.locator(".badge").innerText(), /measured here/);
  await close();
});

/**
 * The path of a file that a button saves.
 * @param {Page} page
 * @param {string} name
 */
async function saved(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name }).click(),
  ]);
  return { name: download.suggestedFilename(), path: await download.path() };
}

test("a network that was saved can be brought back and measured", async () => {
  const { page, problems, close } = await open(browser, PLAIN);
  const network = await saved(page, "Save SB’s network");
  const data = await saved(page, "Save their training data");
  assert.deepEqual([network.name, data.name], ["network-sb.json", "data.json"]);
  const content = JSON.parse(await readFile(network.path, "utf8"));
  assert.deepEqual(
    content.layers.map((/** @type {{ w: number[][] }} */ { w }) => [w.length, w[0]?.length]),
    [
      [20, 40],
      [20, 20],
      [10, 20],
    ],
  );
  await page.locator("#exchange-files").setInputFiles([network.path, data.path]);
  const table = page.locator(".exchange-result table");
  await table.waitFor({ timeout: 120_000 });
  assert.ok((await table.locator("tbody tr").count()) > 15);
  // What is wrong is named, and what was measured stays.
  await page.locator("#exchange-files").setInputFiles([
    {
      name: "network.json",
      mimeType: "application/json",
      buffer: Buffer.from(
        '{"layers":[{"w":[[1,2],[3]],"b":[0,0]}],"activation":"relu","loss":"cross_entropy"}',
      ),
    },
    {
      name: "data.json",
      mimeType: "application/json",
      buffer: Buffer.from('{"x":[[1,2]],"y":[0]}'),
    },
  ]);
  const error = page.locator("#exchange .error");
  await error.waitFor();
  assert.match(await error.innerText(), /network\.json: layers\[0\]\.w\[1\]/);
  // A network in UTF-16 is known as one, and told what is wrong with it.
  await page.locator("#exchange-files").setInputFiles([
    {
      name: "wide.json",
      mimeType: "application/json",
      buffer: Buffer.from(`\ufeff${JSON.stringify(content)}`, "utf16le"),
    },
    {
      name: "data.json",
      mimeType: "application/json",
      buffer: Buffer.from('{"x":[[1,2]],"y":[0]}'),
    },
  ]);
  await page.waitForFunction(() =>
    document
      .querySelector("#exchange .error")
      ?.textContent?.includes("network.json: this is UTF-16 text; save it as UTF-8"),
  );
  await page.locator("#exchange-files").setInputFiles([network.path]);
  await page.waitForFunction(() =>
    document.querySelector("#exchange .error")?.textContent?.includes("Two files are needed"),
  );
  assert.ok(await table.isVisible());
  assert.deepEqual(problems, []);
  await close();
});

/** Networks taken along and brought from elsewhere. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { saved } from "./figures.mjs";
import { expect, SMALL, useBrowser } from "./helpers.mjs";

/** @import { Page } from "playwright-core" */

const { open } = useBrowser();

/** @param {Page} page @param {string} name what a button of this name saves */
function savedBy(page, name) {
  return saved(page, page.getByRole("button", { name, exact: true }));
}

/** @param {string} name @param {string} text @param {BufferEncoding} [encoding] */
function json(name, text, encoding) {
  return { name, mimeType: "application/json", buffer: Buffer.from(text, encoding) };
}

const DATA = json("data.json", '{"x":[[1,2]],"y":[0]}');

test("a network that was saved can be brought back and measured", async () => {
  const { page } = await open(SMALL);
  const network = await savedBy(page, "Save SB’s network");
  const data = await savedBy(page, "Save their training data");
  assert.deepEqual([network.name, data.name], ["network-sb.json", "data.json"]);
  const content = JSON.parse(network.text);
  assert.deepEqual(
    content.layers.map((/** @type {{ w: number[][] }} */ { w }) => [w.length, w[0]?.length]),
    [
      [20, 40],
      [10, 20],
    ],
  );
  await page.locator("#exchange-files").setInputFiles([network.path, data.path]);
  const table = page.locator(".exchange-result table");
  await table.waitFor({ timeout: 120_000 });
  assert.ok((await table.locator("tbody tr").count()) > 15);
  // What is wrong with the next files leaves it where it is.
  await page.locator("#exchange-files").setInputFiles([network.path, data.path, network.path]);
  await refused(page, "Two files are needed");
  await expect(table).toBeVisible();
});

/** @param {string[]} names files that PyTorch and NumPy have written */
function cases(...names) {
  return names.map((name) => fileURLToPath(new URL(`../cases/formats/${name}`, import.meta.url)));
}

test("networks and data come in the formats of PyTorch, NumPy and MNIST", async () => {
  const { page } = await open(SMALL);
  const files = page.locator("#exchange-files");
  const results = page.locator(".exchange-result table");
  const remarks = page.locator(".exchange-result .remarks").first();
  await files.setInputFiles(cases("named.safetensors", "data.npz"));
  await results.first().waitFor({ timeout: 120_000 });
  await expect(remarks).toHaveText(/fc1, bn1, ReLU, fc2, bn2, ReLU, classifier/);
  await expect(remarks).toHaveText(/ReLU was taken/);
  await files.setInputFiles(
    cases("labels-idx1-ubyte", "sequential.safetensors", "images-idx3-ubyte"),
  );
  await results.nth(1).waitFor({ timeout: 120_000 });
  assert.doesNotMatch(await remarks.innerText(), /was taken/);
  await files.setInputFiles(cases("sequential.safetensors", "images-idx3-ubyte"));
  await refused(page, "data.idx: labels: they are missing");
});

test("when a file is saved nobody is told that it is being prepared", async () => {
  const { page } = await open(SMALL);
  const said = page.locator("#exchange .said");
  await savedBy(page, "Save SB’s network");
  await page.waitForTimeout(300);
  assert.doesNotMatch(await said.innerText(), /^Preparing/);
});

/** @param {Page} page @param {string} text waits until files are refused with these words */
async function refused(page, text) {
  await page.waitForFunction(
    (text) => document.querySelector("#exchange .error")?.textContent?.includes(text),
    text,
  );
  await expect(page.locator("#exchange .error")).toBeVisible();
}

const BROKEN =
  '{"layers":[{"w":[[1,2],[3]],"b":[0,0]}],"activation":"relu","loss":"cross_entropy"}';

/** @type {Record<string, { files: ReturnType<typeof json>[], says: string }>} */
const WRONG = {
  "a network with a row too short": {
    files: [json("network.json", BROKEN), DATA],
    says: "network.json: layers[0].w[1]",
  },
  "a network in UTF-16": {
    files: [json("wide.json", `\ufeff${BROKEN}`, "utf16le"), DATA],
    says: "network.json: this is UTF-16 text; save it as UTF-8",
  },
  "no network": {
    files: [DATA, DATA],
    says: 'a network has "layers" at its beginning',
  },
  "three files": { files: [DATA, DATA, DATA], says: "Two files are needed" },
  "a network alone": { files: [json("network.json", BROKEN)], says: "Two files are needed" },
};

for (const [name, { files, says }] of Object.entries(WRONG)) {
  test(`${name} is refused in words`, async () => {
    const { page } = await open(SMALL);
    await page.locator("#exchange-files").setInputFiles(files);
    await refused(page, says);
  });
}

test("each trial's networks are saved", async () => {
  const { page } = await open(SMALL);
  await page.locator("#exchange-trial").selectOption({ label: "2" });
  const second = await savedBy(page, "Save LB’s network");
  assert.equal(second.name, "network-lb.json");
  await page.locator("#exchange-trial").selectOption({ label: "1" });
  const first = await savedBy(page, "Save LB’s network");
  assert.notEqual(await readFile(first.path, "utf8"), second.text);
});

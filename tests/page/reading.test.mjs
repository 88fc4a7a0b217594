import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFile } from "node:fs/promises";
import { launch, open, reportsOf, settled } from "./helpers.mjs";

/** @import { Page } from "playwright-core" */

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {import("./helpers.mjs").Visit} */
let visit;
/** @type {Page} */
let page;
before(async () => {
  browser = await launch();
  visit = await open(browser);
  page = visit.page;
  await settled(page);
});
after(() => browser?.close());

test("the arrow keys read values out of the curves", async () => {
  const figure = page.locator("#figure-curves");
  const slider = figure.getByRole("slider");
  await slider.focus();
  await slider.press("End");
  assert.equal(await slider.getAttribute("aria-valuemax"), "40");
  assert.equal(await slider.getAttribute("aria-valuenow"), "40");
  const text = (await slider.getAttribute("aria-valuetext")) ?? "";
  assert.match(
    text,
    /^Epoch 40, training \/ testing; SB loss [\d.]+ \/ [\d.]+, accuracy .* %; LB /,
  );
  // What is said is what was measured.
  const ends = (await reportsOf(page)).flatMap((report) =>
    report.kind === "training" && report.regime === "small" ? [report.points.at(-1)] : [],
  );
  const mean = ends.reduce((sum, end) => sum + (end?.test_accuracy ?? NaN), 0) / ends.length;
  assert.ok(text.includes(`/ ${(100 * mean).toFixed(1)} %; LB`), `${text} lacks ${mean}`);
  assert.match(await figure.locator(".readout").innerText(), /^Epoch 40/);

  await slider.press("ArrowLeft");
  assert.equal(await slider.getAttribute("aria-valuenow"), "39");
  await slider.press("Home");
  assert.match((await slider.getAttribute("aria-valuetext")) ?? "", /^Epoch 0,/);
  await slider.press("ArrowLeft");
  assert.equal(await slider.getAttribute("aria-valuenow"), "0");
  // Loss and accuracy are two plots: a line through each.
  assert.equal(await figure.locator(".reader .line").count(), 2);
});

test("the pointer reads the place it is at", async () => {
  const figure = page.locator("#figure-path");
  await figure.getByRole("slider").hover();
  // The pointer's news comes with a frame.
  await figure.locator(".readout b").waitFor();
  assert.match(
    await figure.locator(".readout").innerText(),
    /^α = 0\.(375|5|625), training \/ testing/,
  );
  const share = await figure.locator(".reader").evaluate((reader) => {
    const line = reader.querySelector(".line")?.getBoundingClientRect();
    const { left, width } = reader.getBoundingClientRect();
    return ((line?.left ?? NaN) - left) / width;
  });
  assert.ok(Math.abs(share - 0.5) < 0.04, `the line is at ${share} of the width`);
});

test("the sharpness is read row by row", async () => {
  const slider = page.locator("#figure-sharpness").getByRole("slider");
  await slider.focus();
  const texts = [];
  for (let row = 0; row < 4; row += 1) {
    await slider.press("ArrowRight");
    texts.push(await slider.getAttribute("aria-valuetext"));
  }
  const rows = ["ε = 0.001; SB", "ε = 0.001; LB", "ε = 0.0005; SB", "ε = 0.0005; LB"];
  for (const [index, start] of rows.entries())
    assert.match(texts[index] ?? "", new RegExp(`^${start} φ = [\\d.]+ ± [\\d.]+ \\(n = 5\\)$`));
});

test("every canvas has its words, and its numbers as a table", async () => {
  for (const [name, head, rows] of /** @type {const} */ ([
    ["curves", "Epoch", 41],
    ["sharpness", "Network and ε", 20],
    ["path", "α", 25],
  ])) {
    const figure = page.locator(`#figure-${name}`);
    const words = (await figure.getByRole("img").getAttribute("aria-label")) ?? "";
    assert.match(words, name === "path" ? /loss: \d.* at α = 2/ : /SB.*\d.*LB.*\d/s, name);
    await figure.locator(".numbers summary").click();
    const table = figure.locator("table");
    assert.equal(await table.locator("thead th").first().innerText(), head);
    assert.equal(await table.locator("tbody tr").count(), rows, name);
    const cells = await table.locator("tbody td").allInnerTexts();
    assert.ok(
      cells.every((cell) => cell !== "" && !/NaN|undefined/.test(cell)),
      name,
    );
    await figure.locator(".numbers summary").click();
  }
});

/**
 * @param {string} figure
 * @param {"svg" | "csv"} tool
 */
async function saved(figure, tool) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(`#figure-${figure} [data-tool=${tool}]`).click(),
  ]);
  return {
    name: download.suggestedFilename(),
    text: await readFile(await download.path(), "utf8"),
  };
}

test("figures are saved as SVG", async () => {
  for (const figure of ["curves", "sharpness", "path"]) {
    const { name, text } = await saved(figure, "svg");
    assert.equal(name, `sharp-minima-${figure}.svg`);
    const shapes = await page.evaluate((source) => {
      const { documentElement } = new DOMParser().parseFromString(source, "image/svg+xml");
      const words = [...documentElement.querySelectorAll("text")].map((node) => node.textContent);
      return {
        root: documentElement.localName,
        lines: documentElement.querySelectorAll("polyline, path, line").length,
        words: words.join(" "),
      };
    }, text);
    assert.equal(shapes.root, "svg");
    assert.ok(shapes.lines > 10, `${figure} has ${shapes.lines} lines`);
    assert.match(shapes.words, /SB.*LB|LB.*SB/s);
  }
});

test("numbers are saved as CSV", async () => {
  for (const [figure, rows, columns] of /** @type {const} */ ([
    ["curves", 41, null],
    ["sharpness", 20, 6],
    ["table", 8, 4],
    ["path", 25, null],
  ])) {
    const { name, text } = await saved(figure, "csv");
    assert.equal(name, `sharp-minima-${figure}.csv`);
    assert.ok(text.startsWith("\uFEFF"), "a byte-order mark, for spreadsheets");
    const lines = text.slice(1).trimEnd().split("\r\n");
    assert.equal(lines.length, rows + 1, figure);
    // A comma within quotes separates nothing.
    const widths = lines.map((line) => line.replace(/"[^"]*"/g, "").split(",").length);
    assert.equal(new Set(widths).size, 1, `${figure}: ${widths}`);
    if (columns) assert.equal(widths[0], columns);
  }
});

test("reading and saving went without a complaint", () => assert.deepEqual(visit.problems, []));

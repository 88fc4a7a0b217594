/** Values, words, tables and files of figures. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { entriesOf, figuresOf, fileOf, ofKind, saved } from "./figures.mjs";
import { goTo, SMALL, settled, useBrowser, visitNothing } from "./helpers.mjs";
import { ship, smallResults } from "./small.mjs";

/** @import { Page } from "playwright-core" */

const suite = useBrowser();

/** @type {import("./helpers.mjs").Visit} one visit for all */
let visit;
/** @type {Page} */
let page;
before(async () => {
  visit = await visitNothing(await suite.browser());
  page = visit.page;
  const { shipped, later } = await smallResults(suite);
  await ship(visit, shipped, later);
  await goTo(visit, SMALL);
  await settled(page);
});

test("the arrow keys read values out of the curves", async () => {
  const figure = page.locator("#figure-curves");
  const slider = figure.getByRole("slider");
  await slider.focus();
  await slider.press("End");
  assert.equal(await slider.getAttribute("aria-valuemax"), "3");
  assert.equal(await slider.getAttribute("aria-valuenow"), "3");
  const text = (await slider.getAttribute("aria-valuetext")) ?? "";
  assert.match(text, /^Epoch 3, training \/ testing; SB loss [\d.]+ \/ [\d.]+, accuracy .* %; LB /);
  // What is said is what was measured.
  const ends = ofKind(entriesOf(await fileOf(page)), "train")
    .filter(({ job }) => !job.train.strategy && job.train.regime === "small")
    .map(({ report }) => report.training.points.at(-1).evaluation.test_accuracy);
  assert.equal(ends.length, 2);
  const mean = ends.reduce((sum, end) => sum + end, 0) / ends.length;
  assert.ok(text.includes(`/ ${(100 * mean).toFixed(1)} %; LB`), `${text} lacks ${mean}`);
  assert.match(await figure.locator(".readout").innerText(), /^Epoch 3/);

  await slider.press("ArrowLeft");
  assert.equal(await slider.getAttribute("aria-valuenow"), "2");
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
    assert.match(texts[index] ?? "", new RegExp(`^${start} φ = [\\d.]+ ± [\\d.]+ \\(n = 2\\)$`));
});

test("every canvas has its words, and its numbers as a table", async () => {
  for (const [name, head, rows] of /** @type {const} */ ([
    ["curves", "Epoch", 4],
    ["sharpness", "Network and ε", 8],
    ["path", "α", 25],
  ])) {
    const figure = page.locator(`#figure-${name}`);
    const words = (await figure.getByRole("img").getAttribute("aria-label")) ?? "";
    assert.match(words, name === "path" ? /loss: \d.* at α = 2/ : /SB.*\d.*LB.*\d/s, name);
    await figure.locator(".fine > summary").click();
    const table = figure.locator("table");
    assert.equal(await table.locator("thead th").first().innerText(), head);
    assert.equal(await table.locator("tbody tr").count(), rows, name);
    const cells = await table.locator("tbody td").allInnerTexts();
    assert.ok(
      cells.every((cell) => cell !== "" && !/NaN|undefined/.test(cell)),
      name,
    );
    await figure.locator(".fine > summary").click();
  }
});

/**
 * @param {string} figure
 * @param {"svg" | "csv"} tool
 */
function savedBy(figure, tool) {
  return saved(page, page.locator(`#figure-${figure} [data-tool=${tool}]`));
}

test("every figure that is drawn is saved as SVG", async () => {
  for (const figure of await figuresOf(page)) {
    if ((await page.locator(`#figure-${figure} [data-tool=svg]`).count()) === 0) {
      assert.equal(await page.locator(`#figure-${figure} canvas`).count(), 0, figure);
      continue;
    }
    // What augmentation does is computed for who sees it.
    await page.locator(`#figure-${figure}`).scrollIntoViewIfNeeded();
    await page.waitForFunction((name) => window.sharpMinima.page.figure(name).has, figure);
    const { name, text } = await savedBy(figure, "svg");
    assert.equal(name, `sharp-minima-${figure}.svg`);
    const { root, shapes } = await page.evaluate((source) => {
      const { documentElement } = new DOMParser().parseFromString(source, "image/svg+xml");
      const drawn = documentElement.querySelectorAll("polyline, polygon, path, line, rect, circle");
      return { root: documentElement.localName, shapes: drawn.length };
    }, text);
    assert.equal(root, "svg");
    assert.ok(shapes > 10, `${figure} has ${shapes} shapes`);
    assert.ok((text.match(/<text/g) ?? []).length > 2, `${figure} has words`);
  }
});

test("every figure's numbers are saved as CSV", async () => {
  for (const figure of await figuresOf(page)) {
    const { name, text } = await savedBy(figure, "csv");
    assert.equal(name, `sharp-minima-${figure}.csv`);
    assert.ok(text.startsWith("\uFEFF"), "a byte-order mark, for spreadsheets");
    const { head, rows } = await page.evaluate(
      (figure) => window.sharpMinima.page.numbers(figure),
      figure,
    );
    // A comma and a line's end within quotes separate nothing.
    const lines = text
      .slice(1)
      .replace(/"[^"]*"/g, "")
      .trimEnd()
      .split("\r\n");
    assert.equal(lines.length, rows.length + 1, figure);
    for (const line of lines)
      assert.equal(line.split(",").length, head.length, `${figure}: ${line}`);
    assert.doesNotMatch(text, /NaN|undefined/, figure);
  }
});

test("reading and saving went without a complaint", () => assert.deepEqual(visit.problems, []));

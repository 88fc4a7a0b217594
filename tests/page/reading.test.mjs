/** Values, words, tables and files of figures. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { entriesOf, figuresOf, fileOf, ofKind, saved } from "./figures.mjs";
import { expect, goTo, settled, SMALL, useBrowser, visitNothing } from "./helpers.mjs";
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
  await expect(slider).toHaveAttribute("aria-valuemax", "3");
  await expect(slider).toHaveAttribute("aria-valuenow", "3");
  const text = (await slider.getAttribute("aria-valuetext")) ?? "";
  assert.match(text, /^Epoch 3, training \/ testing; SB loss [\d.]+ \/ [\d.]+, accuracy .* %; LB /);
  // What is said is what was measured.
  const ends = ofKind(entriesOf(await fileOf(page)), "train")
    .filter(({ job }) => !job.train.strategy && job.train.regime === "small")
    .map(({ report }) => report.training.points.at(-1).evaluation.test_accuracy);
  assert.equal(ends.length, 2);
  const mean = ends.reduce((sum, end) => sum + end, 0) / ends.length;
  assert.ok(text.includes(`/ ${(100 * mean).toFixed(1)} %; LB`), `${text} lacks ${mean}`);
  await expect(figure.locator(".readout")).toHaveText(/^Epoch 3/);

  await slider.press("ArrowLeft");
  await expect(slider).toHaveAttribute("aria-valuenow", "2");
  await slider.press("Home");
  assert.match((await slider.getAttribute("aria-valuetext")) ?? "", /^Epoch 0,/);
  await slider.press("ArrowLeft");
  await expect(slider).toHaveAttribute("aria-valuenow", "0");
  // Loss and accuracy are two plots: a line through each.
  await expect(figure.locator(".reader .line")).toHaveCount(2);
});

test("the pointer reads the place it is at", async () => {
  const figure = page.locator("#figure-path");
  await figure.scrollIntoViewIfNeeded();
  await settled(page);
  await figure.getByRole("slider").hover();
  // The pointer's news comes with a frame.
  await figure.locator(".readout b").waitFor();
  await expect(figure.locator(".readout")).toHaveText(/^α = 0\.(375|5|625), training \/ testing/);
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
    await expect(table.locator("thead th").first()).toHaveText(head);
    await expect(table.locator("tbody tr"), name).toHaveCount(rows);
    const cells = await table.locator("tbody td").allInnerTexts();
    assert.ok(
      cells.every((cell) => cell !== "" && !/NaN|undefined/.test(cell)),
      name,
    );
    await figure.locator(".fine > summary").click();
    await table.waitFor({ state: "detached" });
  }
});

/**
 * @param {string} figure
 * @param {"picture" | "csv" | "json"} tool
 */
function savedBy(figure, tool) {
  return saved(page, page.locator(`#figure-${figure} [data-tool=${tool}]`));
}

/**
 * A choice of how a figure's picture is saved.
 * @param {string} figure
 * @param {"format" | "ground" | "words"} tool
 */
function choice(figure, tool) {
  return page.locator(`#figure-${figure} [data-tool=${tool}]`);
}

/** What files are called of these settings: no preset's. */
const NAMED = /^sharp-minima-[a-z0-9]+-[0-9a-f]{8}-seed\d+$/;

/**
 * The page itself may make no document of a text.
 * @param {string} source
 */
async function rootOf(source) {
  const blank = await page.context().newPage();
  const root = await blank.evaluate((text) => {
    const { documentElement } = new DOMParser().parseFromString(text, "image/svg+xml");
    return documentElement.localName;
  }, source);
  await blank.close();
  return root;
}

test("every figure that is drawn is saved as SVG", async () => {
  for (const figure of await figuresOf(page)) {
    if ((await page.locator(`#figure-${figure} [data-tool=picture]`).count()) === 0) {
      await expect(page.locator(`#figure-${figure} canvas`), figure).toHaveCount(0);
      continue;
    }
    // What augmentation does is computed for who sees it.
    await page.locator(`#figure-${figure}`).scrollIntoViewIfNeeded();
    await page.waitForFunction((name) => window.sharpMinima.page.figure(name).has, figure);
    const { name, text } = await savedBy(figure, "picture");
    assert.ok(name.startsWith(`sharp-minima-${figure}-`) && name.endsWith(".svg"), name);
    assert.equal(await rootOf(text), "svg", figure);
    const shapes = (text.match(/<(polyline|polygon|path|line|rect|circle)\b/g) ?? []).length;
    assert.ok(shapes > 10, `${figure} has ${shapes} shapes`);
    assert.ok((text.match(/<text/g) ?? []).length > 2, `${figure} has words`);
  }
});

/** @param {string} text an SVG's width and height */
function sizeOf(text) {
  const [, width = "", height = ""] = /width="([\d.]+)" height="([\d.]+)"/.exec(text) ?? [];
  return { width: Number(width), height: Number(height) };
}

test("a picture is saved on the chosen ground, with words, and as PNG of twice and four times the size", async () => {
  const plain = (await savedBy("path", "picture")).text;
  await choice("path", "ground").selectOption("dark");
  const dark = (await savedBy("path", "picture")).text;
  assert.match(plain, /fill="#FFFFFF"/i);
  assert.match(dark, /fill="#14171C"/i);
  await choice("path", "words").check();
  const told = (await savedBy("path", "picture")).text;
  assert.match(told, /Loss and accuracy between the minima/);
  assert.match(told, /seed 1/);
  assert.doesNotMatch(dark, /seed 1/);
  assert.ok(sizeOf(told).height > sizeOf(dark).height + 30, "words take room");
  for (const scale of [2, 4]) {
    await choice("path", "format").selectOption(String(scale));
    const { name, path } = await savedBy("path", "picture");
    assert.ok(name.endsWith(`-${scale}x.png`), name);
    const png = await readFile(path);
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    // Words are measured in the canvas, and by a table for the SVG.
    const svg = sizeOf(told);
    assert.ok(Math.abs(width / scale - svg.width) < 40, `${width} is no ${scale} × ${svg.width}`);
    assert.ok(
      Math.abs(height / scale - svg.height) < 40,
      `${height} is no ${scale} × ${svg.height}`,
    );
  }
});

test("every figure's numbers are saved as CSV and as JSON, which are the same", async () => {
  for (const figure of await figuresOf(page)) {
    const { name, text } = await savedBy(figure, "csv");
    const json = await savedBy(figure, "json");
    assert.ok(figure === "f1" || NAMED.test(name.slice(0, -4)), name);
    assert.equal(json.name, name.replace(/csv$/, "json"));
    const { format, link, columns, rows } = JSON.parse(json.text);
    assert.equal(format, "sharp-minima records");
    assert.ok(link.includes(`?figure=${figure}#v=1`), link);
    const lines = text.trimEnd().split("\r\n");
    assert.ok(lines.includes(`# link: ${link}`));
    const data = lines.filter((line) => !line.startsWith("# "));
    assert.equal(data.length, rows.length + 1, figure);
    // A comma within quotes separates nothing.
    for (const line of data)
      assert.equal(line.replace(/"(?:[^"]|"")*"/g, "").split(",").length, columns.length, line);
    assert.match(text, /^[\x20-\x7e\r\n]*$/, figure);
    assert.doesNotMatch(text, /NaN|undefined/, figure);
  }
});

test("the paper and the page can be cited", async () => {
  await page.locator("#cite").click();
  const text = await page.locator("dialog textarea").inputValue();
  assert.match(text, /@inproceedings\{keskar2017/);
  assert.match(text, /@software\{[^}]*Sharp minima/);
  assert.ok(text.includes(`url = {${page.url()}}`), text);
  await page.keyboard.press("Escape");
});

test("reading and saving went without a complaint", () => assert.deepEqual(visit.problems, []));

/** One figure in another page. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { badges, figuresOf, move, partsOf, unfold } from "./figures.mjs";
import {
  address,
  expect,
  goTo,
  hashOf,
  LONG,
  OTHER,
  pressRun,
  run,
  settled,
  SMALL,
  useBrowser,
} from "./helpers.mjs";
import { openShipped, ship, smallResults } from "./small.mjs";

const suite = useBrowser();
const { open, visit: fresh } = suite;

/** What belongs to the page around the figures. */
const AROUND = [".masthead", "#presets", "#settings", "#rest", ".credits", "main#story"];

/** The sketch is of no data, and F1's come with the page: there is nothing to run. */
const GIVEN = ["sketch", "f1"];

test("each figure alone shows itself, its results and a Run button, and nothing else, and computes what it needs", async (t) => {
  const names = await figuresOf((await open()).page);
  for (const name of names)
    await t.test(name, async () => {
      const visit = await openShipped(suite, `?embed=${name}${SMALL}`);
      const { page } = visit;
      assert.deepEqual(await figuresOf(page), [name]);
      const { figure, badge, state } = partsOf(page, name);
      await expect(figure).toBeVisible();
      for (const other of AROUND) await expect(page.locator(other).first(), other).toBeHidden();
      assert.equal(await page.locator("#run").isVisible(), !GIVEN.includes(name));
      if (GIVEN.includes(name)) return await expect(badge).toBeHidden();
      if (name !== "augmentation") await expect(badge).toHaveText(/^shipped, /);

      // Settings of which nothing is shipped.
      await move(page, `${OTHER}&map.grid=25`);
      await run(visit);
      await expect(badge).toHaveText(/^computed here, /);
      const { has, offer } = await state();
      assert.deepEqual({ has, offer }, { has: true, offer: "" });
      await expect(page.locator("#status")).toHaveText(/^Done in /);
    });
});

test("an embedded figure's run takes what takes long, too", async () => {
  const { page } = await open("?embed=remedies#v=1&preset=convincing&trials=20");
  assert.equal((await partsOf(page, "remedies").state()).quick, false);
  await pressRun(page);
  assert.equal((await partsOf(page, "remedies").state()).working, true);
  await page.keyboard.press("Escape");
});

test("only the results of the embedded figure's preset are fetched", async () => {
  const { shipped } = await smallResults(suite);
  const visit = await fresh();
  /** @type {string[]} */
  const fetched = [];
  visit.page.on("request", (request) => {
    const [, file] = request.url().match(/results\/(\w+)\.json$/) ?? [];
    if (file) fetched.push(file);
  });
  await ship(visit, shipped);
  await goTo(visit, `?embed=curves${SMALL}`);
  assert.deepEqual(fetched, ["plain"]);
});

test("an embedded figure runs, and keeps its settings", async () => {
  const visit = await open(`?embed=sharpness${SMALL}`);
  await run(visit);
  await expect.poll(() => badges(visit.page)).toEqual({ sharpness: "computed here, 2 trials" });
  await expect(visit.page.locator(".grounds")).toHaveText(/n = 2 pairs/);
  await expect.poll(() => visit.page.evaluate(() => location.search)).toBe("?embed=sharpness");
  assert.equal(await hashOf(visit.page), SMALL);
});

for (const width of [320, 700, 1000])
  test(`in a frame ${width} pixels wide Run is in sight`, async () => {
    const { page } = await open("?embed=path", { viewport: { width, height: 700 } });
    await settled(page);
    const box = await page.locator("#run").boundingBox();
    assert.ok(box && box.y >= 0 && box.x + box.width <= width, JSON.stringify(box));
  });

test("?embed of an unknown figure says which there are, and each of them has its place", async () => {
  const { page } = await fresh();
  await page.goto(`${address()}?embed=nonsense`);
  const sentence = page.locator("#unsupported");
  await sentence.waitFor();
  const names = await figuresOf(page);
  const [, known = ""] =
    (await sentence.innerText()).match(
      /^There is no figure “nonsense” to embed; there are (.*)\.$/,
    ) ?? [];
  assert.deepEqual(known.split(", ").sort(), names.sort());
  await expect(page.locator("#run")).toBeDisabled();
});

test("an embedded figure reports its height to the page around it", async () => {
  const { shipped } = await smallResults(suite);
  const visit = await fresh();
  const { page } = visit;
  await ship(visit, shipped);
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
  }, `${address()}?embed=sharpness${SMALL}`);
  const frame = page.frameLocator("iframe");
  await frame.locator(".verdict").first().waitFor();
  const own = page.frames()[1];
  assert.ok(own);
  await own.evaluate(() => window.sharpMinima.settled());
  const height = () =>
    own.evaluate(() => String(Math.ceil(document.body.getBoundingClientRect().height)));
  const reported = async () => {
    for (let left = 100; left > 0 && (await page.title()) !== (await height()); left -= 1)
      await page.waitForTimeout(50);
    const now = await height();
    assert.equal(await page.title(), now);
    return now;
  };
  const before = await reported();

  await frame.locator(".fine > summary").click();
  // The table is made when its details have opened.
  await own.waitForFunction(
    (least) => document.body.getBoundingClientRect().height > least,
    Number(before) + 100,
  );
  await reported();
});

test("each snippet to embed a figure holds the address of what it shows", async () => {
  const { page } = await openShipped(suite);
  await unfold(page.locator("#figure-path [data-tool=embed]"));
  await page.locator("#figure-path [data-tool=embed]").click();
  const link = SMALL.replaceAll("&", "&amp;");
  const expected = {
    "HTML element": `<sharp-minima figure="path" link="${link}"></sharp-minima>`,
    iframe: `src="${address()}?embed=path${link}"`,
    "reveal.js": `<sharp-minima figure="path" link="${link}"\n    fit="frame"`,
    MyST: `"link": "${SMALL}"`,
    "Jupyter, marimo": `link = Unicode("${SMALL}")`,
    Markdown: `](${address()}?figure=path${SMALL})`,
  };
  const choice = page.locator("dialog select");
  assert.deepEqual(await choice.locator("option").allInnerTexts(), Object.keys(expected));
  for (const [kind, part] of Object.entries(expected)) {
    await choice.selectOption(kind);
    const text = await page.locator("dialog textarea").inputValue();
    assert.ok(text.includes(part), text);
    assert.ok(text.includes(address()), text);
  }
});

test("of a preset's figure the snippets have the picture that comes with the site", async () => {
  const { page } = await open("#v=1&preset=plain");
  const picture = `${address()}figures/plain/path-light.svg`;
  const { status, headers } = await page.evaluate(async (picture) => {
    const { status, headers } = await fetch(picture);
    return { status, headers: headers.get("content-type") };
  }, picture);
  assert.deepEqual([status, headers], [200, "image/svg+xml"]);
  await unfold(page.locator("#figure-path [data-tool=embed]"));
  await page.locator("#figure-path [data-tool=embed]").click();
  for (const [kind, part] of [
    ["HTML element", `<img src="${picture}" alt="Sharp minima: `],
    ["Markdown", `](${picture})](${address()}?figure=path#v=1&preset=plain)`],
  ]) {
    await page.locator("dialog select").selectOption(kind);
    const text = await page.locator("dialog textarea").inputValue();
    assert.ok(text.includes(part), text);
  }
});

test("the link of a figure that still shows other settings is theirs", async () => {
  const { page } = await openShipped(suite);
  await move(page, OTHER);
  await settled(page);
  assert.equal(`#${(await partsOf(page, "path").state()).link}`, SMALL);
});

test("figures of one page compute one after another", async () => {
  const { page } = await fresh();
  const frame = (/** @type {string} */ hash) =>
    `<iframe src="./?embed=sharpness${hash.replaceAll("&", "&amp;")}" height="700"></iframe>`;
  await page.route("**/around.html", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><title>Around</title>${frame(LONG)}${frame(SMALL)}`,
    }),
  );
  await page.goto(`${address()}around.html`);
  const [first, second] = page.frames().slice(1);
  if (!first || !second) throw new Error("there are no frames");
  for (const frame of [first, second])
    await frame.waitForFunction(() => window.sharpMinima?.ready.then(() => true));
  await first.locator("#run").click();
  await first.waitForFunction(() => window.sharpMinima.pool.busy > 0);
  await second.locator("#run").click();
  await second.locator("#status", { hasText: "Another figure computes first …" }).waitFor();
  assert.equal(await second.evaluate(() => window.sharpMinima.pool.busy), 0);
  // A run that rests lets the others compute.
  await first.evaluate(() => window.sharpMinima.app.pauseOrResume());
  await second.waitForFunction(() => window.sharpMinima.state === "finished");
  await expect.poll(() => first.evaluate(() => window.sharpMinima.state)).toBe("paused");
});

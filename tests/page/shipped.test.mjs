/** The results that stand on the page before any click. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  badges,
  badgesAre,
  compute,
  figuresOf,
  move,
  ofKind,
  pictures,
  partsOf,
  unfold,
} from "./figures.mjs";
import {
  barOf,
  expect,
  forgive,
  gate,
  goTo,
  hashOf,
  OTHER,
  run,
  settled,
  SMALL,
  stateOf,
  useBrowser,
} from "./helpers.mjs";
import { openShipped, seeAll, ship, smallResults } from "./small.mjs";

const suite = useBrowser();
const { open, visit: fresh } = suite;

/** Figures of one trial say which. */
const SHIPPED = /^shipped, (\d+ trials|trial 1)$/;

test("shipped results are shown at once, marked as such, and nothing is computed", async () => {
  const { page } = await openShipped(suite);
  await badgesAre(page, SHIPPED, ["augmentation"]);
  assert.equal(await hashOf(page), SMALL);
  assert.equal(await stateOf(page), "idle");
  await expect(page.locator("#status")).toHaveText(/^Shipped results\./);
  for (const { figure, drawn } of await pictures(page))
    if (figure !== "figure-augmentation") assert.ok(drawn > 1000, `${figure} is blank`);
  for (const name of await figuresOf(page)) {
    const { has, offer } = await partsOf(page, name).state();
    if (name !== "augmentation") assert.deepEqual([has, offer], [true, ""], name);
  }
  const sharpness = (await page.locator("#figure-sharpness .grounds").textContent()) ?? "";
  assert.match(sharpness, /n = 2 pairs/);
  assert.match(sharpness, /The paper: “.*” \(abstract; Table 3\)\./);
});

test("the comparison stands there with all its rows, trials and verdicts", async () => {
  const { page } = await openShipped(suite);
  const { figure } = partsOf(page, "remedies");
  const rows = figure.locator(".comparison tbody tr");
  const chosen = await page.evaluate(
    () => window.sharpMinima.page.strategies().filter(({ chosen }) => chosen).length,
  );
  await expect(rows).toHaveCount(chosen);
  await unfold(rows.first());
  assert.deepEqual(
    await rows.locator("td:last-child").allInnerTexts(),
    Array(chosen).fill("2"),
    "the number of trials",
  );
  assert.ok((await figure.locator(".verdict").count()) > 0);
});

test("every measure stands there with what it says", async () => {
  const { page } = await openShipped(suite);
  await page.locator("#figure-measures .fine > summary").click();
  const rows = page.locator("#figure-measures tbody tr");
  await rows.first().waitFor();
  assert.ok((await rows.count()) > 20);
  for (const cells of await rows.evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "")),
  )) {
    // Not every measure is defined for every network.
    assert.match(cells[0] ?? "", /\d|–/);
    assert.ok((cells.at(-1) ?? "").length > 20, "a sentence on each");
  }
});

test("who runs again finds every number, and keeps the old ones until then", async () => {
  const visit = await openShipped(suite, `?embed=sharpness${SMALL}`);
  const { page } = visit;
  const numbers = () =>
    page.evaluate(() => window.sharpMinima.page.records("sharpness", false, ""));
  const shipped = await numbers();
  const pressed = await page.evaluate(() => {
    document.getElementById("run")?.click();
    return window.sharpMinima.page.records("sharpness", false, "");
  });
  assert.equal(pressed, shipped);
  await page.waitForFunction(() => window.sharpMinima.state === "finished");
  await settled(page);
  await expect.poll(numbers).toBe(shipped);
  await expect.poll(() => badges(page)).toEqual({ sharpness: "computed here, 2 trials" });
  await expect(page.locator("#status")).toHaveText(
    /Every shipped number was found again, to the last digit\.$/,
  );
});

test("a run finds every number of every figure again", async () => {
  const visit = await openShipped(suite);
  await run(visit);
  await expect(visit.page.locator("#status")).toHaveText(
    /Every shipped number was found again, to the last digit\.$/,
  );
  await badgesAre(visit.page, /^computed here, (2 trials|trial 1)$/, ["augmentation"]);
});

test("a number that is not found again is told", async () => {
  const { shipped } = await smallResults(suite);
  const content = JSON.parse(shipped);
  const [measured] = ofKind(content.entries, "sharpness");
  assert.ok(measured);
  measured.report.sharpness.value *= 1 + 1e-15;
  const visit = await fresh();
  await ship(visit, JSON.stringify(content));
  await goTo(visit, `?embed=sharpness${SMALL}`);
  await run(visit);
  await expect(visit.page.locator("#status")).toHaveText(/Not every number is the shipped one\.$/);
});

test("what is not shipped is computed beside what is", async () => {
  const { shipped } = await smallResults(suite);
  const content = JSON.parse(shipped);
  const [first] = ofKind(content.entries, "sharpness");
  content.entries = content.entries.filter((/** @type {unknown} */ entry) => entry !== first);
  const visit = await fresh();
  const { page } = visit;
  await ship(visit, JSON.stringify(content));
  await goTo(visit, SMALL);
  await settled(page);
  const { badge, compute: button } = partsOf(page, "sharpness");
  await expect(badge).toHaveText("shipped, 2 trials, not complete");
  await expect(button).toHaveText(/^Continue/);
  await compute(page, "sharpness");
  await expect(badge).toHaveText("shipped, the rest computed here, 2 trials");
  await expect(partsOf(page, "table").badge).toHaveText(/^shipped/);
});

test("a strategy more is computed beside the shipped ones", async () => {
  const { page } = await openShipped(suite, `${SMALL}&fix.rows=lb.sam`);
  const { figure, badge } = partsOf(page, "remedies");
  const rows = figure.locator(".comparison tbody tr");
  await expect(rows).toHaveCount(2);
  await unfold(rows.first());
  const before = await rows.first().innerText();
  await figure.locator(".strategy-choice summary").click();
  await figure.locator("#strategy-rate-10").check();
  await page.waitForFunction(() => {
    const { working, offer } = window.sharpMinima.page.figure("remedies");
    return !working && offer === "";
  });
  await settled(page);
  await expect(badge).toHaveText("shipped, the rest computed here, 2 trials");
  await expect(rows).toHaveCount(3);
  assert.equal(await rows.first().innerText(), before);
});

test("other settings have nothing shipped; what was shown stays, faded, until there is better", async () => {
  const { page } = await openShipped(suite);
  const numbers = () => page.evaluate(() => window.sharpMinima.page.records("path", false, ""));
  const before = await numbers();
  await move(page, OTHER);
  await settled(page);
  await badgesAre(page, /^of other settings: seed 1$/, ["augmentation"]);
  assert.equal(await numbers(), before);
  const { stale, run: label } = await barOf(page);
  assert.match(stale, /^Faded figures still show seed 1\. Run computes the page’s in about .+\.$/);
  assert.equal(label, "Run these settings");
  await move(page, SMALL);
  await settled(page);
  await badgesAre(page, SHIPPED, ["augmentation"]);
});

test("without its file the page still opens, and says what to do", async () => {
  const visit = await fresh();
  const { page } = visit;
  await page.route("**/results/*.json", (route) => route.fulfill({ status: 404 }));
  await goTo(visit);
  await seeAll(page);
  await badgesAre(page, /^not computed yet$/, ["augmentation"]);
  await expect(page.locator("#status")).toHaveText(/press Run/);
  forgive(visit);
});

/** @type {Record<string, string>} */
const SPOILT = {
  "of another version": '{"format":"sharp-minima results","version":1,"entries":[]}',
  broken: '{"format":"sharp-minima results","version":2,"entr',
};

for (const [name, text] of Object.entries(SPOILT)) {
  test(`a shipped file that is ${name} is as good as none, and said to be`, async () => {
    const visit = await fresh();
    const { page } = visit;
    await ship(visit, text);
    await goTo(visit, SMALL);
    await seeAll(page);
    await badgesAre(page, /^not computed yet$/, ["augmentation"]);
    await expect(page.locator("#notices")).toHaveText(
      /^The results that come with the page could not be read: /,
    );
  });
}

test("results that are cut off are told, and come whole when they are asked for again", async () => {
  const { shipped } = await smallResults(suite);
  const visit = await fresh();
  const { page } = visit;
  await ship(visit, shipped.slice(0, Math.floor(0.6 * shipped.length)));
  await goTo(visit, SMALL);
  const notices = page.locator("#notices");
  await expect(notices).toHaveText(
    /^The results that come with the page could not be read: entry \d+: /,
  );
  await ship(visit, shipped);
  await notices.getByRole("button", { name: "Load the results again" }).click();
  await page.waitForFunction(() => window.sharpMinima.page.figure("sharpness").offer === "");
  await settled(page);
  await expect(partsOf(page, "sharpness").badge).toHaveText(SHIPPED);
  await expect(notices).toBeHidden();
});

test("as long as results are on their way a figure keeps its place and says so", async () => {
  const { shipped } = await smallResults(suite);
  const visit = await fresh();
  const { page } = visit;
  await ship(visit, shipped);
  const { held, letGo } = gate();
  await page.route("**/results/plain.json", async (route) => {
    await held;
    await route.fallback();
  });
  const opened = goTo(visit, SMALL);
  const { badge, figure } = partsOf(page, "path");
  await badge.getByText("loading", { exact: true }).waitFor();
  const height = async () => (await figure.locator(".stage").boundingBox())?.height;
  const before = await height();
  letGo();
  await opened;
  await settled(page);
  await expect(badge).toHaveText(SHIPPED);
  assert.ok(before && before > 100);
  assert.equal(await height(), before);
});

test("a figure of a later chapter is loading from the beginning, and never offers to compute meanwhile", async () => {
  const visit = await fresh();
  const { page } = visit;
  const { held, letGo } = gate();
  await page.route("**/results/plain-later.json", async (route) => {
    await held;
    await route.fallback();
  });
  const asked = page.waitForRequest("**/results/plain-later.json");
  await goTo(visit, "#v=1&preset=plain");
  const { badge, compute } = partsOf(page, "landscape");
  assert.equal(await badge.innerText(), "loading");
  assert.equal(await compute.isVisible(), false);
  await badge.scrollIntoViewIfNeeded();
  await asked;
  await settled(page);
  assert.equal(await compute.isVisible(), false);
  letGo();
  await page.waitForFunction(() => window.sharpMinima.page.figure("landscape").has);
  await settled(page);
  await expect(badge).toHaveText(SHIPPED);
});

test("of changed settings the button stays while results that come later are on their way", async () => {
  const { page } = await open(`${SMALL}&map.grid=25`);
  const { held, letGo } = gate();
  await page.route("**/results/plain-later.json", async (route) => {
    await held;
    await route.fallback();
  });
  const { badge, compute } = partsOf(page, "landscape");
  const asked = page.waitForRequest("**/results/plain-later.json");
  await compute.scrollIntoViewIfNeeded();
  await asked;
  await settled(page);
  await expect(badge).toHaveText("not computed yet");
  await compute.click();
  await expect(badge).toHaveText(/computed here, trial 1$/);
  letGo();
  await page.evaluate(() => window.sharpMinima.app.shipped.whole());
  await settled(page);
  await expect(badge).toHaveText(/computed here, trial 1$/);
});

test("symbols in sentences are set, not written with underscores", async () => {
  const { page } = await openShipped(suite);
  const text = await page.locator("figcaption").allInnerTexts();
  assert.doesNotMatch(text.join("\n"), /_/);
  await expect(page.locator("#figure-path .caption sub").first()).toHaveText("L");
});

/** @param {string} hash where the page's own results are shown */
async function real(hash) {
  const visit = await open(hash);
  await seeAll(visit.page);
  return visit;
}

test("every preset has its results, and every figure shows them", async (t) => {
  const { page } = await open();
  const names = await page.evaluate(() => window.sharpMinima.app.presets.map(({ name }) => name));
  for (const name of names)
    await t.test(name, async () => {
      const { page } = await real(`#v=1&preset=${name}`);
      await badgesAre(page, SHIPPED, ["augmentation"]);
      const rest = await page.evaluate(() => window.sharpMinima.page.rest_label());
      assert.equal(rest, "", "nothing is lacking");
    });
});

test("the page says how many claims it tests, and what that does", async () => {
  const { page } = await real("");
  const tested = (await page.locator("#tested").textContent()) ?? "";
  assert.match(tested, /^\d+ claims are tested on this page now, .* would be \d+(\.\d+)? %\.$/);
});

test("the first trial of the default preset, run here, is the shipped one to the bit", async () => {
  const visit = await real("?embed=sharpness#v=1&preset=instant&trials=1");
  await expect(partsOf(visit.page, "sharpness").badge).toHaveText("shipped, 1 trial");
  await run(visit);
  await expect(visit.page.locator("#status")).toHaveText(/Every shipped number was found/);
});

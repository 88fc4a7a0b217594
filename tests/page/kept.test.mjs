/** What was computed is kept: across a reload, between settings, and in files. */

import assert from "node:assert/strict";
import process from "node:process";
import { test } from "node:test";
import { badges, badgesAre, fileOf, move, partsOf, saved } from "./figures.mjs";
import {
  ALONE,
  expect,
  finish,
  goTo,
  open as openIn,
  OTHER,
  pressRun,
  run,
  settled,
  SMALL,
  stateOf,
  useBrowser,
} from "./helpers.mjs";
import { LATER, ship, smallResults, withoutLater } from "./small.mjs";
import { FORGETFUL, known, reload, stored } from "./storage.mjs";

/** @import { Page } from "playwright-core" */

const suite = useBrowser();
const { open, visit: fresh } = suite;

test("after a reload everything that a run computed is there again, and is said to be", async () => {
  const visit = await open(SMALL);
  const { page } = visit;
  await run(visit);
  const before = { file: await fileOf(page), badges: await badges(page) };
  assert.ok(Object.keys(before.badges).length > 3);
  await reload(visit);
  assert.equal(await fileOf(page), before.file);
  // A preview is drawn anew.
  delete before.badges.augmentation;
  const after = await badges(page);
  delete after.augmentation;
  assert.deepEqual(after, before.badges);
  assert.equal(await stateOf(page), "idle");
});

test("what is computed here is not called shipped after a reload", async () => {
  const { shipped } = await smallResults(suite);
  const visit = await fresh();
  const { page } = visit;
  await ship(visit, shipped);
  await goTo(visit, ALONE);
  await settled(page);
  await expect.poll(() => badges(page)).toEqual({ sharpness: "shipped, 2 trials" });
  await run(visit);
  await expect.poll(() => badges(page)).toEqual({ sharpness: "computed here, 2 trials" });
  await reload(visit);
  await expect.poll(() => badges(page)).toEqual({ sharpness: "computed here, 2 trials" });
  // Whoever has computed nothing has nothing of their own.
  const other = await fresh();
  await ship(other, shipped);
  await goTo(other, SMALL);
  await settled(other.page);
  await badgesAre(other.page, /^shipped, /, ["augmentation", ...LATER]);
});

test("a reload in the middle of a run keeps what was computed until then", async () => {
  const visit = await open("#v=1&preset=plain&train=400&hidden=20&epochs=100&trials=16&starts=1");
  const { page } = visit;
  await page.evaluate(() => document.getElementById("run")?.click());
  // On a busy machine all would be done before a click from outside has come.
  await page.waitForFunction(() => {
    const { has } = window.sharpMinima.page.figure("sharpness");
    if (has) document.getElementById("pause")?.click();
    return has;
  });
  const before = await known(page);
  await stored(page);
  await reload(visit);
  const after = await known(page);
  for (const entry of before) assert.ok(after.includes(entry), entry.slice(0, 200));
  assert.equal(await stateOf(page), "idle");
  await badgesAre(page, /^(computed here, .*|not computed yet|)$/, ["augmentation"]);
  await expect(partsOf(page, "curves").badge).toHaveText(/^computed here, 16 trials/);
  const { progress, offer } = await partsOf(page, "sharpness").state();
  assert.ok(progress > 0 && progress < 1, `${progress}`);
  assert.match(offer, /^Continue \(about /);
});

test("back and forward between two settings show each one's results", async () => {
  const visit = await open(ALONE);
  const { page } = visit;
  const caption = partsOf(page, "sharpness").caption;
  const numbers = () =>
    page.evaluate(() => window.sharpMinima.page.records("sharpness", false, ""));
  await run(visit);
  const first = { numbers: await numbers(), caption: await caption.innerText() };
  await move(page, OTHER);
  await settled(page);
  await expect(partsOf(page, "sharpness").badge).toHaveText(/^of other settings: seed 1/);
  assert.equal(await numbers(), first.numbers, "what was shown stays until there is better");
  await run(visit);
  const second = { numbers: await numbers(), caption: await caption.innerText() };
  assert.notEqual(second.numbers, first.numbers);
  for (const [step, expected] of /** @type {const} */ ([
    ["goBack", first],
    ["goForward", second],
    ["goBack", first],
  ])) {
    const before = await page.evaluate(() => location.hash);
    await page[step]();
    await page.waitForFunction((before) => location.hash !== before, before);
    await settled(page);
    assert.deepEqual({ numbers: await numbers(), caption: await caption.innerText() }, expected);
    await expect.poll(() => badges(page)).toEqual({ sharpness: "computed here, 2 trials" });
  }
});

test("a saved file opens again elsewhere and gives the same numbers", async () => {
  const { file } = await smallResults(suite);
  const visit = await open(SMALL);
  const { page } = visit;
  // Else more of what is shipped comes when the page is scrolled to the button.
  await page.route(/\/results\/(.*-later|f1)\.json$/, () => {});
  await page.locator("#exchange-files").setInputFiles(asFile("results.json", file));
  await page.getByText("Read results.json.").waitFor();
  await settled(page);
  assert.equal(await fileOf(page), file);
  await badgesAre(page, /^from a file, (2 trials|trial 1)$/, ["augmentation"]);
  const { name, text } = await saved(page, page.getByRole("button", { name: "Save all results" }));
  assert.equal(name, "sharp-minima-results.json");
  assert.equal(text, file);
});

test("what is opened is there without a run, and a run finds the same", async () => {
  const { file } = await smallResults(suite);
  const other = await openIn(await suite.browser(), ALONE);
  const computed = other.page;
  await run(other);
  const numbers = (/** @type {Page} */ page) =>
    page.evaluate(() => window.sharpMinima.page.records("sharpness", false, ""));
  const { page } = await open(SMALL);
  await page.locator("#exchange-files").setInputFiles(asFile("results.json", file));
  await page.getByText("Read results.json.").waitFor();
  assert.equal(await numbers(page), await numbers(computed));
  await other.close();
});

/** @param {string} name @param {string | Buffer} content */
function asFile(name, content) {
  return { name, mimeType: "application/json", buffer: Buffer.from(content) };
}

/** What is no file of results of this version, and what has to be said of it. */
const REFUSED = /** @type {const} */ ([
  [
    "another version",
    (/** @type {string} */ file) => file.replace(/"version":\d+/, '"version":999'),
    /version: 999 is not allowed; allowed is \d+: the file was written by another version/,
  ],
  [
    "another format",
    () => '{"format":"recipes","version":1,"entries":[]}',
    /format: “recipes” is not allowed; allowed is “sharp-minima results”/,
  ],
  ["broken JSON", (/** @type {string} */ file) => file.slice(0, 20), /no file of results: /],
  ["a wrong kind of JSON", () => "[1, 2, 3]", /no file of results: /],
  ["a picture", () => "\u0089PNG\r\n\u001a\n\u0000\u0000", /no file of results: /],
  ["nothing", () => "", /no file of results: /],
]);

test("files that cannot be read are refused in words, and nothing is lost", async () => {
  const { file } = await smallResults(suite);
  const { page } = await open(SMALL);
  const files = page.locator("#exchange-files");
  const error = page.locator("#exchange .error");
  await files.setInputFiles(asFile("results.json", file));
  await page.getByText("Read results.json.").waitFor();
  for (const [name, spoil, says] of REFUSED) {
    await files.setInputFiles(asFile(`${name}.json`, spoil(file)));
    await error.filter({ hasText: says, visible: true }).waitFor();
    assert.equal(await fileOf(page), file, name);
  }
  // What is right of a file that is partly wrong, or was cut off, is taken.
  const { entries, ...rest } = JSON.parse(file);
  const partly = JSON.stringify({
    ...rest,
    entries: [{ job: { dream: {} }, report: 1 }, ...entries],
  });
  const other = await open(SMALL);
  await other.page.locator("#exchange-files").setInputFiles(asFile("partly.json", partly));
  await other.page.locator("#notices li").waitFor();
  await expect(other.page.locator("#notices")).toHaveText(
    /^“partly\.json”: not all of it could be read\. entry 1: .*dream/,
  );
  assert.equal(await fileOf(other.page), file);
});

test("what was computed here can be forgotten", async () => {
  const shipped = await known((await open(SMALL)).page);
  const visit = await fresh();
  const { page } = visit;
  // Whoever comes to the button passes figures whose results are loaded then.
  await withoutLater(visit);
  await goTo(visit, ALONE);
  await run(visit);
  await goTo(visit, SMALL);
  assert.ok((await known(page)).length > shipped.length);
  await page.getByRole("button", { name: "Forget what was computed here" }).click();
  await settled(page);
  assert.deepEqual(await known(page), shipped);
  await badgesAre(page, /^(not computed yet|waiting for its data|)$/, ["augmentation"]);
  await reload(visit);
  assert.deepEqual(await known(page), shipped);
});

for (const [name, spoil] of Object.entries(FORGETFUL)) {
  test(`with ${name} the page works, and forgets`, async () => {
    const visit = await fresh();
    const { page } = visit;
    await page.addInitScript(spoil);
    await goTo(visit, ALONE);
    await run(visit);
    await expect.poll(() => badges(page)).toEqual({ sharpness: "computed here, 2 trials" });
    await reload(visit);
    await expect.poll(() => badges(page)).toEqual({ sharpness: "not computed yet" });
  });
}

test("an older page in another tab does not keep this one from opening", async () => {
  const visit = await fresh();
  const { page } = visit;
  const old = await page.context().newPage();
  await old.route("**/around.html", (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Old</title>" }),
  );
  await old.goto(new URL("around.html", process.env.SHARP_MINIMA_URL).href);
  await old.evaluate(
    () =>
      new Promise((done) => {
        const request = indexedDB.open("sharp-minima", 1);
        request.onsuccess = () => {
          Object.assign(window, { database: request.result });
          done(true);
        };
      }),
  );
  await goTo(visit, ALONE);
  await pressRun(page);
  await finish(visit);
});

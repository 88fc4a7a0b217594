import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, pressRun, run, SMALL, stateOf } from "./helpers.mjs";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A control's key, what is typed, and what has to be said. */
const REFUSED = /** @type {const} */ ([
  [
    "epochs",
    "0",
    /^Epochs: 0 is not allowed; allowed is a whole number from 1 to 1000\. Kept: 40\.$/,
  ],
  ["epochs", "2.5", /^Epochs: 2\.5 is not allowed; allowed is a whole number from 1 to 1000\./],
  ["lr", "7", /^Learning rate: 7 is not allowed; allowed is 0\.00001 to 1\. Kept: 0\.005\.$/],
  ["lr", "NaN", /^Learning rate: this is not a number; allowed is 0\.00001 to 1\. Kept: 0\.005\.$/],
  ["lr", "-Infinity", /^Learning rate: .* is not allowed; allowed is 0\.00001 to 1\./],
  ["lr", "quick", /^Learning rate: this is not a number; allowed is 0\.00001 to 1\./],
  ["lr", "", /^Learning rate: this is not a number; allowed is 0\.00001 to 1\./],
  [
    "lb",
    "2001",
    /^Large batch \(LB\): 2001 is .*a whole number from 32 to 2000, .* training samples/,
  ],
  ["sb", "1", /^Small batch \(SB\): 1 is .*a whole number from 2 to 2000, .*batch norm/],
  [
    "train",
    "100",
    /^Large batch \(LB\): 200 is not allowed; allowed is .* 32 to 100, .*Kept: 2000\.$/,
  ],
  [
    "train",
    "1e99",
    /^Training samples: 1e\+99 is not allowed; allowed is .* to 4000\. Kept: 2000\.$/,
  ],
  ["train", "-5", /^Training samples: -5 is not allowed; allowed is .* to 4000\./],
  ["seed", "-1", /^Seed: -1 is not allowed; allowed is a whole number from 0 to 4294967295\./],
  ["seed", "4294967296", /^Seed: 4294967296 is not allowed; allowed is .* 0 to 4294967295\./],
  ["trials", "1e9", /^Trials: 1000000000 is not allowed; allowed is a whole number from 1 to 20\./],
  ["noise", "1", /^Label noise: 1 is not allowed; allowed is 0 to 0\.9\./],
  ["hidden", "100-many", /^Hidden layers: “100-many” is not a list .* Kept: 100-100\.$/],
  ["hidden", "0", /^Hidden layers: 0 is not allowed; allowed is up to 6 widths of 1 to 512/],
  ["hidden", "99999999999999999999", /^Hidden layers: \d+ is .*up to 6 widths of 1 to 512/],
  ["hidden", "1-1-1-1-1-1-1", /^Hidden layers: 1-.* is .*up to 6 widths of 1 to 512/],
]);

test("what is not allowed is refused with the field and the range, and the last good value stays", async () => {
  const { page, problems, close } = await open(browser);
  await page.locator("#settings > summary").click();
  for (const [key, typed, expected] of REFUSED) {
    const input = page.locator(`#set-${key}`);
    const error = page.locator(`#set-${key}-error`);
    const good = await input.inputValue();
    // Written by script, since Playwright types no letters into number fields.
    await input.evaluate((element, text) => {
      if (element instanceof HTMLInputElement) element.value = text;
      element.dispatchEvent(new Event("change", { bubbles: true }));
    }, typed);
    assert.match(await error.innerText(), expected, `${key} = ${typed}`);
    assert.equal(await input.getAttribute("aria-invalid"), "true");
    assert.equal(await page.evaluate(() => location.hash), "#v=1&preset=instant");
    await input.press("Escape");
    assert.equal(await input.inputValue(), good);
    assert.equal(await error.isVisible(), false);
    assert.equal(await input.getAttribute("aria-invalid"), null);
  }
  assert.deepEqual(problems, []);
  await close();
});

test("a change says what it means, goes into the link, and Run takes it", async () => {
  const visit = await open(browser, SMALL);
  const { page } = visit;
  await run(visit);
  await page.locator("#settings > summary").click();
  await page.locator("#set-lb").fill("100");
  await page.locator("#set-lb").press("Enter");
  assert.match(await page.evaluate(() => location.hash), /[#&]lb=100\b/);
  assert.match(
    await page.locator("#change").innerText(),
    /^Large batch \(LB\) changed: the LB networks are trained anew\. The figures still show large batch \(LB\) 50\.$/,
  );
  assert.equal(await page.locator("#run").innerText(), "Run these settings");
  assert.equal(
    await page.locator("#figure-curves .badge").innerText(),
    "former settings: large batch (LB) 50",
  );
  await page.keyboard.press("Escape");
  await run(visit);
  assert.equal(await page.locator("#change").isVisible(), false);
  assert.match(await page.locator("#figure-curves .caption").innerText(), /LB with batches of 100/);
  await visit.close();
});

test("presets set everything, and what was changed is marked", async () => {
  const { page, close } = await open(browser);
  await page.locator("[data-preset=plain]").click();
  assert.equal(await page.evaluate(() => location.hash), "#v=1&preset=plain");
  assert.equal(await page.locator("[data-preset=plain]").getAttribute("aria-pressed"), "true");
  await page.locator("#settings > summary").click();
  assert.equal(await page.locator("#set-bn").isChecked(), false);
  assert.equal(await page.locator("[data-field=stop_loss]").isVisible(), false);
  await page.locator("#set-stop").selectOption("loss");
  assert.equal(await page.locator("[data-field=stop_loss]").isVisible(), true);
  await page.locator("#set-hidden").fill("none");
  await page.locator("#set-hidden").press("Enter");
  assert.equal(await page.evaluate(() => location.hash), "#v=1&preset=plain&hidden=none&stop=loss");
  assert.equal(await page.locator("#set-hidden").inputValue(), "none");
  assert.equal(await page.locator("[data-preset=plain]").getAttribute("aria-pressed"), "false");
  assert.ok(await page.locator("[data-field=hidden].changed").isVisible());
  await close();
});

test("settings changed while a run is under way belong to the next run", async () => {
  const visit = await open(browser, "#v=1&preset=instant&epochs=1000&trials=1");
  const { page } = visit;
  await pressRun(page);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, SMALL);
  await page.waitForFunction(
    () => document.getElementById("run")?.textContent === "Run these settings",
  );
  assert.equal(await stateOf(page), "running");
  await run(visit);
  assert.match(await page.locator("#figure-curves .badge").innerText(), /^your run, 2 trials$/);
  await visit.close();
});

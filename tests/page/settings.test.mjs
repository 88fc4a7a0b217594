import assert from "node:assert/strict";
import { test } from "node:test";
import { compute, move, partsOf } from "./figures.mjs";
import { hashOf, pressRun, run, settled, SMALL, stateOf, useBrowser } from "./helpers.mjs";

const { open } = useBrowser();

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
    /^Training samples: 1e\+99 is not allowed; allowed is .* to 60000\. Kept: 2000\.$/,
  ],
  ["train", "-5", /^Training samples: -5 is not allowed; allowed is .* to 60000\./],
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
  const { page } = await open();
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
    assert.equal(await hashOf(page), "#v=1&preset=instant");
    await input.press("Escape");
    assert.equal(await input.inputValue(), good);
    assert.equal(await error.isVisible(), false);
    assert.equal(await input.getAttribute("aria-invalid"), null);
  }
});

test("a change says what it means, goes into the link, and Run takes it", async () => {
  const visit = await open(SMALL);
  const { page } = visit;
  await compute(page, "curves");
  const { figure, badge, caption } = partsOf(page, "curves");
  const before = await caption.innerText();
  await page.locator("#settings > summary").click();
  await page.locator("#set-seed").fill("9");
  await page.locator("#set-seed").press("Enter");
  assert.match(await hashOf(page), /[#&]seed=9\b/);
  assert.match(
    await page.locator("#change").innerText(),
    /^Seed changed: .+\. Faded figures still show seed 1\. Run computes the page’s in about .+\.$/,
  );
  assert.equal(await page.locator("#run").innerText(), "Run these settings");
  await settled(page);
  assert.equal(await badge.innerText(), "of other settings: seed 1");
  assert.equal(await figure.getAttribute("data-tone"), "stale");
  assert.equal(await caption.innerText(), before);
  await page.keyboard.press("Escape");
  await run(visit);
  assert.equal(await page.locator("#change").isVisible(), false);
  assert.equal(await badge.innerText(), "computed here, 2 trials");
});

test("what a change leaves alone is still shown, and said not to be complete", async () => {
  const { page } = await open(SMALL);
  await compute(page, "curves");
  await page.locator("#settings > summary").click();
  await page.locator("#set-lb").fill("100");
  await page.locator("#set-lb").press("Enter");
  assert.match(
    await page.locator("#change").innerText(),
    /^Large batch \(LB\) changed: the LB networks are trained anew\./,
  );
  await settled(page);
  const { badge, caption } = partsOf(page, "curves");
  assert.equal(await badge.innerText(), "computed here, 2 trials, not complete");
  await page.keyboard.press("Escape");
  await compute(page, "curves");
  assert.match(await caption.innerText(), /LB with batches of 100/);
});

test("presets set everything, and what was changed is marked", async () => {
  const { page } = await open();
  await page.locator("[data-preset=plain]").click();
  assert.equal(await hashOf(page), "#v=1&preset=plain");
  assert.equal(await page.locator("[data-preset=plain]").getAttribute("aria-pressed"), "true");
  await page.locator("#settings > summary").click();
  assert.equal(await page.locator("#set-bn").isChecked(), false);
  assert.equal(await page.locator("[data-field=stop_loss]").isVisible(), false);
  await page.locator("#set-stop").selectOption("loss");
  assert.equal(await page.locator("[data-field=stop_loss]").isVisible(), true);
  await page.locator("#set-hidden").fill("none");
  await page.locator("#set-hidden").press("Enter");
  assert.equal(await hashOf(page), "#v=1&preset=plain&hidden=none&stop=loss");
  assert.equal(await page.locator("#set-hidden").inputValue(), "none");
  assert.equal(await page.locator("[data-preset=plain]").getAttribute("aria-pressed"), "false");
  assert.ok(await page.locator("[data-field=hidden].changed").isVisible());
});

test("settings changed while a run is under way end it: Run takes the new ones", async () => {
  const visit = await open("#v=1&preset=instant&epochs=1000&trials=1");
  const { page } = visit;
  await pressRun(page);
  await page.waitForFunction(() => window.sharpMinima.page.bar().progress > 0);
  await move(page, SMALL);
  assert.equal(await stateOf(page), "idle");
  await page.waitForFunction(() => window.sharpMinima.pool.busy === 0);
  assert.ok(await page.locator("#run").isVisible());
  await compute(page, "curves");
  assert.equal(await partsOf(page, "curves").badge.innerText(), "computed here, 2 trials");
});

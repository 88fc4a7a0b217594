import assert from "node:assert/strict";
import { test } from "node:test";
import { compute, move, partsOf } from "./figures.mjs";
import { expect, hashOf, pressRun, run, settled, SMALL, stateOf, useBrowser } from "./helpers.mjs";

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
    await expect(input).toHaveAttribute("aria-invalid", "true");
    assert.equal(await hashOf(page), "#v=1&preset=instant");
    await input.press("Escape");
    await expect(input).toHaveValue(good);
    await expect(error).toBeHidden();
    await expect(input).not.toHaveAttribute("aria-invalid");
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
  await expect(page.locator("#change")).toHaveText(
    /^Seed changed: .+\. Faded figures still show seed 1\. Run computes the page’s in about .+\.$/,
  );
  await expect(page.locator("#run")).toHaveText("Run these settings");
  await settled(page);
  await expect(badge).toHaveText("of other settings: seed 1");
  await expect(figure).toHaveAttribute("data-tone", "stale");
  assert.equal(await caption.innerText(), before);
  await page.keyboard.press("Escape");
  await run(visit);
  await expect(page.locator("#change")).toBeHidden();
  await expect(badge).toHaveText("computed here, 2 trials");
});

test("what a change leaves alone is still shown, and said not to be complete", async () => {
  const { page } = await open(SMALL);
  await compute(page, "curves");
  await page.locator("#settings > summary").click();
  await page.locator("#set-lb").fill("100");
  await page.locator("#set-lb").press("Enter");
  await expect(page.locator("#change")).toHaveText(
    /^Large batch \(LB\) changed: the LB networks are trained anew\./,
  );
  await settled(page);
  const { badge, caption } = partsOf(page, "curves");
  await expect(badge).toHaveText("computed here, 2 trials, not complete");
  await page.keyboard.press("Escape");
  await compute(page, "curves");
  await expect(caption).toHaveText(/LB with batches of 100/);
});

test("presets set everything, and what was changed is marked", async () => {
  const { page } = await open();
  await page.locator("[data-preset=plain]").click();
  assert.equal(await hashOf(page), "#v=1&preset=plain");
  await expect(page.locator("[data-preset=plain]")).toHaveAttribute("aria-pressed", "true");
  await page.locator("#settings > summary").click();
  await expect(page.locator("#set-bn")).not.toBeChecked();
  await expect(page.locator("[data-field=stop_loss]")).toBeHidden();
  await page.locator("#set-stop").selectOption("loss");
  await expect(page.locator("[data-field=stop_loss]")).toBeVisible();
  await page.locator("#set-hidden").fill("none");
  await page.locator("#set-hidden").press("Enter");
  assert.equal(await hashOf(page), "#v=1&preset=plain&hidden=none&stop=loss");
  await expect(page.locator("#set-hidden")).toHaveValue("none");
  await expect(page.locator("[data-preset=plain]")).toHaveAttribute("aria-pressed", "false");
  await expect(page.locator("[data-field=hidden].changed")).toBeVisible();
});

test("settings changed while a run is under way end it: Run takes the new ones", async () => {
  const visit = await open("#v=1&preset=instant&epochs=1000&trials=1");
  const { page } = visit;
  await pressRun(page);
  await page.waitForFunction(() => window.sharpMinima.page.bar().progress > 0);
  await move(page, SMALL);
  assert.equal(await stateOf(page), "idle");
  await page.waitForFunction(() => window.sharpMinima.pool.busy === 0);
  await expect(page.locator("#run")).toBeVisible();
  await compute(page, "curves");
  await expect(partsOf(page, "curves").badge).toHaveText("computed here, 2 trials");
});

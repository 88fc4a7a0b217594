/** Measures of flatness along the training and of rescaled networks. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { compute, computed, partsOf } from "./figures.mjs";
import { expect, hashOf, idle, settled, SMALL, useBrowser } from "./helpers.mjs";

const { open } = useBrowser();

/** A small ReLU network without batch norm. */
const PLAIN = "#v=1&preset=plain&train=200&hidden=20-20&epochs=6&sb=10&lb=100&trials=1";

test("rescaling is measured live, and the slider reads it", async () => {
  const { page } = await open(PLAIN);
  await compute(page, "rescaling");
  const { figure, state, badge } = partsOf(page, "rescaling");
  await expect(badge).toHaveText("computed here, trial 1");
  const alternative = () => figure.locator("canvas").getAttribute("aria-label");
  const before = await alternative();
  await page.locator("#rescaling-alpha").fill("12");
  await settled(page);
  assert.notEqual(await alternative(), before);
  assert.match(await hashOf(page), /scale\.alpha=/);
  assert.equal((await state()).progress, 1);
});

test("networks of tanh are told why they are not rescaled, and nothing is offered", async () => {
  const { page } = await open(`${SMALL}&act=tanh`);
  await settled(page);
  const { figure, compute: button } = partsOf(page, "rescaling");
  await expect(figure).toHaveText(/tanh does not pass a factor on/);
  await expect(button).toBeHidden();
});

for (const [name, link, told] of /** @type {const} */ ([
  [
    "full-batch gradient descent has its edge of stability drawn",
    PLAIN.replace("lb=100", "lb=200&opt=sgd&lr=0.1&schedule=constant"),
    /2\/η: 20\b|to rise to 2\/η/,
  ],
  ["ADAM is told why it has no line at 2/η", PLAIN, /No line at 2\/η/],
])) {
  test(name, async () => {
    const { page } = await open(link);
    await compute(page, "along");
    await expect(partsOf(page, "along").figure).toHaveText(told);
  });
}

test("measuring can be cancelled and goes on", async () => {
  const { page } = await open(PLAIN.replace("trials=1", "trials=5"));
  const { compute: button, cancel, badge } = partsOf(page, "measures");
  await button.click();
  await cancel.click();
  await idle(page);
  await button.click();
  await computed(page, "measures");
  await expect(badge).toHaveText("computed here, 5 trials");
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { address, launch, visitNothing } from "./helpers.mjs";

/** @import { Page } from "playwright-core" */

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** @type {Record<string, { without: () => void, says: RegExp }>} */
const LACKING = {
  "no WebAssembly": {
    without: () => Reflect.deleteProperty(window, "WebAssembly"),
    says: /^This page computes with WebAssembly, .*current browser\.$/,
  },
  "no SIMD": {
    without: () => {
      WebAssembly.validate = () => false;
    },
    says: /^This page computes with WebAssembly's SIMD instructions, .*current browser\.$/,
  },
  "no workers": {
    without: () => Reflect.deleteProperty(window, "Worker"),
    says: /^This page computes in web workers, .*current browser\.$/,
  },
  "no modules in workers": {
    without: () => {
      // Looks at no options, as browsers did before there were any.
      window.Worker = new Proxy(window.Worker, { construct: () => ({}) });
    },
    says: /^This page needs JavaScript modules in web workers, .*current browser\.$/,
  },
};

/** @param {Page} page @param {RegExp} says */
async function refuses(page, says) {
  await page.locator("#unsupported").waitFor();
  await page.waitForLoadState("load");
  assert.match(await page.locator("#unsupported").innerText(), says);
  assert.equal(await page.locator("[role=alert]:visible").count(), 1, "one sentence");
  // Nothing that cannot work is offered; the words of the story can be read.
  assert.ok(await page.locator("#run").isHidden());
  assert.ok(await page.locator("h1").isVisible());
}

for (const [name, { without, says }] of Object.entries(LACKING)) {
  test(`${name}: one clear sentence`, async () => {
    const { page, problems, close } = await visitNothing(browser);
    await page.addInitScript(without);
    await page.goto(address());
    await refuses(page, says);
    assert.deepEqual(problems, []);
    await close();
  });
}

test("opened as a file: one clear sentence", async () => {
  const { page, close } = await visitNothing(browser);
  await page.goto(new URL("../../index.html", import.meta.url).href);
  await refuses(page, /^Opened as a file, this page cannot load its parts: .*cargo xtask serve/);
  await close();
});

test("a part that is missing is named", async () => {
  const { page, close } = await visitNothing(browser);
  await page.route("**/page_bg.wasm", (route) => route.fulfill({ status: 404 }));
  await page.goto(address());
  await page.locator("#unsupported").waitFor();
  assert.match(
    await page.locator("#unsupported").innerText(),
    /^The laboratory could not be started: .*404.*page_bg\.wasm/,
  );
  await close();
});

test("without JavaScript the page says what it needs", async () => {
  const { page, close } = await visitNothing(browser, { javaScriptEnabled: false });
  await page.goto(address());
  assert.match(await page.locator("noscript").innerText(), /JavaScript has to be switched on/);
  await close();
});

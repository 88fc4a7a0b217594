import assert from "node:assert/strict";
import { test } from "node:test";
import { address, expect, forgive, useBrowser } from "./helpers.mjs";

/** @import { Page } from "playwright-core" */

const { visit: fresh } = useBrowser();

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
  await expect(page.locator("#unsupported")).toHaveText(says);
  await expect(page.locator("[role=alert]:visible"), "one sentence").toHaveCount(1);
  // Nothing that cannot work is offered; the words of the story can be read.
  assert.ok(await page.locator("#run").isHidden());
  await expect(page.locator("h1")).toBeVisible();
}

for (const [name, { without, says }] of Object.entries(LACKING)) {
  test(`${name}: one clear sentence`, async () => {
    const { page } = await fresh();
    await page.addInitScript(without);
    await page.goto(address());
    await refuses(page, says);
  });
}

test("opened as a file: one clear sentence", async () => {
  const visit = await fresh();
  await visit.page.goto(new URL("../../index.html", import.meta.url).href);
  await refuses(
    visit.page,
    /^Opened as a file, this page cannot load its parts: .*Open sharp-minima\.html instead/,
  );
  forgive(visit, /file:|ERR_FAILED/);
});

test("a part that is missing is named", async () => {
  const visit = await fresh();
  const { page } = visit;
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404 }));
  await page.goto(address());
  await page.locator("#unsupported").waitFor();
  await expect(page.locator("#unsupported")).toHaveText(
    /^The page could not be started: .*404.*sharp_minima_bg.*\.wasm/,
  );
  forgive(visit, /404/);
});

/** @type {Record<string, { file: string, status: number, says: RegExp }>} */
const SPOILT = {
  "a script that is cut off": {
    file: "**/main.js",
    status: 200,
    says: /^A part of this page could not be read \(.*main\.js\): please reload/,
  },
  "the script that looks for what is missing": {
    file: "**/support.js",
    status: 404,
    says: /^A part of this page could not be loaded \(page\/support\.js\): please reload/,
  },
  "a style sheet that does not come": {
    file: "**/style.css",
    status: 404,
    says: /^A part of this page could not be loaded \(.*style\.css\): please reload/,
  },
};

for (const [name, { file, status, says }] of Object.entries(SPOILT)) {
  test(`${name} is named`, async () => {
    const visit = await fresh();
    const { page } = visit;
    await page.route(file, async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      await route.fulfill({ response, status, body: text.slice(0, text.length / 2) });
    });
    await page.goto(address());
    await page.locator("#unsupported").waitFor();
    await expect(page.locator("#unsupported")).toHaveText(says);
    // Without its style sheet the page works all the same.
    if (file.endsWith(".css")) await page.locator("#run:enabled").waitFor();
    await page.unrouteAll({ behavior: "wait" });
    forgive(visit);
  });
}

test("without JavaScript the page says what it needs", async () => {
  const visit = await fresh({ javaScriptEnabled: false });
  await visit.page.goto(address());
  const sentence = await visit.page.locator("noscript").innerText();
  assert.match(sentence, /JavaScript has to be switched on/);
  forgive(visit, /^failed: .*\.js \(csp\)$/);
});

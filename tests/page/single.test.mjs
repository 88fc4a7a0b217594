/** The page as one file, from a disk and in a sandboxed frame; and its site in such a frame. */

import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { test } from "node:test";
import { address, drawn, expect, forgive, otherSite, SMALL, useBrowser } from "./helpers.mjs";

/** @import { Frame, Page } from "playwright-core" */
/** @import { Visit } from "./helpers.mjs" */

const suite = useBrowser();

const FILE = new URL("../../dist/sharp-minima.html", import.meta.url);

/** What stands at the paths of another site. @type {Map<string, string>} */
const written = new Map();
const other = otherSite(({ url = "" }, response) => {
  const text = written.get(url.replace(/\?.*/, ""));
  response
    .writeHead(text === undefined ? 404 : 200, { "content-type": "text/html; charset=utf-8" })
    .end(text);
});

/** @param {Page | Frame} page waits until it is ready and drawn */
async function ready(page) {
  await page.waitForFunction(() => window.sharpMinima?.ready.then(() => true), undefined, {
    timeout: 30_000,
  });
  await page.evaluate(() => window.sharpMinima.settled());
}

/** @param {string} where query and hash */
async function openFile(where = "") {
  const visit = await suite.visit();
  await visit.page.goto(FILE.href + where);
  await ready(visit.page);
  forgive(visit, /^not the page's own: file:.*\/sharp-minima\.html/);
  return visit;
}

/**
 * A page around a frame that may do nothing but run scripts.
 * @param {string} source
 * @param {"src" | "srcdoc"} [by]
 */
function sandboxed(source, by = "src") {
  const content = source.replace(/&/g, "&amp;").replace(/"/g, "&quot;");
  return `<!doctype html><title>Around</title><link rel="icon" href="data:,">
    <iframe sandbox="allow-scripts" width="1000" height="800" ${by}="${content}"></iframe>`;
}

/** @param {string} around a page of another site with one frame, which is ready */
async function openFrame(around) {
  const { visit, inner } = await openAround(await suite.visit(), around);
  await ready(inner);
  forgive(visit, /^not the page's own: http:\/\/localhost/);
  return { visit, inner };
}

/** @param {Visit} visit @param {string} around a page of another site with one frame */
async function openAround(visit, around) {
  written.set("/around.html", around);
  await visit.page.goto(`${await other}around.html`);
  const inner = visit.page.frames()[1];
  assert.ok(inner);
  return { visit, inner };
}

/** @param {Page | Frame} page trains and measures, and shows what came of it */
async function trains(page) {
  await page.evaluate((hash) => window.sharpMinima.app.arrive(hash), SMALL);
  await page.locator("#run").dispatchEvent("click");
  const end = await page.waitForFunction(
    () => ["finished", "failed"].includes(window.sharpMinima.state) && window.sharpMinima.state,
    undefined,
    { timeout: 120_000 },
  );
  assert.equal(await end.jsonValue(), "finished", await page.locator("#status").innerText());
  await page.waitForFunction(() => window.sharpMinima.page.figure("sharpness").has);
  await page.evaluate(() => window.sharpMinima.settled());
}

/** @param {Page | Frame} page @param {string} name whether something is drawn of a figure */
function isDrawn(page, name) {
  return page
    .locator(`#figure-${name} canvas`)
    .first()
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0) return false;
      const { data } =
        canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
      return new Set(new Uint32Array(data?.buffer ?? [])).size > 10;
    });
}

test("from a disk the file shows what comes with it, and trains", async () => {
  const { page } = await openFile();
  await expect.poll(() => isDrawn(page, "bowls")).toBe(true);
  await expect(page.locator("#figure-curves .badge")).toHaveText(/^shipped, 5 trials/);
  assert.equal(await page.evaluate(() => document.fonts.check("1em Inter")), true);
  assert.match(await page.evaluate(() => location.hash), /^#v=1&preset=instant/);
  await trains(page);
});

test("the file of one figure is smaller, shows it, and trains", async () => {
  const alone = new URL("sharp-minima-path.html", FILE);
  const [whole, one] = await Promise.all([stat(FILE), stat(alone)]);
  assert.ok(one.size < 0.7 * whole.size, `${one.size} of ${whole.size} bytes`);
  const visit = await suite.visit();
  const { page } = visit;
  await page.goto(`${alone.href}#v=1&preset=digits`);
  await ready(page);
  await expect.poll(() => isDrawn(page, "path")).toBe(true);
  await expect(page.locator(".badge")).toHaveText(/^shipped, 5 trials/);
  // It leads nowhere: the whole page is not in it.
  assert.equal(await page.locator(".whole-page").count(), 0);
  await trains(page);
  forgive(visit, /^not the page's own: file:/);
});

test("a link into the file shows one figure", async () => {
  const { page } = await openFile("?embed=path&theme=dark#v=1&preset=convincing");
  await expect.poll(() => isDrawn(page, "path")).toBe(true);
  await expect(page.locator("#figure-path .badge")).toHaveText(/^shipped, 5 trials/);
  assert.equal(await page.locator("main#story").count(), 0);
  assert.equal(
    await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme),
    "dark",
  );
  await trains(page);
});

test("the whole of MNIST is not in the file, and it says so", async () => {
  const { page } = await openFile("?embed=sharpness#v=1&preset=digits&data=mnist28&train=200");
  await page.locator("#run").click();
  await page.waitForFunction(() => window.sharpMinima.state === "failed");
  await expect(page.locator("#status")).toHaveText(
    /the data file mnist28\.bin could not be loaded \(it is not in this single file/,
  );
});

test("the file in a sandboxed frame shows what comes with it, and trains", async (t) => {
  const html = await readFile(FILE, "utf8");
  written.set("/single.html", html);
  const frames = {
    "by its address": sandboxed("/single.html?embed=path"),
    "in srcdoc": sandboxed(html, "srcdoc"),
  };
  for (const [name, around] of Object.entries(frames))
    await t.test(name, async () => {
      const { inner } = await openFrame(around);
      // In srcdoc it is the whole page, whose figures are painted when they are near.
      await inner.locator("#figure-path").scrollIntoViewIfNeeded();
      await inner.evaluate(drawn);
      await expect.poll(() => isDrawn(inner, "path")).toBe(true);
      // Whatever writes to the address, or makes one.
      await inner.locator("#figure-path [data-tool=embed]").dispatchEvent("click");
      assert.match(
        await inner.locator("dialog textarea").inputValue(),
        /src="sharp-minima\.html\?embed=path#v=1&amp;preset=instant"/,
      );
      await inner.locator("dialog").getByRole("button", { name: "Close" }).click();
      await trains(inner);
    });
});

test("the element shows a figure of the file's text, and other settings of it", async () => {
  written.set("/file.html", await readFile(FILE, "utf8"));
  written.set(
    "/element.html",
    `<!doctype html><title>Around</title><link rel="icon" href="data:,">
    <sharp-minima figure="path" preset="plain" theme="dark"></sharp-minima>
    <script type="module">
      const element = document.querySelector("sharp-minima");
      window.heard = [];
      for (const type of ["ready", "result"])
        element.addEventListener(type, ({ detail }) => window.heard.push({ type, detail }));
      await import("${address()}sharp-minima.js");
      element.page = await (await fetch("/file.html")).text();
    </script>`,
  );
  const visit = await suite.visit();
  const { page } = visit;
  await page.goto(`${await other}element.html`);
  const linked = (/** @type {string} */ link) =>
    page.waitForFunction(
      (link) => window.heard.some(({ type, detail }) => type === "result" && detail.link === link),
      link,
    );
  await linked("#v=1&preset=plain");
  await page.evaluate(() =>
    document.querySelector("sharp-minima")?.setAttribute("preset", "digits"),
  );
  await linked("#v=1&preset=digits");
  const frame = page.frames()[1];
  assert.ok(frame && (await isDrawn(frame, "path")));
  assert.equal(
    await frame.evaluate(() => getComputedStyle(document.documentElement).colorScheme),
    "dark",
  );
  forgive(visit, /^not the page's own: http:\/\/localhost|ERR_ABORTED/);
});

test("the site in a sandboxed frame of another site trains", async () => {
  const { inner } = await openFrame(sandboxed(`${address()}?embed=sharpness`));
  assert.equal(await inner.evaluate(() => window.origin), "null");
  // What was recorded stands there until somebody does something.
  await expect(inner.locator(".stage > .still")).toHaveCount(1);
  await inner.evaluate((hash) => {
    location.hash = hash;
  }, SMALL);
  await inner.waitForFunction(() => "pool" in window.sharpMinima && !window.sharpMinima.app.waits);
  await trains(inner);
  await expect(inner.locator("#figure-sharpness .badge")).toHaveText(/^computed here/);
});

test("a host that lets no other site read it says so in a sandboxed frame", async () => {
  const visit = await suite.visit();
  await visit.page.route(`${address()}**`, async (route) => {
    const response = await route.fetch();
    const { "access-control-allow-origin": _, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  const { inner } = await openAround(visit, sandboxed(`${address()}?embed=sharpness`));
  const sentence = inner.locator("#unsupported");
  await sentence.waitFor();
  await expect(sentence).toHaveText(/lets other sites read it.*sharp-minima\.html/);
  // Its picture may be on its way.
  await visit.page.unrouteAll({ behavior: "wait" });
  forgive(visit);
});

/** The figures in lecture notes on another site: docs/lecture/. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { address, expect, forgive, otherSite, SMALL, useBrowser } from "./helpers.mjs";

/** @import { Page } from "playwright-core" */

const suite = useBrowser();

/** Where the notes look for the site. */
const SITE = "http://127.0.0.1:8080/";
const ROOT = new URL("../../", import.meta.url);
/** @type {Record<string, string>} */
const TEXTS = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/**
 * Pages of the notes' site that are no files.
 * @type {Map<string, string>}
 */
const written = new Map();

/** The repository, with notes that know where the site is now. */
const notes = otherSite(async ({ url = "" }, response) => {
  const file = new URL(`.${new URL(url, SITE).pathname}`, ROOT);
  try {
    const content = written.get(url.slice(1)) ?? (await readFile(fileURLToPath(file)));
    const type = TEXTS[extname(file.pathname)];
    response.writeHead(200, { "content-type": type ?? "application/octet-stream" });
    response.end(type ? content.toString().replaceAll(SITE, address()) : content);
  } catch {
    response.writeHead(404).end();
  }
});

/**
 * Opens a note, or a page of the notes' site with other content.
 * @param {string} where
 * @param {string} [html]
 */
async function read(where, html) {
  const visit = await suite.visit({ colorScheme: null });
  const { page } = visit;
  if (html !== undefined) written.set(where, html);
  await page.addInitScript(() => {
    Object.assign(window, { heard: [] });
    for (const type of ["ready", "progress", "result"])
      addEventListener(
        type,
        (event) => {
          if (event instanceof CustomEvent && event.target instanceof Element)
            window.heard.push({ type, id: event.target.id, detail: event.detail });
        },
        true,
      );
  });
  await page.goto((await notes) + where);
  return {
    page,
    // A frame that is taken away stops loading.
    forgive: () =>
      forgive(visit, /^not the page's own: http:\/\/localhost|favicon|404|ERR_ABORTED/),
  };
}

/** @param {Page} page @param {string} type @param {string} [id] */
async function heard(page, type, id = "") {
  const found = await page.waitForFunction(
    ([type, id]) => window.heard.find((event) => event.type === type && event.id === id),
    /** @type {const} */ ([type, id]),
    { timeout: 60_000 },
  );
  const event = await found.jsonValue();
  assert.ok(event);
  return event.detail;
}

/** @param {Page} page @param {string} selector */
async function frameOf(page, selector) {
  const handle = await page.locator(`${selector} iframe`).elementHandle();
  const frame = await handle?.contentFrame();
  assert.ok(frame);
  return frame;
}

/** @param {Page} page @param {string} selector the height of its frame, and of what is in it */
async function heights(page, selector) {
  const frame = await frameOf(page, selector);
  const { height } = (await page.locator(selector).boundingBox()) ?? {};
  const inside = await frame.evaluate(() => [
    document.documentElement.scrollHeight,
    document.documentElement.scrollWidth - window.innerWidth,
  ]);
  return { height, inside };
}

const script = () => `<script type="module" src="${address()}sharp-minima.js"></script>`;

test("a figure in a note is as high as it is, in sight or not, and says what it has found", async () => {
  const { page, forgive } = await read("docs/lecture/plain.html");
  const { figure, link, numbers } = await heard(page, "result", "road");
  assert.deepEqual([figure, link], ["path", "#v=1&preset=instant"]);
  assert.ok(numbers.rows.length > 3);
  await expect(page.locator("#said")).toHaveText(/replicated.*\(shipped, 5 trials\)/);
  const title = await page.locator("#road iframe").getAttribute("title");
  assert.equal(title, "Sharp minima: Loss and accuracy between the minima");
  const { height, inside } = await heights(page, "#road");
  assert.deepEqual(inside, [height, 0]);
  await page.locator("#below").scrollIntoViewIfNeeded();
  await heard(page, "result", "below");
  const below = await heights(page, "#below");
  assert.deepEqual(below.inside, [below.height, 0]);
  forgive();
});

test("a run rests on a slide that was left where the note says so, and goes on there", async () => {
  const long = SMALL.replace("epochs=3", "epochs=1000").replace("trials=2", "trials=20");
  const { page, forgive } = await read(
    "slides.html",
    `<!doctype html>${script()}<section><sharp-minima id="one" figure="sharpness" away="pause"
      link="${long.replaceAll("&", "&amp;")}"></sharp-minima></section>`,
  );
  await heard(page, "ready", "one");
  const frame = await frameOf(page, "#one");
  const phase = (/** @type {string} */ phase) =>
    // A frame that is hidden has no frames to look in.
    frame.waitForFunction((phase) => window.sharpMinima.page.phase() === phase, phase, {
      polling: 50,
    });
  const leave = (/** @type {boolean} */ left) =>
    page.evaluate((left) => {
      const slide = document.querySelector("section");
      if (slide) slide.style.display = left ? "none" : "";
    }, left);
  await frame.locator("#run").click();
  await phase("running");
  await leave(true);
  await phase("paused");
  await leave(false);
  await phase("running");
  // A visitor's own pause is not ended by a slide.
  await frame.locator("#pause").click();
  await leave(true);
  await leave(false);
  await page.waitForTimeout(300);
  await phase("paused");
  await page.evaluate(() => document.querySelector("#one")?.setAttribute("away", "run"));
  await frame.locator("#pause").click();
  await phase("running");
  await leave(true);
  await page.waitForTimeout(300);
  await phase("running");
  await page.evaluate(() => document.querySelector("#one")?.remove());
  forgive();
});

test("of several figures with the same settings one run is enough", async () => {
  const figure = (/** @type {string} */ id, /** @type {string} */ name) =>
    `<sharp-minima id="${id}" figure="${name}" link="${SMALL.replaceAll("&", "&amp;")}"></sharp-minima>`;
  const { page, forgive } = await read(
    "several.html",
    `<!doctype html>${script()}${figure("one", "sharpness")}${figure("two", "sharpness")}${figure("three", "curves")}`,
  );
  for (const id of ["one", "two", "three"]) await heard(page, "ready", id);
  const [first, second, third] = await Promise.all(
    ["#one", "#two", "#three"].map((id) => frameOf(page, id)),
  );
  await first?.locator("#run").click();
  const { numbers } = await heard(page, "result", "one");
  /** What another says when it has all. @param {string} id */
  const whole = (id) =>
    page.waitForFunction(
      (id) =>
        window.heard.some(
          ({ type, id: of, detail }) =>
            type === "result" && of === id && detail.badge === "computed here, 2 trials",
        ),
      id,
    );
  await whole("three");
  await whole("two");
  const last = await page.evaluate(
    () => window.heard.findLast(({ type, id }) => type === "result" && id === "two")?.detail,
  );
  assert.deepEqual(last?.numbers.rows, numbers.rows);
  for (const other of [second, third])
    assert.deepEqual(
      await other?.evaluate(() => [window.sharpMinima.page.phase(), window.sharpMinima.pool.ready]),
      ["idle", false],
    );
  forgive();
});

test("a frame out of sight is drawn and has its height", async () => {
  const { page, forgive } = await read(
    "far.html",
    `<!doctype html>${script()}<div style="height: 900vh"></div><sharp-minima figure="path" preset="instant"></sharp-minima>
    <script type="module">document.querySelector("sharp-minima").shadowRoot.querySelector("iframe").loading = "eager"</script>`,
  );
  await heard(page, "result");
  await page.waitForFunction(
    () => (document.querySelector("sharp-minima")?.clientHeight ?? 0) > 600,
  );
  assert.equal(await page.evaluate(() => scrollY), 0);
  const { height, inside } = await heights(page, "sharp-minima");
  assert.deepEqual(inside, [height, 0]);
  forgive();
});

test("rules of the page around do not reach the figure, and it runs", async () => {
  const { page, forgive } = await read(
    "hostile.html",
    `<!doctype html><style>* { box-sizing: border-box; max-width: 10px; display: block }
    html, body { max-width: none } head { display: none }</style>
    ${script()}<sharp-minima id="one" figure="sharpness" link="${SMALL.replaceAll("&", "&amp;")}"></sharp-minima>
    <sharp-minima id="two" figure="nonsense"></sharp-minima>`,
  );
  await heard(page, "ready", "one");
  const frame = await frameOf(page, "#one");
  await frame.locator("#run").click();
  const { badge, link } = await heard(page, "result", "one");
  assert.deepEqual([badge, link], ["computed here, 2 trials", SMALL]);
  const { done } = await heard(page, "progress", "one");
  assert.ok(done >= 0 && done <= 1);
  // A sentence that says what is wrong has its height, too.
  const { height = 0, inside } = await heights(page, "#two");
  assert.ok(height < 300);
  assert.deepEqual(inside, [height, 0]);
  forgive();
});

test("where the site does not come, what stands in the element is seen", async () => {
  const { page, forgive } = await read(
    "gone.html",
    `<!doctype html>${script()}<sharp-minima base="${await notes}gone/" figure="path"><p>A picture</p></sharp-minima>`,
  );
  const picture = page.locator("sharp-minima p");
  await page.locator("sharp-minima iframe").waitFor();
  await expect(picture).toBeHidden();
  await picture.waitFor();
  assert.equal(await page.locator("sharp-minima iframe").count(), 0);
  forgive();
});

test("colours and settings follow the element", async () => {
  const { page, forgive } = await read(
    "theme.html",
    `<!doctype html><html style="color-scheme: dark">${script()}<sharp-minima figure="path" preset="instant"></sharp-minima>`,
  );
  await heard(page, "ready");
  const frame = await frameOf(page, "sharp-minima");
  const look = () =>
    frame.evaluate(() => {
      const { colorScheme, backgroundColor } = getComputedStyle(document.documentElement);
      return [colorScheme, backgroundColor];
    });
  await expect.poll(look).toEqual(["dark", "rgba(0, 0, 0, 0)"]);
  const set = (/** @type {Record<string, string>} */ attributes) =>
    page.locator("sharp-minima").evaluate((element, attributes) => {
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    }, attributes);
  await set({ theme: "light" });
  await frame.waitForFunction(
    () => getComputedStyle(document.documentElement).colorScheme === "light",
  );
  await expect.poll(look).toEqual(["light", "rgb(255, 255, 255)"]);
  const before = await page.evaluate(() => history.length);
  await set({ link: "#v=1&preset=plain" });
  await frame.waitForFunction(() => window.sharpMinima.page.hash() === "v=1&preset=plain");
  assert.equal(await page.evaluate(() => history.length), before);
  forgive();
});

test("keys that a figure has no use for turn the slides", async () => {
  const { page, forgive } = await read("docs/lecture/reveal.html");
  await heard(page, "ready");
  const first = ".slides section:first-child sharp-minima";
  const frame = await frameOf(page, first);
  const { inside } = await heights(page, first);
  assert.equal(inside[0], await frame.evaluate(() => window.innerHeight));
  const slide = () => page.evaluate(() => window.deck.getIndices().h);

  await frame.evaluate(() => {
    location.hash = "#v=1&preset=instant&epochs=1000&trials=2";
  });
  await frame.locator("#run").click();
  await frame.waitForFunction(() => window.sharpMinima.state === "running");
  // The slider takes the arrows for itself.
  await frame.locator(".reader").first().focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await slide(), 0);
  await frame.locator("#pause").focus();
  await page.keyboard.press("PageDown");
  await page.waitForFunction(() => window.deck.getIndices().h === 1);
  await page.evaluate(() => window.deck.slide(0));
  await frame.locator("#cancel").click();
  forgive();
});

test("the script is an anywidget; a copy of it asks where the site is", async () => {
  const copy = await fetch(`${address()}sharp-minima.js`);
  written.set("copy.js", await copy.text());
  const { page, forgive } = await read(
    "widget.html",
    `<!doctype html><body><script type="module">
      const text = await (await fetch("/copy.js")).text();
      const { default: widget } = await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
      const traits = { figure: "path", preset: "instant" };
      const listeners = {};
      const model = {
        get: (name) => traits[name],
        set: (name, value) => { traits[name] = value; listeners["change:" + name]?.(); },
        save_changes: () => { window.saved = structuredClone(traits); },
        on: (event, listener) => { listeners[event] = listener; },
        off: (event) => { delete listeners[event]; },
      };
      const render = () => widget.render({ model, el: document.body });
      Object.assign(window, { traits, model, listeners, render, end: render() });
    </script>`,
  );
  await page.getByText("say where the site of Sharp minima is").waitFor();
  await page.evaluate((base) => window.model.set("base", base), address());
  const saved = await page.waitForFunction(() => window.saved, undefined, { timeout: 60_000 });
  const { result } = await saved.jsonValue();
  assert.equal(result.figure, "path");
  await page.evaluate(() => window.end());
  assert.equal(await page.locator("sharp-minima").count(), 0);
  assert.deepEqual(await page.evaluate(() => Object.keys(window.listeners)), []);
  // With the page as a trait it needs no site.
  await page.evaluate(async () => {
    const text = await (await fetch("/dist/sharp-minima.html")).text();
    Object.assign(window.traits, { base: "", page: text, preset: "digits", result: undefined });
    window.render();
  });
  await page.waitForFunction(() => window.traits.result?.link === "#v=1&preset=digits");
  forgive();
});

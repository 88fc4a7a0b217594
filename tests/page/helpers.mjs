/**
 * Chromium and the page in it. `cargo xtask` serves the page and says in the environment where it
 * is (SHARP_MINIMA_URL) and where Chromium is (SHARP_MINIMA_CHROMIUM).
 */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import process from "node:process";
import { after, afterEach } from "node:test";
import { expect as expectSoon } from "@playwright/test";
import { chromium } from "playwright-core";

/**
 * @import { Browser, BrowserContextOptions, Page } from "playwright-core"
 * @import { BarState } from "../../www/core/types.js"
 * @typedef {{
 *   page: Page,
 *   problems: string[],
 *   close: () => Promise<void>,
 * }} Visit `problems`: what went wrong so far, unknown to the visitor or not; who expects it takes it out
 */

/** Milliseconds that a busy machine may take to show something. */
export const PATIENCE = 15_000;

/**
 * For what the page will show: looks again until it does. What must not be seen even for a moment is looked at once, by
 * `assert`.
 */
export const expect = expectSoon.configure({ timeout: PATIENCE });

/** The usual places, for those who run `node --test` themselves. */
const CHROMIUMS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** @returns {string} the page's address, with a "/" at its end */
export function address() {
  const address = process.env.SHARP_MINIMA_URL;
  if (!address) throw new Error("SHARP_MINIMA_URL is not set; run `cargo xtask test page`");
  return address;
}

/**
 * Another site, as long as the tests of a file run.
 * @param {import("node:http").RequestListener} answer
 * @returns {Promise<string>} its address, with a "/" at its end: another host than the page's
 */
export function otherSite(answer) {
  const server = createServer(answer);
  // It keeps no file's tests from ending.
  server.unref();
  after(() => server.close());
  return new Promise((done) =>
    server.listen(0, "127.0.0.1", () => {
      const place = server.address();
      if (place && typeof place === "object") done(`http://localhost:${place.port}/`);
    }),
  );
}

/** @returns {Promise<Browser>} headless, and quiet: it asks nothing of the network by itself */
export function launch() {
  const executablePath = process.env.SHARP_MINIMA_CHROMIUM ?? CHROMIUMS.find(existsSync);
  if (!executablePath) throw new Error("no Chromium found; set SHARP_MINIMA_CHROMIUM to its path");
  return chromium.launch({
    executablePath,
    // Chromium's sandbox does not work for root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}

/**
 * A browser for the tests of a file. After each test its visits are closed, and nothing may have gone wrong
 * in them unknown to the test.
 */
export function useBrowser() {
  /** @type {Promise<Browser> | undefined} */
  let launched;
  const browser = () => {
    launched ??= launch();
    return launched;
  };
  /** @type {Visit[]} */
  const visits = [];
  const noted = async (/** @type {Promise<Visit>} */ promise) => {
    const visit = await promise;
    visits.push(visit);
    return visit;
  };
  after(async () => (await launched)?.close());
  afterEach(async () => {
    const ended = visits.splice(0);
    await Promise.all(ended.map(({ close }) => close()));
    assert.deepEqual(
      ended.flatMap(({ problems }) => problems),
      [],
    );
  });
  return {
    browser,
    /** @param {string} [where] @param {BrowserContextOptions} [options] */
    open: async (where, options) => noted(open(await browser(), where, options)),
    /** @param {BrowserContextOptions} [options] */
    visit: async (options) => noted(visitNothing(await browser(), options)),
  };
}

/**
 * Opens the page in a fresh profile and waits until it is ready.
 * @param {Browser} browser
 * @param {string} [where] query and hash, such as "?embed=curves#v=1"
 * @param {BrowserContextOptions} [options]
 * @returns {Promise<Visit>}
 */
export async function open(browser, where = "", options = {}) {
  const visit = await visitNothing(browser, options);
  await goTo(visit, where);
  return visit;
}

/**
 * A fresh profile that watches for problems, with nothing opened yet.
 * @param {Browser} browser
 * @param {BrowserContextOptions} [options]
 * @returns {Promise<Visit>}
 */
export async function visitNothing(browser, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    // What is kept of a visit is gone with its profile: keeping it would only take time.
    serviceWorkers: "block",
    ...options,
  });
  const page = await context.newPage();
  return { page, problems: watch(page), close: () => context.close() };
}

/** Pixels of CSS of a window whose width is what matters. */
const HEIGHT = 844;

/**
 * A phone's or a desk's window.
 * @param {number} width in pixels of CSS
 * @param {boolean} isMobile
 * @returns {BrowserContextOptions}
 */
export const windowOf = (width, isMobile) => ({
  viewport: { width, height: HEIGHT },
  isMobile,
  hasTouch: isMobile,
});

/**
 * Makes the window as wide as each of these, one after another.
 * @param {Page} page
 * @param {readonly number[]} widths in pixels of CSS
 * @param {(width: number) => Promise<unknown>} look
 */
export async function inEach(page, widths, look) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: HEIGHT });
    await settled(page);
    await look(width);
  }
}

/** What playwright says itself where it keeps a service worker away. */
const BLOCKED = /^Service Worker registration blocked by Playwright$/;

/**
 * Whatever a page must not do: errors and warnings on the console, failed requests, and requests
 * to anywhere but below the page's own address.
 * @param {Page} page
 * @returns {string[]} grows as problems come up
 */
function watch(page) {
  /** @type {string[]} */
  const problems = [];
  page.on("console", (message) => {
    const text = message.text();
    if (["error", "warning"].includes(message.type()) && !BLOCKED.test(text))
      problems.push(`console: ${text}`);
  });
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
  page.on("requestfailed", (request) => {
    problems.push(`failed: ${request.url()} (${request.failure()?.errorText})`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    const own = /^(data|blob):/.test(url) || url.startsWith(address());
    if (!own) problems.push(`not the page's own: ${url}`);
  });
  return problems;
}

/**
 * Takes problems out that belong to what a test does.
 * @param {Visit} visit
 * @param {RegExp} [which] all unless this is said
 */
export function forgive({ problems }, which = /^/) {
  const others = problems.filter((problem) => !which.test(problem));
  problems.splice(0, problems.length, ...others);
}

/**
 * Opens the page and waits until it is ready and drawn.
 * @param {Visit} visit
 * @param {string} [where] query and hash
 */
export async function goTo({ page, problems }, where = "") {
  await page.goto(address() + where);
  try {
    await page.waitForFunction(() => window.sharpMinima?.ready.then(() => true), undefined, {
      timeout: 30_000,
    });
    // Its figures are drawn some frames later.
    await page.evaluate(() => window.sharpMinima.settled());
  } catch (error) {
    throw new Error(["the page did not become ready", ...problems].join("\n  "), { cause: error });
  }
}

/** Settings whose run takes a moment, and that every figure has something to show of. */
export const SMALL = "#v=1&preset=plain&train=200&hidden=20&sb=20&lb=50&epochs=3&trials=2&starts=1";
/** The same of other networks. */
export const OTHER = SMALL.replace("&starts", "&seed=7&starts");
/** One figure alone is run quickly. */
export const ALONE = `?embed=sharpness${SMALL}`;
/** Settings whose training takes long enough to be interrupted. */
export const LONG = "#v=1&preset=instant&epochs=1000&trials=2";

/**
 * Presses Run, whatever it is called just then.
 * @param {Page} page
 */
export async function pressRun(page) {
  await page.locator("#run").click();
}

/**
 * Presses Run and waits for the end, the last drawing included.
 * @param {Visit} visit
 * @param {number} [timeout] in milliseconds
 */
export async function run(visit, timeout = 120_000) {
  await pressRun(visit.page);
  await finish(visit, timeout);
}

/**
 * Waits for the end of the run under way, the last drawing included.
 * @param {Visit} visit
 * @param {number} [timeout] in milliseconds
 */
export async function finish({ page, problems }, timeout = 120_000) {
  const end = await page.waitForFunction(
    () => ["finished", "failed"].includes(window.sharpMinima.state) && window.sharpMinima.state,
    undefined,
    { timeout },
  );
  const state = await end.jsonValue();
  if (state !== "finished") throw new Error([`the run ${state}`, ...problems].join("\n  "));
  await settled(page);
}

/** Runs in the page: resolves when every figure shows the latest. */
export const drawn = async () => {
  const frames = new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  // What has come into sight is told of after a frame, however late that is; a frame that is out of sight has none.
  const patience = new Promise((done) => setTimeout(done, 200));
  await (window.top === window ? frames : Promise.race([frames, patience]));
  await window.sharpMinima.settled();
};

/** @param {Page} page waits until every figure shows the latest */
export async function settled(page) {
  await page.evaluate(drawn);
}

/** @param {Page} page waits until no worker has a job, and the page says so */
export async function idle(page) {
  await page.waitForFunction(() => window.sharpMinima.pool.busy === 0);
  await settled(page);
}

/** @param {Page} page */
export function stateOf(page) {
  return page.evaluate(() => window.sharpMinima.state);
}

/**
 * @param {Page} page
 * @returns {Promise<BarState>}
 */
export function barOf(page) {
  return page.evaluate(() => window.sharpMinima.page.bar());
}

/**
 * The address's hash, once it is written: the second change of a moment waits for its turn. An embedded figure's is
 * not written at all.
 * @param {Page} page
 */
export async function hashOf(page) {
  const isWritten = () => location.hash === `#${window.sharpMinima.page.hash()}`;
  await page.waitForFunction(isWritten, undefined, { timeout: 1000 }).catch(() => {});
  return page.evaluate(() => location.hash);
}

/**
 * The page from top to bottom, once fonts and two frames have come.
 * @param {Page} page
 * @param {string} path
 */
export async function screenshot(page, path) {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
  await page.screenshot({ path, fullPage: true });
}

/** Something that is waited for until it is let go. */
export function gate() {
  /** @type {() => void} */
  let letGo = () => {};
  const held = new Promise((done) => {
    letGo = () => done(undefined);
  });
  return { held, letGo };
}

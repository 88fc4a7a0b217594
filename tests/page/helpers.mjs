/**
 * Chromium and the page in it. `cargo xtask` serves the page and says in the environment where it
 * is (SHARP_MINIMA_URL) and where Chromium is (SHARP_MINIMA_CHROMIUM).
 */

import { existsSync } from "node:fs";
import process from "node:process";
import { chromium } from "playwright-core";

/**
 * @import { Browser, BrowserContextOptions, Page } from "playwright-core"
 * @typedef {{
 *   page: Page,
 *   problems: string[],
 *   close: () => Promise<void>,
 * }} Visit `problems`: what went wrong so far, unknown to the visitor or not
 */

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
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  return { page, problems: watch(page), close: () => context.close() };
}

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
    if (["error", "warning"].includes(message.type())) problems.push(`console: ${message.text()}`);
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
 * Opens the page and waits until it is ready.
 * @param {Visit} visit
 * @param {string} [where] query and hash
 */
export async function goTo({ page, problems }, where = "") {
  await page.goto(address() + where);
  try {
    await page.waitForFunction(() => window.sharpMinima?.ready.then(() => true), undefined, {
      timeout: 30_000,
    });
  } catch (error) {
    throw new Error(["the page did not become ready", ...problems].join("\n  "), { cause: error });
  }
}

/**
 * Presses Run and waits for the end.
 * @param {Visit} visit
 * @param {number} [timeout] in milliseconds
 */
export async function run({ page, problems }, timeout = 120_000) {
  await page
    .getByRole("button", { name: /^Run\b/ })
    .first()
    .click();
  await page.waitForFunction(() => window.sharpMinima.state === "running");
  const end = await page.waitForFunction(
    () => ["finished", "failed"].includes(window.sharpMinima.state) && window.sharpMinima.state,
    undefined,
    { timeout },
  );
  const state = await end.jsonValue();
  if (state !== "finished") throw new Error([`the run ${state}`, ...problems].join("\n  "));
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

/** A phone with four slow cores, and a tab that may take 512 MB: both run the instant preset. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { goTo, pressRun, stateOf } from "../page/helpers.mjs";
import { atRest, contains, linesOf } from "./results.mjs";

/** @import { Browser, Page } from "playwright-core" */
/** @import { Visit } from "../page/helpers.mjs" */
/** @import { Ground, Scenario } from "./ground.mjs" */

const INSTANT = "#v=1&preset=instant";
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const CORES = 4;
/** How many times slower each is than here. */
const SLOWER = 4;
/** The most that the tab's process may ever have taken, in kilobytes. */
const MOST = 512 * 1024;

/** @param {Page} page with the cores of a phone */
async function slow(page) {
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setHardwareConcurrencyOverride", { hardwareConcurrency: CORES });
  await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
}

/**
 * The most memory that a process of a tab has taken so far.
 * @param {Browser} browser
 * @returns {Promise<number | undefined>} in kilobytes; undefined where the system does not tell
 */
async function peak(browser) {
  const client = await browser.newBrowserCDPSession();
  const { processInfo } = await client.send("SystemInfo.getProcessInfo");
  const peaks = await Promise.all(
    processInfo
      .filter(({ type }) => type === "renderer")
      .map(async ({ id }) => {
        const status = await readFile(`/proc/${id}/status`, "utf8").catch(() => "");
        return Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1] ?? Number.NaN);
      }),
  );
  const known = peaks.filter((kilobytes) => !Number.isNaN(kilobytes));
  return known.length > 0 ? Math.max(...known) : undefined;
}

/** @param {Visit} visit runs the instant preset, and gives what it then knows */
async function trained({ page }) {
  await pressRun(page);
  await atRest(page);
  assert.equal(await stateOf(page), "finished");
  return linesOf(page);
}

/** @param {string} line of a file of results */
const jobOf = (line) => line.slice(0, line.indexOf(',"report":'));

/** @param {Ground} ground */
async function phone(ground) {
  await ground.fault("all of the instant preset", async () => {
    const visit = await ground.visit(PHONE);
    await slow(visit.page);
    await goTo(visit, INSTANT);
    assert.equal(await visit.page.evaluate(() => navigator.hardwareConcurrency), CORES);
    const [own, expected] = [await trained(visit), await trained(await ground.open(INSTANT))];
    assert.equal(await visit.page.evaluate(() => window.sharpMinima.pool.size), CORES);
    // A slow machine leaves out of a run what would take it long: that stays as it was shipped.
    contains(own.map(jobOf), expected.map(jobOf), "lost");
    contains(expected.map(jobOf), own.map(jobOf), "too much");
  });
}

/** @param {Ground} ground */
async function smallTab(ground) {
  await ground.fault("all of the instant preset", async () => {
    await trained(await ground.open(INSTANT));
    const most = await peak(ground.browser);
    console.log(`the tab took ${most === undefined ? "an unknown size" : `${most >> 10} MB`}`);
    assert.ok(most === undefined || most <= MOST, `${most} kB`);
  });
}

/** @type {Scenario[]} */
export const scenarios = [
  { name: "a phone", run: phone },
  { name: "a tab of 512 MB", run: smallTab },
];

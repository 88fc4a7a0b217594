/** Faults of every kind, in any order and number, until the time is over. */

import { pressRun, stateOf } from "../page/helpers.mjs";
import { FORGETFUL, reload, stored } from "../page/storage.mjs";
import { sleep } from "./asleep.mjs";
import { hasten, openWatched, silence } from "./inside.mjs";
import { contains, finished, lacking } from "./results.mjs";
import { seeded } from "./seeded.mjs";
import { DIGITS, RUN } from "./workers.mjs";

/**
 * @import { Visit } from "../page/helpers.mjs"
 * @import { Ground } from "./ground.mjs"
 * @import { Chance } from "./seeded.mjs"
 * @import { Fault } from "./site.mjs"
 *
 * @typedef {object} Bout
 * @property {Ground} ground
 * @property {Visit} visit
 * @property {Chance} chance
 * @property {string} where
 * @property {boolean} keeps whether the browser still keeps what is computed
 */

const LINKS = [RUN, RUN.replace("&starts", "&seed=7&starts"), DIGITS];
/** Milliseconds by which answers are late. */
const LATENESS = [0, 0, 50, 300];
/** What may not come. Nobody can begin without the other files. */
const SPOILT = [
  "www/worker.js",
  "www/data/mnist14.bin",
  "www/results/plain.json",
  "www/results/digits-later.json",
];
const FAULTS = /** @type {Fault[]} */ (["dropped", "missing", "cut", "short", "portal"]);

/** @type {Record<string, (bout: Bout) => Promise<unknown>>} */
const ACTS = {
  "a worker is killed": ({ visit: { page }, chance }) =>
    page.evaluate(
      (chance) => window.sharpMinima.pool.kill(Math.floor(chance * window.sharpMinima.pool.size)),
      chance.next(),
    ),
  "a worker dies in silence": async ({ visit: { page }, chance }) => {
    await silence(page, chance.next());
    await hasten(page);
  },
  "the tab sleeps": ({ visit: { page }, chance }) => sleep(page, chance.whole(200, 3000)),
  "the network goes for a while": async ({ visit: { page }, chance }) => {
    await page.context().setOffline(true);
    await page.waitForTimeout(chance.whole(200, 2000));
    if (chance.next() < 0.5) await page.evaluate(() => window.sharpMinima.pool.kill(0));
    await page.waitForTimeout(chance.whole(200, 2000));
    await page.context().setOffline(false);
  },
  "a file is spoilt for a while": async ({ ground: { site }, visit: { page }, chance }) => {
    site.spoil(chance.one(SPOILT), chance.one(FAULTS));
    await page.evaluate(() => window.sharpMinima.pool.kill(0));
    await page.waitForTimeout(chance.whole(200, 2000));
    site.mend();
  },
  "the run rests": async ({ visit: { page }, chance }) => {
    await page.evaluate(() => window.sharpMinima.app.pauseOrResume());
    await page.waitForTimeout(chance.whole(0, 800));
    await page.evaluate(() => window.sharpMinima.app.pauseOrResume());
  },
  "the run is cancelled": ({ visit: { page } }) => page.keyboard.press("Escape"),
  "the store is full": async (bout) => {
    bout.keeps = false;
    await bout.visit.page.evaluate(FORGETFUL["storage that is full"]);
  },
  "the page is loaded again": async (bout) => {
    const { page } = bout.visit;
    const before = await finished(page);
    if (bout.keeps) await stored(page);
    await reload(bout.visit);
    if (bout.keeps) contains(await finished(page), before, "lost by a reload");
    bout.keeps = true;
  },
};

/** @param {Bout} bout @param {string[]} done grows */
async function fight(bout, done) {
  const { ground, visit, chance, where } = bout;
  const { page } = visit;
  for (let act = chance.whole(3, 8); act > 0; act -= 1) {
    if ((await stateOf(page)) === "paused") await page.locator("#pause").click();
    if ((await stateOf(page)) !== "running") {
      if ((await lacking(page)).length === 0) break;
      await pressRun(page);
    }
    await page.waitForTimeout(chance.whole(0, 1200));
    const name = chance.one(Object.keys(ACTS));
    done.push(name);
    const before = await finished(page);
    const reloads = name === "the page is loaded again";
    await ACTS[name]?.(bout);
    if (!reloads) contains(await finished(page), before, `lost when ${name}`);
    ground.more();
  }
  await ground.same(visit, where);
}

/**
 * @param {Ground} ground
 * @param {number} seed of the first bout; the next has the next
 * @param {number} minutes
 */
export async function random(ground, seed, minutes) {
  const end = performance.now() + 60_000 * minutes;
  for (let own = seed; performance.now() < end; own += 1) {
    const chance = seeded(own);
    const where = chance.one(LINKS);
    const most = chance.one(LATENESS);
    /** @type {string[]} */
    const done = [];
    await ground.fault(`SEED=${own}, ${where}, answers late by ${most} ms`, async () => {
      const visit = await openWatched(ground, where, most);
      await fight({ ground, visit, chance, where, keeps: true }, done).catch((error) => {
        throw new Error(`after: ${done.join("; ")}: ${error.message}`, { cause: error });
      });
    });
  }
}

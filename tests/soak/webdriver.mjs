/** A visitor with a browser that has a driver, as every engine has; what the driver cannot tell the page counts. */

import { setTimeout as sleep } from "node:timers/promises";
import { error, Key } from "selenium-webdriver";
import { inPage, withDriver, withSession } from "../engines/driver.mjs";
import { ready } from "../engines/inside.mjs";
import { LIMIT, resting } from "../faults/results.mjs";
import { address, drawn } from "../page/helpers.mjs";
import { counted, pagesOf, problemsSince } from "./inside.mjs";
import { clickOn, PATIENCE, partOf, shownOf } from "./part.mjs";
import { memoryOf } from "./processes.mjs";

/**
 * @import { WebDriver, WebElement } from "selenium-webdriver"
 * @import { Engine } from "../engines/engines.mjs"
 * @import { Gauged, Hands, Visitor } from "./types.js"
 */

const WINDOW = { width: 1280, height: 800 };
/** Milliseconds that a worker may take to answer. */
const ANSWER = 2000;

const KEYS = {
  Escape: Key.ESCAPE,
  ArrowLeft: Key.ARROW_LEFT,
  ArrowRight: Key.ARROW_RIGHT,
  Home: Key.HOME,
  End: Key.END,
};

/**
 * @param {Engine} engine
 * @param {(visitor: Visitor) => Promise<void>} use
 */
export function byWebDriver(engine, use) {
  const log = `target/soak-${engine.name.toLowerCase()}.driver.log`;
  return withDriver(engine, log, (driver, pid) =>
    withSession(driver, engine, async (session) => {
      await session.manage().window().setRect(WINDOW);
      await session.get(address());
      await inPage(session, ready);
      /** @type {string[]} */
      const elsewhere = [];
      await use({
        hands: handsOf(session, elsewhere),
        own: {},
        // A page that is opened anew is a young one: of its growth nothing would be seen.
        early: { reloads: () => reload(session) },
        problems: async () => [...elsewhere.splice(0), ...(await inPage(session, problemsSince))],
        read: () => read(session, pid),
      });
    }),
  );
}

/** @param {WebDriver} session */
async function reload(session) {
  await session.navigate().refresh();
  await inPage(session, ready);
}

/**
 * @param {WebDriver} session
 * @param {number} pid
 * @returns {Promise<Gauged>}
 */
async function read(session, pid) {
  const system = await memoryOf(pid);
  return {
    ...(system === undefined ? {} : { system }),
    wasm: await inPage(session, pagesOf),
    ...(await inPage(session, counted, ANSWER)),
  };
}

/**
 * @param {WebDriver} session
 * @param {string[]} problems of pages that are closed
 * @returns {Hands}
 */
function handsOf(session, problems) {
  const parts = (/** @type {WebElement[]} */ all) => all.map((one) => partOf(session, one));
  const all = (/** @type {string} */ css) => found(session, css);
  const shown = async (/** @type {string} */ css) => shownOf(session, await all(css));
  const settled = () => inPage(session, drawn);
  return {
    parts: async (css) => parts(await all(css)),
    visible: async (css) => parts(await shown(css)),
    click: (css) => clickOn(session, async () => session.findElement({ css })),
    clickButton: (words) =>
      clickOn(session, async () =>
        session.findElement({ xpath: `//button[normalize-space()="${words}"]` }),
      ),
    press: (key) => session.actions().sendKeys(KEYS[key]).perform(),
    wait: sleep,
    awaits: (css, there) => until(async () => (await shown(css)).length > 0 === there, PATIENCE),
    rest: async () => {
      await until(() => inPage(session, resting), LIMIT);
      await settled();
    },
    settled,
    inPage: (task, argument) => inPage(session, task, argument),
    elsewhere: async (where) => {
      const own = await session.getWindowHandle();
      await session.switchTo().newWindow("tab");
      await session.get(address() + where);
      await inPage(session, ready);
      problems.push(...(await inPage(session, problemsSince)));
      await session.close();
      await session.switchTo().window(own);
    },
    resize: (width, height) => session.manage().window().setRect({ width, height }),
  };
}

/**
 * @param {() => Promise<boolean>} there
 * @param {number} limit in milliseconds
 */
async function until(there, limit) {
  const end = performance.now() + limit;
  while (!(await there())) {
    if (performance.now() > end) throw new Error(`nothing came of it in ${limit} ms: ${there}`);
    await sleep(50);
  }
}

/**
 * WebKit's driver fails at an element that goes away while it looks: once more, then.
 * @param {WebDriver} session
 * @param {string} css
 */
async function found(session, css) {
  try {
    return await session.findElements({ css });
  } catch (problem) {
    if (!(problem instanceof error.StaleElementReferenceError)) throw problem;
    return session.findElements({ css });
  }
}

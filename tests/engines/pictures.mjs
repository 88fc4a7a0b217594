/** Pictures of the page from top to bottom, for the eye. */

import { writeFile } from "node:fs/promises";
import { inPage } from "./driver.mjs";
import { scrollTo } from "./inside.mjs";

/**
 * @import { WebDriver, WebElement } from "selenium-webdriver"
 */

/** Of the window: not every engine can picture what is out of sight, nor draws a window as high as the page. */
export const WINDOW = { width: 1280, height: 3000 };

/**
 * Scrolls through the page and pictures each part of it.
 * @param {WebDriver} session
 * @param {string} name of the files, which get a number
 * @param {WebElement} [frame] whose page it is, if not the window's own
 */
export async function pictures(session, name, frame) {
  let more = true;
  for (let part = 1; more; part += 1) {
    if (frame) await session.switchTo().frame(frame);
    more = await inPage(session, scrollTo, part - 1);
    if (frame) await session.switchTo().defaultContent();
    await writeFile(`${name}-${part}.png`, await (frame ?? session).takeScreenshot(), "base64");
  }
}

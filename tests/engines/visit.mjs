/** A link opened in an engine: run, read and looked at. */

import { join } from "node:path";
import { inPage } from "./driver.mjs";
import { fileOf, follow, look, ready, showInFrame } from "./inside.mjs";
import { filesOf } from "./links.mjs";
import { pictures, WINDOW } from "./pictures.mjs";

/**
 * @import { WebDriver } from "selenium-webdriver"
 * @import { Link } from "./links.mjs"
 * @typedef {{ results: string, shown: Record<string, string>, problems: string[] }} Found `results`: the file that the page would save;
 *   `shown`: what stands below each figure, and its numbers as CSV
 * @typedef {Found & { shipped: string }} Seen `shipped`: the file before anything was computed
 */

/**
 * @param {WebDriver} session
 * @param {string} address of the page
 * @param {Link} link
 * @param {string} folder for pictures
 * @returns {Promise<Seen>}
 */
export async function visit(session, address, link, folder) {
  const wide = await visitWide(session, address, link, join(folder, `${link.name}-1280`));
  const phone = await visitByPhone(session, address, link, join(folder, `${link.name}-390`));
  const problems = [...wide.problems, ...phone.problems];
  if (phone.results !== wide.results) problems.push("what was computed is not kept as it was");
  return { ...wide, problems };
}

/**
 * @param {WebDriver} session
 * @param {string} address
 * @param {Link} link
 * @param {string} file for pictures, without its ending
 * @returns {Promise<Seen>}
 */
async function visitWide(session, address, link, file) {
  await session.manage().window().setRect(WINDOW);
  await session.get(address + link.where);
  await inPage(session, ready);
  const shipped = await inPage(session, fileOf);
  await inPage(session, follow, link, await filesOf(link));
  await pictures(session, file);
  const found = await inPage(session, look);
  return { ...found, shipped };
}

/**
 * The same in a frame that is as wide as a phone, where what was computed is there already.
 * @param {WebDriver} session
 * @param {string} address
 * @param {Link} link
 * @param {string} file for pictures, without its ending
 * @returns {Promise<Found>}
 */
async function visitByPhone(session, address, { where }, file) {
  await session.get(`${address}phone.html`);
  await inPage(session, showInFrame, `./${where}`);
  const frame = await session.findElement({ css: "iframe" });
  await session.switchTo().frame(frame);
  await inPage(session, ready);
  await session.switchTo().defaultContent();
  await pictures(session, file, frame);
  await session.switchTo().frame(frame);
  return inPage(session, look);
}

/**
 * The same links in every engine: each number must be the same to the last bit, and nothing may go wrong. Results and
 * pictures are written to the folder that is named. `cargo xtask test engines` calls it.
 */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { difference, numbersOf, otherFigures } from "./compare.mjs";
import { withDriver, withSession } from "./driver.mjs";
import { engines } from "./engines.mjs";
import { LINKS } from "./links.mjs";
import { visit } from "./visit.mjs";

/**
 * @import { Engine } from "./engines.mjs"
 * @import { Found } from "./visit.mjs"
 * @typedef {{ engine: string, version: string, links: number, numbers: number, seconds: number, faults: number }} Row
 */

const [folder] = process.argv.slice(2);
const address = process.env.SHARP_MINIMA_URL;
if (!folder || !address) throw new Error("run `cargo xtask test engines`");

/** @type {Map<string, Found>} by link, of the first engine */
const expected = new Map();

/**
 * @param {string} link
 * @param {Found} found
 * @returns {string[]} in words
 */
function faultsOf(link, found) {
  const first = expected.get(link) ?? found;
  expected.set(link, first);
  const faults = [...found.problems];
  const where = difference(first.results, found.results);
  if (where) faults.push(`not the same numbers: ${where}`);
  const others = otherFigures(first.shown, found.shown);
  if (others.length > 0) faults.push(`not the same is shown by ${others.join(", ")}`);
  return faults;
}

/**
 * Opens all links, each in a fresh profile.
 * @param {Engine} engine
 * @param {string} folder
 * @returns {Promise<Row>}
 */
async function test(engine, folder) {
  await mkdir(folder, { recursive: true });
  const row = { engine: engine.name, version: "", links: 0, numbers: 0, seconds: 0, faults: 0 };
  const start = Date.now();
  await withDriver(engine, join(folder, "driver.log"), async (driver) => {
    for (const link of LINKS) {
      const found = await withSession(driver, engine, async (session) => {
        row.version = (await session.getCapabilities()).getBrowserVersion() ?? "";
        return visit(session, address ?? "", link, folder);
      });
      await writeFile(join(folder, `${link.name}.json`), found.results);
      const faults = faultsOf(link.name, found);
      const numbers = numbersOf(found.results) - numbersOf(found.shipped);
      const seconds = Math.round((Date.now() - start) / 1000);
      console.log(`${engine.name}, ${link.name}: ${numbers} numbers, at ${seconds} s`);
      for (const fault of faults) console.error(`${engine.name}, ${link.name}: ${fault}`);
      row.links += 1;
      row.numbers += numbers;
      row.faults += faults.length;
    }
  });
  row.seconds = Math.round((Date.now() - start) / 1000);
  return row;
}

const rows = [];
for (const engine of engines()) rows.push(await test(engine, join(folder, engine.name)));
console.table(rows);
if (rows.some(({ faults }) => faults > 0)) process.exitCode = 1;

/**
 * Runs the page's default preset and writes its experiment and reports to the file named first.
 * `cargo xtask precompute` calls it.
 */

import { writeFile } from "node:fs/promises";
import process from "node:process";
import { launch, open, run } from "./helpers.mjs";

const [file] = process.argv.slice(2);
if (!file) throw new Error("the file to write must be named");

const browser = await launch();
try {
  const visit = await open(browser);
  await run(visit, 20 * 60_000);
  // The page's own JSON, so that no number is rounded on the way.
  const text = await visit.page.evaluate(() => {
    const { study } = window.sharpMinima;
    return JSON.stringify({ experiment: study.experiment(), reports: study.reports() });
  });
  await writeFile(file, `${text}\n`);
  console.log(`${file}: ${JSON.parse(text).reports.length} reports, ${text.length} bytes`);
} finally {
  await browser.close();
}

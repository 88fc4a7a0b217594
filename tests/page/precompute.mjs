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
  // The page's own JSON, so that no number is rounded on the way. One report a line, in the study's
  // order, so that a difference shows which reports have changed.
  const { experiment, reports } = await visit.page.evaluate(() => {
    const { study } = window.sharpMinima;
    return {
      experiment: JSON.stringify(study.experiment()),
      reports: study.reports().map((report) => JSON.stringify(report)),
    };
  });
  const text = `{"experiment":${experiment},\n"reports":[\n${reports.join(",\n")}\n]}\n`;
  await writeFile(file, text);
  console.log(`${file}: ${reports.length} reports, ${text.length} bytes`);
} finally {
  await browser.close();
}

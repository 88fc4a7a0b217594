/**
 * Runs the page's default preset and writes its experiment and reports to the file named first; then
 * the landscape's first view to the second, all measures to the third, and the comparison of the
 * remedies to the fourth. `cargo xtask precompute` calls it.
 */

import { writeFile } from "node:fs/promises";
import process from "node:process";
import { goTo, launch, run, visitNothing } from "./helpers.mjs";

const [file, landscapeFile, measuresFile, remediesFile] = process.argv.slice(2);
if (!file || !landscapeFile || !measuresFile || !remediesFile)
  throw new Error("four files to write must be named");

/** Digits of the landscape's values: more than a picture shows. */
const DIGITS = 6;

/** @param {string} _ @param {unknown} value */
function rounded(_, value) {
  return typeof value === "number" ? Number(value.toPrecision(DIGITS)) : value;
}

const browser = await launch();
try {
  const visit = await visitNothing(browser);
  // What was computed before must not stand in for what is to be computed.
  for (const known of ["precomputed", "landscape", "measures", "remedies"])
    await visit.page.route(`**/${known}.json`, (route) => route.fulfill({ status: 404 }));
  await goTo(visit);
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

  const kept = await visit.page.evaluate(async () => {
    const { landscape } = window.sharpMinima;
    await Promise.all([landscape.compute("landscape"), landscape.compute("lines")]);
    const { atlas } = landscape;
    return { landscape: atlas.keep("landscape"), lines: atlas.keep("lines") };
  });
  // The slices' own numbers decide where the points are, so only the points' values are rounded.
  const plates = Object.entries(kept).map(([plate, sheets]) => {
    const lines = sheets.map(
      ({ sheet, slice, points }) =>
        `{"sheet":${JSON.stringify(sheet)},\n"slice":${JSON.stringify(slice)},\n"points":${JSON.stringify(points, rounded)}}`,
    );
    return `"${plate}":[\n${lines.join(",\n")}\n]`;
  });
  const all = `{"experiment":${experiment},\n"kept":{\n${plates.join(",\n")}\n}}\n`;
  await writeFile(landscapeFile, all);
  console.log(`${landscapeFile}: ${all.length} bytes`);

  const answers = await visit.page.evaluate(async () => {
    const { measures } = window.sharpMinima;
    for (const figure of ["measures", "along"]) await measures.compute(figure);
    return measures.answers();
  });
  const lines = answers.map((answer) => JSON.stringify(answer, rounded));
  const measured = `{"experiment":${experiment},\n"answers":[\n${lines.join(",\n")}\n]}\n`;
  await writeFile(measuresFile, measured);
  console.log(`${measuresFile}: ${answers.length} answers, ${measured.length} bytes`);

  // To the last digit, so that who compares anew can hold every number against them.
  const { trainings, answers: sharpnesses } = await visit.page.evaluate(async () => {
    const { remedies } = window.sharpMinima;
    await remedies.compute();
    if (remedies.comparison.progress() < 1) throw new Error("the comparison is not complete");
    const { trainings, answers } = remedies.comparison.keep();
    const line = (/** @type {unknown} */ one) => JSON.stringify(one);
    return { trainings: trainings.map(line), answers: answers.map(line) };
  });
  const compared = `{"experiment":${experiment},\n"trainings":[\n${trainings.join(",\n")}\n],\n"answers":[\n${sharpnesses.join(",\n")}\n]}\n`;
  await writeFile(remediesFile, compared);
  console.log(`${remediesFile}: ${trainings.length} trainings, ${compared.length} bytes`);
} finally {
  await browser.close();
}

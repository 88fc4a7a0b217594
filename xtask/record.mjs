/**
 * Asks the wasm module what the page asks it of figures that stand in notes, and keeps the answers beside their
 * pictures:
 *
 *   node xtask/record.mjs WWW FIGURE...
 *
 * WWW is the site's folder. www/core/recorded.js gives the answers as long as the module is not there.
 */

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { ADDRESS } from "../www/core/recorded.js";
import * as core from "../www/wasm/sharp_minima.js";

const [www = "", ...figures] = process.argv.slice(2);
core.initSync({ module: await readFile(join(www, "wasm/sharp_minima_bg.wasm")) });

/** What the page asks the module itself. */
const general = {
  version: core.version(),
  figures: core.figures(),
  presets: core.presets(),
  setting_controls: core.setting_controls(),
  view_controls: core.view_controls(),
};

for (const { name: preset } of general.presets) {
  const results = await readFile(join(www, "results", `${preset}.json`), "utf8");
  const files = await readdir(join(www, "stills", preset));
  for (const figure of figures) {
    const record = {
      general,
      answers: answers(preset, figure, results),
      sizes: files.flatMap((file) => sizeIn(file, figure)),
    };
    await writeFile(join(www, "stills", preset, `${figure}.json`), JSON.stringify(record));
  }
}

/**
 * @param {string} preset
 * @param {string} figure
 * @param {string} results the preset's file
 * @returns {Record<string, unknown>} by method and argument
 */
function answers(preset, figure, results) {
  const page = new core.Page(`#v=1&preset=${preset}`, 1);
  page.show_only([figure]);
  const unread = page.read(results, "shipped");
  if (unread.length > 0) throw new Error(`${preset}: ${unread.join("; ")}`);
  return {
    bar: page.bar(),
    batches: [...page.batches()],
    cancelled: [...page.cancelled()],
    events: page.events(),
    experiment: page.experiment(),
    hash: page.hash(),
    nearest: page.nearest(),
    notices: page.notices(),
    phase: page.phase(),
    rest_label: page.rest_label(),
    unsaved: page.unsaved(),
    view: page.view(),
    [`figure ${figure}`]: page.figure(figure),
    [`panel ${figure}`]: page.panel(figure),
    [`records ${figure}`]: page.records(figure, false, ADDRESS),
  };
}

/**
 * @param {string} file
 * @param {string} figure
 * @returns {[width: number, height: number][]} in CSS pixels, if it is one of the figure's pictures
 */
function sizeIn(file, figure) {
  const [, name, width, height] = /^(\w+)-(\d+)x(\d+)\.svg$/.exec(file) ?? [];
  return name === figure ? [[Number(width), Number(height)]] : [];
}

/**
 * What is shown: the reports of one experiment, where they come from, and for which figures they
 * suffice.
 * @import { PageCore, Experiment, Report, Source, Study, StudyFigure } from "./types.js"
 *
 * @typedef {"precomputed" | "running" | "paused" | "finished" | "failed" | "cancelled"} Stage
 */

import { landscapeCore } from "./core.js";

/** @type {Record<StudyFigure, "training" | "ended" | "sharpness" | "path">} */
const NEEDS = { curves: "training", table: "ended", sharpness: "sharpness", path: "path" };

export class Results {
  /** @type {Set<string>} */
  #kinds = new Set();
  /** @type {Stage} */
  stage;
  /** @type {Study} */
  study;
  /**
   * What a figure draws and says.
   * @type {Source}
   */
  source;

  /**
   * @param {PageCore} core
   * @param {Experiment} experiment
   * @param {Stage} stage
   */
  constructor(core, experiment, stage) {
    this.experiment = experiment;
    this.link = core.write_link(experiment);
    this.stage = stage;
    const study = new core.Study(experiment);
    this.study = study;
    this.source = {
      panel: (figure) => study.panel(figure),
      draw: (figure, canvas, look) => study.draw(figure, canvas, look),
      svg: async (figure, width, height, dark) =>
        (await landscapeCore()).study_svg(figure, study.reports(), width, height, dark),
    };
  }

  /** @param {Report} report */
  accept(report) {
    this.study.accept(report);
    this.#kinds.add(report.kind);
    if (report.kind === "training" && report.ending) this.#kinds.add("ended");
  }

  /** @param {StudyFigure} figure */
  has(figure) {
    return this.#kinds.has(NEEDS[figure]);
  }
}

/**
 * The results made by a command of the repository; null where there are none.
 * @param {PageCore} core
 * @param {Promise<unknown>} file
 * @returns {Promise<Results | null>}
 */
export async function precomputed(core, file) {
  const content = /** @type {{ experiment: Experiment, reports: Report[] } | null} */ (await file);
  if (!content) return null;
  try {
    const results = new Results(core, core.check(content.experiment), "precomputed");
    for (const report of content.reports) results.accept(report);
    results.study.close();
    return results;
  } catch (error) {
    // A file of another version is as good as none.
    console.warn("precomputed.json does not fit this version:", error);
    return null;
  }
}

/**
 * What a command of the repository has computed.
 * @param {string} name of the file
 * @returns {Promise<any>} its content; null where it is missing
 */
export async function fetchPrecomputed(name) {
  try {
    const response = await fetch(new URL(`./${name}.json`, import.meta.url));
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

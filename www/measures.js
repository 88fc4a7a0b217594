/**
 * The measures' figures: what is asked for them, how far it is, and what is looked at.
 * @import { Dossier, Experiment, MeasureFigure, MeasuresCore, PageCore, Regime, TrainingReport } from "./types.js"
 * @import { Badge } from "./figure.js"
 * @import { Networks } from "./networks.js"
 * @import { Page } from "./page.js"
 * @import { Pool } from "./pool.js"
 *
 * @typedef {object} Place one figure with all that belongs to it
 * @property {Figure} figure
 * @property {MeasureControls} controls
 * @property {AbortController | null} working
 * @property {string} failure
 */

import { announce } from "./announce.js";
import { Figure } from "./figure.js";
import { addressOf } from "./link.js";
import { MeasureControls } from "./measurecontrols.js";
import { Cancelled } from "./pool.js";
import { Reader } from "./reader.js";

/** @type {MeasureFigure[]} */
const FIGURES = ["measures", "spectrum", "along", "rescaling"];

export class Measures {
  #core;
  #pageCore;
  #page;
  #pool;
  #networks;
  /** @type {Dossier} */
  #dossier;
  /** @type {Experiment} */
  #experiment;
  /** The link of the dossier's experiment. */
  #link;
  #precomputed = false;
  /** @type {Map<string, unknown>} by inquiry */
  #answers = new Map();
  /** @type {Map<MeasureFigure, Place>} */
  #places = new Map();

  /**
   * @param {MeasuresCore} core
   * @param {PageCore} pageCore
   * @param {Page} page
   * @param {Pool} pool
   * @param {Networks} networks
   */
  constructor(core, pageCore, page, pool, networks) {
    this.#core = core;
    this.#pageCore = pageCore;
    this.#page = page;
    this.#pool = pool;
    this.#networks = networks;
    this.#experiment = page.study.experiment();
    this.#link = pageCore.write_link(this.#experiment);
    this.#dossier = new core.Dossier(this.#experiment);
    this.#tell();
    for (const name of FIGURES) {
      const element = document.querySelector(`figure[data-figure=${name}]`);
      if (element instanceof HTMLElement) this.#places.set(name, this.#place(element, name));
    }
    page.onChange(() => this.#show());
    this.#show(true);
  }

  /** For tests and curious visitors. */
  get dossier() {
    return this.#dossier;
  }

  /** Everything that was answered, in the order of the networks. */
  answers() {
    const key = (/** @type {any} */ { kind, trial, regime, epoch = 0, alpha = 0 }) =>
      [kind, trial, regime, epoch, alpha].join(" ");
    const collator = new Intl.Collator("en", { numeric: true });
    return [...this.#answers.values()].sort((a, b) => collator.compare(key(a), key(b)));
  }

  /** @param {MeasureFigure} name */
  works(name) {
    return Boolean(this.#places.get(name)?.working);
  }

  /**
   * Answers that a command of the repository has computed.
   * @param {{ experiment: Experiment, answers: unknown[] }} file
   */
  open({ experiment, answers }) {
    if (this.#pageCore.write_link(experiment) !== this.#link) return;
    for (const answer of answers) this.#dossier.accept(answer);
    this.#precomputed = true;
    this.#show(true);
  }

  /**
   * Computes what a figure still needs.
   * @param {MeasureFigure} name
   */
  async compute(name) {
    this.#renew();
    const place = this.#places.get(name);
    if (!place || place.working) return;
    const working = new AbortController();
    Object.assign(place, { working, failure: "" });
    this.#precomputed = false;
    this.#show();
    try {
      const dossier = this.#dossier;
      if (name === "along" || name === "measures") await this.#learn(working.signal);
      for (let wanted = dossier.wanted(name); wanted.length > 0; wanted = dossier.wanted(name)) {
        await Promise.all(
          wanted.map(async ({ regime, trial, epoch, inquiry, urgency }) => {
            const x = await this.#vector(regime, trial, epoch, working.signal);
            const hear = () => {};
            const { report } = await this.#pool.run(urgency, inquiry, [x], hear, working.signal);
            dossier.accept(report);
            this.#answers.set(JSON.stringify(inquiry), report);
            this.#show();
          }),
        );
      }
    } catch (error) {
      working.abort();
      if (!(error instanceof Cancelled)) {
        place.failure = `It could not be measured: ${error instanceof Error ? error.message : error}.`;
        announce(place.failure, true);
      }
    }
    place.working = null;
    this.#show(true);
  }

  /**
   * @param {HTMLElement} element
   * @param {MeasureFigure} name
   * @returns {Place}
   */
  #place(element, name) {
    const controls = new MeasureControls(name, this.#core.Dossier.alphas(), {
      ask: () => void this.compute(name),
      cancel: () => this.#places.get(name)?.working?.abort(),
      look: (trial, alpha) => this.#look(trial, alpha),
    });
    const surroundings = {
      link: () => addressOf(this.#pageCore, this.#experiment, name),
      embed: () => addressOf(this.#pageCore, this.#experiment, name, "embed"),
    };
    const figure = new Figure(element, name, surroundings, {
      above: controls.above,
      below: controls.below,
      pointer: (stage, title) => new Reader(stage, title, () => this.#dossier.readings(name)),
    });
    return { figure, controls, working: null, failure: "" };
  }

  /**
   * @param {number} trial from 0
   * @param {number} alpha
   */
  #look(trial, alpha) {
    const other = trial !== this.#dossier.trial;
    this.#dossier.look(trial, alpha);
    // What another trial lacks is computed where someone has asked for it before.
    if (other)
      for (const name of /** @type {MeasureFigure[]} */ (["along", "rescaling"]))
        if (this.#places.get(name)?.working) this.#places.get(name)?.working?.abort();
    this.#show(true);
  }

  /**
   * A network of the experiment: after an epoch, or its minimum.
   * @param {Regime} regime
   * @param {number} trial
   * @param {number | null} epoch
   * @param {AbortSignal} signal
   */
  async #vector(regime, trial, epoch, signal) {
    const { epochs, vectors } = (await this.#networks.pair(this.#experiment, trial, signal))[
      regime
    ];
    const x = epoch === null ? vectors.at(-1) : vectors[epochs.indexOf(epoch)];
    if (!x) throw new Error(`the network after epoch ${epoch} was not kept`);
    return x;
  }

  /**
   * How the trainings went: from the page, or by training the networks that it has not trained.
   * @param {AbortSignal} signal
   */
  async #learn(signal) {
    this.#tell();
    if (this.#ofPage) return;
    const trials = Array.from({ length: this.#experiment.trials }, (_, trial) => trial);
    const pairs = await Promise.all(
      trials.map((trial) => this.#networks.pair(this.#experiment, trial, signal)),
    );
    this.#dossier.trainings(pairs.flatMap(({ small, large }) => [small.report, large.report]));
  }

  /** Whether the page's own results are of the dossier's experiment, and complete. */
  get #ofPage() {
    const { study } = this.#page;
    return study.finished() && this.#pageCore.write_link(study.experiment()) === this.#link;
  }

  /** How the trainings went, as far as the page knows. */
  #tell() {
    if (!this.#ofPage) return;
    const reports = this.#page.study.reports();
    const ended = reports.filter((report) => report.kind === "training" && report.ending);
    this.#dossier.trainings(/** @type {TrainingReport[]} */ (ended));
  }

  /** The dossier is of the experiment that the page shows, once something new is asked of it. */
  #renew() {
    if (this.#stale) {
      for (const { working } of this.#places.values()) working?.abort();
      const { trial, alpha } = this.#dossier;
      this.#dossier.free();
      this.#experiment = this.#page.settings;
      this.#link = this.#pageCore.write_link(this.#experiment);
      this.#dossier = new this.#core.Dossier(this.#experiment);
      this.#dossier.look(trial, alpha);
      this.#answers.clear();
      this.#precomputed = false;
    }
    this.#tell();
  }

  get #stale() {
    return this.#pageCore.write_link(this.#page.settings) !== this.#link;
  }

  /** @param {boolean} [soon] */
  #show(soon = false) {
    for (const [name, place] of this.#places) {
      const progress = this.#dossier.progress(name);
      place.controls.show(this.#dossier, {
        working: Boolean(place.working),
        paused: Boolean(place.working) && this.#page.state === "paused",
        progress,
        complete: progress === 1 && !this.#stale,
        failure: place.failure,
        trials: this.#experiment.trials,
      });
      place.figure.show(this.#dossier, this.#badge(name, place), soon);
    }
  }

  /**
   * @param {MeasureFigure} name
   * @param {Place} place
   * @returns {Badge}
   */
  #badge(name, { working }) {
    const difference = this.#page.differenceTo(this.#experiment);
    if (!this.#dossier.has(name)) return { text: "nothing measured yet", tone: "none" };
    if (difference !== "") return { text: `former settings: ${difference}`, tone: "stale" };
    if (working) return { text: "measuring", tone: "live" };
    return this.#precomputed
      ? { text: "precomputed", tone: "precomputed" }
      : { text: "measured here", tone: "own" };
  }
}

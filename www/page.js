/**
 * The page's state: the settings asked for, the results shown, and the run in between.
 * @import { Control, PageCore, Experiment, LinkContent, Preset, StudyFigure } from "./types.js"
 * @import { Pool } from "./pool.js"
 */

import { announce } from "./announce.js";
import { Bar } from "./bar.js";
import { Controls } from "./controls.js";
import { describeDifference, describeExperiment } from "./describe.js";
import { get } from "./dom.js";
import { Figure } from "./figure.js";
import { addressOf, isStudyFigure, onAddress, readAddress, writeAddress } from "./link.js";
import { Reader } from "./reader.js";
import { readings } from "./readout.js";
import { Results } from "./results.js";
import { Run } from "./run.js";
import { badge, emptyBadge, openingSentence, runSentence, staleBadge } from "./sayings.js";
import { tell } from "./story.js";

export class Page {
  #core;
  #pool;
  #controlList;
  #presets;
  #bar;
  #controls;
  /** @type {Map<StudyFigure, Figure>} */
  #figures = new Map();
  /** @type {Experiment} */
  #settings;
  /** @type {Results} */
  #current;
  /** @type {Results | null} what was shown before, as long as the current run has nothing for a figure */
  #former = null;
  /** @type {Run | null} */
  #run = null;
  #change = "";
  /** @type {string[]} */
  #notices = [];
  #started = 0;
  #took = 0;
  #frame = 0;
  /** @type {(() => void)[]} */
  #listeners = [];

  /**
   * @param {PageCore} core
   * @param {Pool} pool
   */
  constructor(core, pool) {
    this.#core = core;
    this.#pool = pool;
    this.#controlList = core.controls();
    this.#presets = core.presets();
    const asked = readAddress(core);
    this.#settings = asked.experiment;
    this.#notices = asked.notices;
    this.#current = new Results(core, asked.experiment, "cancelled");
    this.#bar = new Bar({
      run: () => this.start(),
      pause: () => this.#pauseOrResume(),
      cancel: () => this.#run?.cancel(),
    });
    this.#controls = new Controls(
      get("controls"),
      core,
      this.#controlList,
      asked.experiment,
      (experiment, control) => this.#changed(experiment, control),
    );
    writeAddress(core, asked.experiment, { replace: true });
    onAddress(core, (content) => this.#arrive(content));
    document.addEventListener("keydown", (event) => this.#escape(event));
  }

  /** What is asked for; the results shown may be of other settings. */
  get settings() {
    return this.#settings;
  }

  get study() {
    return this.#current.study;
  }

  get state() {
    const state = this.#run?.state ?? "idle";
    return state === "cancelled" ? "idle" : state;
  }

  /**
   * What the latest run has computed, by its job.
   * @param {string} key
   */
  outcome(key) {
    return this.#run?.done.get(key);
  }

  /**
   * The settings in which an experiment differs from those asked for, in words.
   * @param {Experiment} experiment
   */
  differenceTo(experiment) {
    const { trials } = this.#settings;
    return describeDifference(this.#controlList, { ...experiment, trials }, this.#settings);
  }

  /** @param {() => void} listener told when other results are shown, or a run begins or ends */
  onChange(listener) {
    this.#listeners.push(listener);
  }

  /** @param {Results | null} results what there is to show before the first run */
  open(results) {
    if (results) this.#current = results;
    for (const place of document.querySelectorAll("figure[data-figure]")) {
      const name = place instanceof HTMLElement ? (place.dataset.figure ?? null) : null;
      if (place instanceof HTMLElement && isStudyFigure(name))
        this.#figures.set(name, this.#figure(place, name));
    }
    this.#show();
  }

  /** Starts a run with the present settings; one that is under way is cancelled. */
  start() {
    this.#run?.cancel();
    const link = this.#core.write_link(this.#settings);
    // Pressing Run again means training again; after a change only what it touches is repeated.
    const known = this.#run && this.#current.link !== link ? this.#run.done : new Map();
    this.#keepFormer();
    this.#current = new Results(this.#core, this.#settings, "running");
    this.#notices = [];
    this.#change = "";
    this.#started = performance.now();
    const run = new Run(this.#current, this.#pool, known, (what) => this.#hear(run, what));
    this.#run = run;
    announce("The run has started.", true);
    run.start();
    this.#show();
  }

  /**
   * Something the visitor has to know.
   * @param {string} text
   */
  notice(text) {
    this.#notices = [...this.#notices.filter((other) => other !== text), text].slice(-4);
    announce(text, true);
    this.#show();
  }

  /**
   * @param {HTMLElement} place
   * @param {StudyFigure} name
   */
  #figure(place, name) {
    const shown = () => this.#shownBy(name);
    const surroundings = {
      link: () => addressOf(this.#core, shown().experiment, name),
      embed: () => addressOf(this.#core, shown().experiment, name, "embed"),
    };
    const read = () => readings(name, shown().study.reports());
    return new Figure(place, name, surroundings, {
      pointer: (stage, title) => new Reader(stage, title, read),
    });
  }

  /** The results before this run stay, as far as the run has nothing yet. */
  #keepFormer() {
    const complete = [...this.#figures.keys()].every((name) => this.#current.has(name));
    if (complete || !this.#former) {
      this.#former?.study.free();
      this.#former = this.#current;
    } else {
      this.#current.study.free();
    }
  }

  /** @param {StudyFigure} figure */
  #shownBy(figure) {
    return this.#current.has(figure) || !this.#former?.has(figure) ? this.#current : this.#former;
  }

  #pauseOrResume() {
    if (this.state === "paused") this.#run?.resume();
    else this.#run?.pause();
  }

  /** @param {KeyboardEvent} event */
  #escape(event) {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]"))
      return;
    const settings = get("settings");
    if (settings instanceof HTMLDetailsElement && settings.open) {
      settings.open = false;
      settings.querySelector("summary")?.focus();
    } else {
      this.#run?.cancel();
    }
  }

  /**
   * A control was changed.
   * @param {Experiment} experiment
   * @param {Control} control
   */
  #changed(experiment, control) {
    this.#settings = experiment;
    this.#notices = [];
    this.#change = this.#stale ? `${control.label} changed: ${control.retrains}.` : "";
    writeAddress(this.#core, experiment);
    if (this.#change) announce(this.#change);
    this.#show();
  }

  /** @param {Preset} preset */
  #choose(preset) {
    this.#settings = preset.experiment;
    this.#notices = [];
    this.#change = this.#stale ? `Preset “${preset.label}”: both networks are trained anew.` : "";
    writeAddress(this.#core, preset.experiment);
    announce(this.#change || `Preset “${preset.label}”.`);
    this.#show();
  }

  /**
   * The address was changed: back, forward, or by hand.
   * @param {LinkContent} content
   */
  #arrive({ experiment, notices }) {
    const link = this.#core.write_link(experiment);
    if (link === this.#core.write_link(this.#settings) && notices.length === 0) return;
    this.#settings = experiment;
    this.#notices = notices;
    this.#change = "";
    writeAddress(this.#core, experiment, { replace: true });
    this.#show();
  }

  /**
   * @param {Run} run
   * @param {"news" | "state"} what
   */
  #hear(run, what) {
    if (run !== this.#run) return;
    if (what === "news") {
      this.#frame ||= requestAnimationFrame(() => this.#follow());
      return;
    }
    this.#took = performance.now() - this.#started;
    announce(this.#sentence(), true);
    // Nothing more may come: the figures must not wait for their turn with what they have.
    this.#show(true);
  }

  /** Hands on the news of the last moments; the figures themselves draw when their turn comes. */
  #follow() {
    this.#frame = 0;
    if (!this.#run?.active) return;
    this.#run.flush();
    announce(this.#sentence());
    this.#showRun();
    this.#showFigures();
  }

  /** Whether the figures belong to other settings. */
  get #stale() {
    return !this.#fits(this.#current);
  }

  /** @param {Results} results */
  #fits({ experiment, stage, link }) {
    // More trials of the same is no other experiment, where they were there from the start.
    const asked =
      stage === "precomputed" ? { ...this.#settings, trials: experiment.trials } : this.#settings;
    return link === this.#core.write_link(asked);
  }

  /** @param {boolean} [soon] draws the figures at the next frames */
  #show(soon = false) {
    const link = this.#core.write_link(this.#settings);
    const { preset: base } = this.#core.read_link(`#${link}`);
    const preset = this.#presets.find(({ name }) => name === base) ?? this.#presets[0];
    const original = preset?.experiment ?? this.#settings;
    this.#controls.show(this.#settings, original);
    this.#bar.showPresets(this.#presets, base, link !== this.#core.write_link(original), (chosen) =>
      this.#choose(chosen),
    );
    this.#bar.showSummary(describeExperiment(this.#controlList, this.#settings));
    this.#bar.showNotices(this.#notices);
    this.#showRun();
    this.#showFigures(soon);
    for (const listener of this.#listeners) listener();
  }

  #showRun() {
    const stale = this.#stale;
    const { progress } = this.#run?.estimate() ?? { progress: 0 };
    this.#bar.show({ state: this.state, stale, progress, status: this.#sentence() });
    const shown = stale
      ? `The figures still show ${describeDifference(this.#controlList, this.#current.experiment, this.#settings) || "other settings"}.`
      : "";
    this.#bar.showChange([this.#change, shown].filter(Boolean).join(" "));
  }

  /** @param {boolean} [soon] draws at the next frames */
  #showFigures(soon = false) {
    for (const [name, figure] of this.#figures) {
      const results = this.#shownBy(name);
      figure.show(results.source, this.#badge(results, name), soon);
    }
    // The story speaks of what its first figure shows.
    const [first] = this.#figures.keys();
    tell(first ? this.#shownBy(first).experiment : this.#settings);
  }

  #sentence() {
    return this.#run
      ? runSentence(this.#run, this.#took, !this.#stale)
      : openingSentence(this.#current);
  }

  /**
   * @param {Results} results
   * @param {StudyFigure} figure
   */
  #badge(results, figure) {
    const current = results === this.#current;
    if (!results.has(figure)) return emptyBadge(current && Boolean(this.#run?.active));
    if (this.#fits(results)) return badge(results, current);
    return staleBadge(describeDifference(this.#controlList, results.experiment, this.#settings));
  }
}

/**
 * The comparison of the strategies: what is compared, how far it is, and what the address says.
 * @import { Comparison, Experiment, PageCore, RemediesCore, Remedy, RemedyCard } from "./types.js"
 * @import { Badge } from "./figure.js"
 * @import { Page } from "./page.js"
 * @import { Pool } from "./pool.js"
 * @import { Choice } from "./remedychoice.js"
 * @import { Order } from "./remedytable.js"
 *
 * @typedef {object} Work a comparison with all that belongs to it
 * @property {Comparison} comparison
 * @property {Comparing} comparing
 * @property {Remedy[]} rows all that can be compared
 * @property {RemedyCard[]} cards
 * @property {Experiment} experiment
 * @property {string} link of the experiment
 */

import { announce } from "./announce.js";
import { Comparing } from "./comparing.js";
import { make } from "./dom.js";
import { Figure } from "./figure.js";
import { addressOf, writeView } from "./link.js";
import { Pace } from "./pace.js";
import { Reader } from "./reader.js";
import { RemedyCards } from "./remedycards.js";
import { chosen, readChoice, writeChoice } from "./remedychoice.js";
import { RemedyControls } from "./remedycontrols.js";
import { RemedyTable } from "./remedytable.js";

const NAME = "remedies";

export class Remedies {
  #core;
  #pageCore;
  #page;
  #pool;
  /** @type {Work} */
  #now;
  /** What was shown before, as long as the present comparison has no row. */
  #former = /** @type {Work | null} */ (null);
  /** @type {Choice} */
  #choice = { names: null, equal: "epochs" };
  /** @type {Order | null} */
  #order = null;
  #pace = new Pace(0);
  #frame = 0;
  #controls;
  #table;
  #cards;
  #figure;

  /**
   * @param {HTMLElement} element
   * @param {RemediesCore} core
   * @param {PageCore} pageCore
   * @param {Page} page
   * @param {Pool} pool
   */
  constructor(element, core, pageCore, page, pool) {
    this.#core = core;
    this.#pageCore = pageCore;
    this.#page = page;
    this.#pool = pool;
    this.#now = this.#begin();
    this.#controls = new RemedyControls({
      ask: () => void this.compute(),
      cancel: () => this.#cancel(),
      choose: (names) => this.#choose({ names }),
      equal: (equal) => this.#choose({ equal }),
    });
    this.#table = new RemedyTable((order) => this.#sort(order));
    const place = document.getElementById("strategies");
    this.#cards = place && new RemedyCards(place);
    const surroundings = {
      link: () => addressOf(pageCore, this.#shown.experiment, NAME),
      embed: () => addressOf(pageCore, this.#shown.experiment, NAME, "embed"),
    };
    this.#figure = new Figure(element, NAME, surroundings, {
      above: this.#controls.element,
      below: make("div", { class: "comparison" }, this.#table.element),
      pointer: (stage, title) =>
        new Reader(stage, title, () => this.#shown.comparison.readings(NAME)),
    });
    this.#read();
    page.onChange(() => this.#follow());
    for (const event of ["popstate", "hashchange"])
      window.addEventListener(event, () => this.#arrive());
    this.#show(true);
  }

  /** For tests and curious visitors. */
  get comparison() {
    return this.#now.comparison;
  }

  get works() {
    return this.#now.comparing.works;
  }

  /** Computes what the chosen rows lack, for those who want to wait for it. */
  async compute() {
    if (this.#stale) this.#renew();
    const { comparison, comparing } = this.#now;
    if (comparing.works) return;
    this.#pace = new Pace(comparison.progress());
    const end = comparing.run();
    announce("The comparison has started.", true);
    this.#show();
    await end;
    // Another one may have taken its place.
    if (comparing !== this.#now.comparing || comparing.works) return;
    if (comparing.failure) announce(comparing.failure, true);
    else if (comparison.progress() === 1) announce("The comparison is complete.", true);
    this.#follow();
  }

  /**
   * A comparison of what the page's settings ask for, with the same choice.
   * @returns {Work}
   */
  #begin() {
    const experiment = this.#page.settings;
    const comparison = new this.#core.Comparison(experiment);
    const comparing = new Comparing(
      comparison,
      this.#pool,
      (key) => this.#page.outcome(key),
      () => {
        if (comparing === this.#now.comparing) this.#hear();
      },
    );
    return {
      comparison,
      comparing,
      rows: comparison.rows(),
      cards: comparison.cards(),
      experiment,
      link: this.#pageCore.write_link(experiment),
    };
  }

  /** Answers come in crowds; the page is told of all of them at its next frame. */
  #hear() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#show();
      if (this.works) announce(`${Math.floor(10 * this.comparison.progress())}0 % compared.`);
    });
  }

  get #stale() {
    return this.#pageCore.write_link(this.#page.settings) !== this.#now.link;
  }

  /** The comparison whose rows are shown. */
  get #shown() {
    const { comparison } = this.#now;
    return comparison.has() || !this.#former?.comparison.has() ? this.#now : this.#former;
  }

  /** The comparison is of the settings asked for; one that has rows stays. */
  #renew() {
    this.#now.comparing.cancel();
    const link = this.#pageCore.write_link(this.#page.settings);
    const before = this.#now;
    let lost = /** @type {Work | null} */ (null);
    if (this.#former?.link === link) {
      this.#now = this.#former;
      this.#former = before;
    } else {
      this.#now = this.#begin();
      if (before.comparison.has() || !this.#former) [lost, this.#former] = [this.#former, before];
      else lost = before;
    }
    this.#give();
    // Nothing is drawn from it any more before it is gone.
    this.#show(true);
    lost?.comparison.free();
  }

  /** Hands the choice and the order of the rows to the comparisons. */
  #give() {
    const { comparison, comparing, rows } = this.#now;
    // At equal gradients a strategy has other settings, and another cost.
    if (comparing.setEqual(this.#choice.equal)) this.#now.cards = comparison.cards();
    comparison.choose(chosen(this.#choice, rows));
    comparing.refresh();
    const column = this.#order && this.#core.Comparison.columns()[this.#order.column];
    if (!this.#order || !column) return;
    for (const work of [this.#now, this.#former])
      work?.comparison.sort(column, this.#order.descending);
  }

  /** Takes the choice from the address. */
  #read() {
    const { choice, notices } = readChoice(location.hash, this.#now.rows);
    this.#choice = choice;
    this.#give();
    for (const notice of notices) this.#page.notice(notice);
    this.#write();
  }

  #write() {
    writeView(writeChoice(this.#choice, this.#now.rows), "remedies");
  }

  /** @param {Partial<Choice>} change */
  #choose(change) {
    this.#choice = { ...this.#choice, ...change };
    this.#give();
    this.#write();
    this.#pace = new Pace(this.#now.comparison.progress());
    this.#show(true);
  }

  /** @param {Order} order */
  #sort(order) {
    this.#order = order;
    this.#give();
    this.#show(true);
  }

  #cancel() {
    this.#now.comparing.cancel();
    announce("Cancelled. The finished rows stay.", true);
    this.#follow();
  }

  /** The page's settings have changed, or its run has gone on. */
  #follow() {
    if (this.#stale && !this.works) this.#renew();
    this.#show();
  }

  /** The address was changed: back, forward, or by hand. */
  #arrive() {
    if (this.#stale && !this.works) this.#renew();
    const { rows } = this.#now;
    const { choice } = readChoice(location.hash, rows);
    if (writeChoice(choice, rows) !== writeChoice(this.#choice, rows)) this.#read();
    this.#show();
  }

  /** @param {boolean} [soon] */
  #show(soon = false) {
    const { comparison, comparing, rows, cards } = this.#now;
    const progress = comparison.progress();
    const paused = comparing.works && this.#page.state === "paused";
    this.#pace.rest(paused);
    this.#controls.show({
      rows,
      chosen: chosen(this.#choice, rows),
      equal: this.#choice.equal,
      working: comparing.works,
      paused,
      stale: this.#stale,
      progress,
      left: this.#pace.left(progress),
      failure: comparing.failure,
    });
    const shown = this.#shown;
    this.#table.show(shown.comparison, this.#order, soon);
    this.#cards?.show(cards, comparison);
    this.#figure.show(shown.comparison, this.#badge(shown), soon);
  }

  /**
   * @param {Work} shown
   * @returns {Badge}
   */
  #badge({ comparison, experiment, link }) {
    if (!comparison.has()) return { text: "nothing compared yet", tone: "none" };
    if (link !== this.#pageCore.write_link(this.#page.settings)) {
      const difference = this.#page.differenceTo(experiment) || `${experiment.trials} trials`;
      return { text: `former settings: ${difference}`, tone: "stale" };
    }
    return this.works
      ? { text: "comparing", tone: "live" }
      : { text: "compared here", tone: "own" };
  }
}

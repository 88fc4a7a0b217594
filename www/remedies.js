/**
 * The comparison of the strategies: what is compared, how far it is, and what the address says.
 * @import { Comparison, Experiment, PageCore, RemediesCore, Remedy, RemedyCard } from "./types.js"
 * @import { Badge } from "./figure.js"
 * @import { Networks } from "./networks.js"
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
 * @property {boolean} shipped whether it came with results that a command of the repository computed
 * @property {boolean} own whether something of it was computed here
 * @property {string} note what is to be said of it once it is complete
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
import { agree, Shipped } from "./shipped.js";

const NAME = "remedies";

export class Remedies {
  #core;
  #pageCore;
  #page;
  #pool;
  #networks;
  #shipped;
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
  /** Whether the news that wait for the next frame have answers among them. */
  #answered = false;
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
   * @param {Networks} networks
   */
  constructor(element, core, pageCore, page, pool, networks) {
    this.#core = core;
    this.#pageCore = pageCore;
    this.#page = page;
    this.#pool = pool;
    this.#networks = networks;
    this.#shipped = new Shipped(core, pageCore);
    this.#now = this.#begin(page.settings);
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
      between: make("div", { class: "comparison" }, this.#table.element),
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

  /** Shows what is shipped, where nothing is known of what is asked for. */
  async open() {
    const empty = this.#now;
    if (empty.shipped || empty.own) return;
    const comparison = await this.#shipped.open(empty.link);
    if (!comparison) return;
    if (empty !== this.#now || empty.own || empty.comparing.works) return comparison.free();
    this.#now = this.#begin(empty.experiment, comparison);
    this.#give();
    this.#show(true);
    empty.comparison.free();
  }

  /** Computes what the chosen rows lack, for those who want to wait for it; if nothing, all anew. */
  async compute() {
    if (this.#stale) this.#renew();
    if (this.works) return;
    if (this.#now.shipped && this.comparison.progress() === 1)
      this.#turnTo(this.#begin(this.#now.experiment));
    const work = this.#now;
    const { comparison, comparing } = work;
    const end = comparing.run();
    this.#pace = new Pace(comparing.progress);
    announce("The comparison has started.", true);
    this.#show();
    await end;
    // Another one may have taken its place.
    if (work !== this.#now || comparing.works) return;
    if (comparing.failure) announce(comparing.failure, true);
    else if (comparison.progress() === 1) {
      this.#verify(work);
      announce(`The comparison is complete. ${work.note}`, true);
    }
    this.#follow();
  }

  /**
   * A comparison, with the same choice.
   * @param {Experiment} experiment
   * @param {Comparison} [shipped] with its results
   * @returns {Work}
   */
  #begin(experiment, shipped) {
    const comparison = shipped ?? new this.#core.Comparison(experiment);
    const comparing = new Comparing(
      comparison,
      this.#pool,
      (...order) => this.#networks.train(experiment, ...order),
      (answered) => {
        if (answered) work.own = true;
        if (work === this.#now) this.#hear(answered);
      },
    );
    const work = {
      comparison,
      comparing,
      rows: comparison.rows(),
      cards: comparison.cards(),
      experiment,
      link: this.#pageCore.write_link(experiment),
      shipped: Boolean(shipped),
      own: false,
      note: "",
    };
    return work;
  }

  /**
   * News come in crowds; the page is told of all of them at its next frame.
   * @param {boolean} answered
   */
  #hear(answered) {
    this.#answered ||= answered;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#answered) this.#show();
      else this.#showControls();
      this.#answered = false;
      if (this.works) announce(`${Math.floor(10 * this.#now.comparing.progress)}0 % compared.`);
    });
  }

  /**
   * Whether what was computed here is what was shown before as precomputed.
   * @param {Work} work
   */
  #verify(work) {
    const former = this.#former;
    if (work.shipped || !former?.shipped || former.link !== work.link) return;
    work.note = agree(work.comparison, former.comparison)
      ? "Every precomputed number was found again, to the last digit."
      : "Not every number is the precomputed one.";
  }

  get #stale() {
    return this.#pageCore.write_link(this.#page.settings) !== this.#now.link;
  }

  /** The comparison whose rows are shown. */
  get #shown() {
    const { comparison } = this.#now;
    return comparison.has() || !this.#former?.comparison.has() ? this.#now : this.#former;
  }

  /** The comparison is of the settings asked for. */
  #renew() {
    this.#now.comparing.cancel();
    const former = this.#former;
    if (former?.link === this.#pageCore.write_link(this.#page.settings)) {
      [this.#now, this.#former] = [former, this.#now];
      this.#give();
      this.#show(true);
    } else {
      this.#turnTo(this.#begin(this.#page.settings));
    }
    void this.open();
  }

  /**
   * Another comparison takes the place of the present one, which stays if it has rows.
   * @param {Work} work
   */
  #turnTo(work) {
    const before = this.#now;
    let lost = /** @type {Work | null} */ (before);
    if (before.comparison.has() || !this.#former) [lost, this.#former] = [this.#former, before];
    this.#now = work;
    this.#give();
    // Nothing is drawn from it any more before it is gone.
    this.#show(true);
    lost?.comparison.free();
  }

  /** Hands the choice and the order of the rows to the comparisons. */
  #give() {
    const { link } = this.#now;
    for (const work of [this.#now, this.#former]) {
      if (work?.link !== link) continue;
      // At equal gradients a strategy has other settings, and another cost.
      if (work.comparing.setEqual(this.#choice.equal)) work.cards = work.comparison.cards();
      work.comparison.choose(chosen(this.#choice, work.rows));
      work.comparing.refresh();
    }
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
    this.#pace = new Pace(this.#now.comparing.progress);
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
    this.#showControls();
    const { comparison, cards } = this.#now;
    const shown = this.#shown;
    this.#table.show(shown.comparison, this.#order, soon);
    this.#cards?.show(cards, comparison);
    this.#figure.show(shown.comparison, this.#badge(shown), soon);
  }

  #showControls() {
    const { comparison, comparing, rows, note } = this.#now;
    const { progress, failure } = comparing;
    const paused = comparing.works && this.#page.state === "paused";
    this.#pace.rest(paused);
    this.#controls.show({
      rows,
      chosen: chosen(this.#choice, rows),
      equal: this.#choice.equal,
      working: comparing.works,
      paused,
      offer: this.#offer,
      progress,
      left: this.#pace.left(progress),
      said: failure || (comparison.progress() === 1 ? note : ""),
    });
  }

  /** What the button is called that computes; empty where there is nothing to compute. */
  get #offer() {
    const { comparison, rows, shipped, own } = this.#now;
    const done = comparison.progress();
    if (this.works && !this.#stale) return "";
    if (this.#stale || chosen(this.#choice, rows).length === 0) return "Compare";
    if (done === 1) return shipped ? "Compare here" : "";
    if (done === 0) return "Compare";
    return shipped && !own ? "Compare the rest" : "Go on";
  }

  /**
   * @param {Work} shown
   * @returns {Badge}
   */
  #badge({ comparison, comparing, experiment, link, shipped, own }) {
    const trials = experiment.trials === 1 ? "1 trial" : `${experiment.trials} trials`;
    if (!comparison.has()) return { text: "nothing compared yet", tone: "none" };
    if (link !== this.#pageCore.write_link(this.#page.settings)) {
      const difference = this.#page.differenceTo(experiment) || trials;
      return { text: `former settings: ${difference}`, tone: "stale" };
    }
    if (comparing.works) return { text: "comparing", tone: "live" };
    if (!shipped) return { text: "compared here", tone: "own" };
    return own
      ? { text: "precomputed, the rest compared here", tone: "own" }
      : { text: `precomputed, ${trials}`, tone: "precomputed" };
  }
}

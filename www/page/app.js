/**
 * The page: what a visitor does goes to the session in wasm, and what that wants is computed, kept and
 * shown.
 * @import { Page } from "../wasm/sharp_minima.js"
 * @import { Control, Event, Experiment, Preset, View } from "../core/types.js"
 * @import { Pool } from "../core/pool.js"
 * @import { Share } from "../core/share.js"
 * @import { Turn } from "../core/turn.js"
 * @import { Vault } from "../core/vault.js"
 *
 * @typedef {object} Part something on the page that follows the session
 * @property {(soon: boolean) => void} refresh `soon`: at the next frame, not when its turn comes
 */

import { download } from "../lib/dom.js";
import { onStillness } from "../lib/motion.js";
import { Hash } from "./address.js";
import { announce } from "./announce.js";
import { SPOILT, Shipped } from "./shipped.js";

/** Least milliseconds between two looks at the bar while something is computed. */
const BAR_EVERY = 150;

export class App {
  #page;
  /** @type {Pool | null} */
  #pool = null;
  /** @type {Share | null} */
  #share = null;
  /** @type {Turn | null} */
  #turn = null;
  #vault;
  #presets;
  /** @type {Part[]} */
  #parts = [];
  /** Whether Run was pressed and waits for what comes with the page. */
  #starting = false;
  /** @type {string[]} */
  #notices = [];
  #change = "";
  /** @type {Event | null} */
  #event = null;
  #phase = "idle";
  #timer = 0;
  /** Whether the page waits for the module. */
  waits = false;
  #hash = new Hash(() => `#${this.#page.hash()}`);

  /**
   * @param {Page} page
   * @param {Vault} vault
   * @param {Preset[]} presets
   */
  constructor(page, vault, presets) {
    this.#page = page;
    this.#vault = vault;
    this.#presets = presets;
    this.#notices = page.notices();
    this.shipped = new Shipped(page, {
      changed: () => this.changed(),
      notice: (text) => this.notice(text),
    });
    onStillness((still) => page.keep_still(still));
  }

  /** The session itself. */
  get page() {
    return this.#page;
  }

  get presets() {
    return this.#presets;
  }

  /** @returns {string[]} what the visitor has to know */
  get notices() {
    return this.#notices;
  }

  /** The last thing that a job of no figure has led to. */
  get event() {
    return this.#event;
  }

  /** What a run waits for, in words; empty if for nothing. */
  get awaited() {
    if (this.waits || this.#starting || this.shipped.begins) return "Loading …";
    if (this.#page.phase() !== "running") return "";
    if (this.#pool?.loading) return "Loading the data …";
    return this.#turn?.isAwaited ? "Another figure computes first …" : "";
  }

  /** What the last change means. */
  get change() {
    return this.#change;
  }

  /** @param {Pool} pool */
  employ(pool) {
    this.#pool = pool;
  }

  /**
   * Computes as one of a note's figures.
   * @param {Share} share
   * @param {Turn} turn
   */
  shareBy(share, turn) {
    this.#share = share;
    this.#turn = turn;
  }

  /**
   * Takes over what another figure of the note has computed.
   * @param {string[]} entries
   */
  learn(entries) {
    for (const entry of entries) this.#page.read_entry(entry, "kept");
    // Looks again what is left to do.
    this.#page.set_view(this.#page.view());
    this.#serve();
  }

  /** Whether something is computed, or rests. */
  get isBusy() {
    return (this.#pool?.busy ?? 0) > 0 || this.#page.phase() === "paused";
  }

  /** @param {Part} part */
  add(part) {
    this.#parts.push(part);
  }

  /** What the pool asks for and tells. */
  orders() {
    const page = this.#page;
    return {
      next: () => {
        if (this.#turn && !this.#turn.take()) return undefined;
        const order = page.next(performance.now());
        // The last that was left may be lost with what it needs.
        if (!order) this.#follow();
        return order;
      },
      progress: (
        /** @type {number} */ id,
        /** @type {number} */ share,
        /** @type {string | undefined} */ report,
      ) => {
        page.progress(id, share, report, performance.now());
        this.#follow();
      },
      resumed: (/** @type {number} */ id, /** @type {number} */ share) =>
        page.resumed(id, share, performance.now()),
      done: (
        /** @type {number} */ id,
        /** @type {string} */ report,
        /** @type {Uint32Array} */ labels,
        /** @type {Float32Array[]} */ vectors,
      ) => {
        page.done(id, report, labels, vectors, performance.now());
        this.#serve();
      },
      failed: (/** @type {number} */ id, /** @type {string} */ why) => {
        page.failed(id, why, performance.now());
        this.#serve();
      },
      begun: this.#vault.begun,
      notice: (/** @type {string} */ text) => this.notice(text),
    };
  }

  /**
   * Fills the page.
   * @param {boolean} all also with what takes long
   */
  run(all) {
    if (this.#starting) return;
    const coming = this.shipped.whole();
    if (!coming) return this.#start(all);
    // Else it would only fill in what is still on its way.
    this.#starting = true;
    this.#refresh(true);
    void coming.then(() => this.#starting && this.#start(all));
  }

  /** @param {boolean} all */
  #start(all) {
    this.#starting = false;
    this.#notices = [];
    this.#change = "";
    this.#page.start(all, performance.now());
    this.changed();
  }

  pauseOrResume() {
    // The button may be pressed just when there is nothing to pause any more.
    const phase = this.#page.phase();
    if (phase === "paused") this.#page.resume(performance.now());
    else if (phase === "running") this.#page.pause(performance.now());
    this.changed();
  }

  cancel() {
    // Else every figure would be drawn anew for nothing.
    if (!this.#starting && !this.isBusy && this.#page.phase() !== "running") return;
    this.#starting = false;
    this.#page.cancel(performance.now());
    this.changed();
  }

  /**
   * Computes one figure.
   * @param {string} figure
   */
  ask(figure) {
    this.#page.ask(figure);
    this.changed();
  }

  /** @param {string} figure */
  giveUp(figure) {
    this.#page.give_up(figure);
    announce("Cancelled. What was computed stays.", true);
    this.changed();
  }

  /**
   * @param {string} figure
   * @param {boolean} visible
   */
  see(figure, visible) {
    this.#page.see(figure, visible);
    this.#serve();
  }

  /**
   * Asks for other settings, which may be refused with an error.
   * @param {Experiment} experiment
   * @param {string} what has changed, in words
   * @param {{ replace?: boolean }} [options] replace: no new entry in the history
   */
  set(experiment, what, options) {
    const before = this.#page.view().trial;
    this.#starting = false;
    this.#page.set_experiment(experiment);
    const { trial } = this.#page.view();
    this.#notices =
      trial === before
        ? []
        : [`Trial ${before} is none of these settings: trial ${trial} is shown.`];
    this.#change = what;
    if (what) announce(what);
    this.#hash.write(options);
    this.shipped.fetch();
    this.changed();
  }

  /**
   * Looks at something else.
   * @param {Partial<View>} change
   * @param {string} [figure] where it was asked for: what it lacks then is computed if that is quick
   * @param {boolean} [done] false while more changes of the same kind will follow at once
   */
  look(change, figure, done = true) {
    this.#page.set_view({ ...this.#page.view(), ...change });
    if (!done) return;
    this.#hash.write({ replace: true });
    const state = figure ? this.#page.figure(figure) : undefined;
    if (figure && state?.offer && state.quick) this.ask(figure);
    else this.changed();
  }

  /**
   * Goes where the address leads.
   * @param {string} hash
   */
  arrive(hash) {
    this.#starting = false;
    const moved = this.#page.arrive(hash);
    const notices = this.#page.notices();
    // Browsers tell of one step more than once: the second time there is nothing to say.
    if (!moved && notices.length === 0) return this.#hash.write({ replace: true });
    this.#notices = notices;
    this.#change = "";
    this.#hash.write({ replace: true });
    this.shipped.fetch();
    this.changed();
  }

  /** Whatever else the address has led to, it tells what is shown. */
  keepAddress() {
    this.#hash.write({ replace: true });
  }

  /**
   * Takes results over from a file.
   * @param {string} text
   * @param {string} name
   * @returns {boolean} whether all of it could be read
   */
  open(text, name) {
    const unread = this.#page.read(text, "opened");
    const [first] = unread;
    if (first) {
      const others = unread.length > 1 ? ` (and ${unread.length - 1} others)` : "";
      this.notice(`“${name}”: not all of it could be read. ${first}${others}.`);
    } else {
      announce(`The results in “${name}” were read.`, true);
    }
    this.changed();
    return !first;
  }

  /** Offers everything that is known as a file. */
  save() {
    download("sharp-minima-results.json", "application/json", this.#page.write());
  }

  /** Forgets what was computed here, now and before. */
  async forget() {
    this.#page.forget();
    await this.#vault.clear();
    announce("What was computed here is forgotten.", true);
    this.changed();
  }

  /** Reads what the browser has kept, and what comes with the page. */
  async begin() {
    const kept = await this.#vault.open();
    let lost = 0;
    for (const entry of kept) if (this.#page.read_entry(entry, "kept") !== undefined) lost += 1;
    if (lost > 0)
      this.notice(
        `${lost} of ${kept.length} results that this browser kept are of another version and were passed over.`,
      );
    this.#hash.write({ replace: true });
    await this.shipped.fetch();
    const begun = this.#page.begun([...this.#vault.begun]);
    if (begun > 0)
      this.notice(
        `${begun === 1 ? "A training was" : `${begun} trainings were`} under way when this page was left. Run goes on from there.`,
      );
    this.changed();
  }

  /**
   * Something the visitor has to know.
   * @param {string} text
   */
  notice(text) {
    this.#notices = [...this.#notices.filter((other) => other !== text), text].slice(-30);
    announce(text, true);
    this.#refresh(false);
  }

  /** Something is to be computed, shown or kept now. */
  changed() {
    this.#serve();
    this.#refresh(true);
  }

  /** Asks again for shipped results that could not be read. */
  fetchAgain() {
    this.#notices = this.#notices.filter((text) => !text.startsWith(SPOILT));
    this.shipped.fetch();
    this.#refresh(true);
  }

  /** Ends what nobody waits for, gives out what is wanted, and keeps what has come. */
  #serve() {
    this.#pool?.cancel(this.#page.cancelled());
    this.#pool?.rest(this.#page.phase() === "paused");
    this.#pool?.serve();
    if (this.#pool?.busy === 0 || this.#page.phase() === "paused") this.#turn?.leave();
    const unsaved = this.#page.unsaved();
    void this.#vault.keep(unsaved);
    this.#share?.tell(unsaved);
    for (const event of this.#page.events()) this.#hear(event);
    this.#follow();
  }

  /** @param {Event} event */
  #hear(event) {
    this.#event = event;
    if (event.kind === "save") download(event.name, "application/json", event.text);
    announce(wordsOf(event), true);
    for (const part of this.#parts) part.refresh(true);
  }

  /** News come in crowds: the page is told of them a few times a second. */
  #follow() {
    const phase = this.#page.phase();
    if (phase !== this.#phase) {
      this.#phase = phase;
      announce(this.#page.bar().status, true);
      // Nothing more may come: the figures must not wait for their turn with what they have.
      this.#refresh(true);
      return;
    }
    this.#timer ||= window.setTimeout(() => {
      this.#timer = 0;
      this.#refresh(false);
    }, BAR_EVERY);
  }

  /** Tells the page now what it would be told in a moment. */
  hurry() {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#refresh(false);
  }

  /** @param {boolean} soon */
  #refresh(soon) {
    for (const part of this.#parts) part.refresh(soon);
  }
}

/**
 * @param {Event} event
 * @returns {string}
 */
export function wordsOf(event) {
  if (event.kind === "save") return `${event.name} was saved.`;
  if (event.kind === "measured") return `The network from ${event.text} was measured.`;
  return event.text;
}

/**
 * What a change of a setting means.
 * @param {Control} control
 */
export function meaning({ label, retrains }) {
  return `${label} changed: ${retrains}.`;
}

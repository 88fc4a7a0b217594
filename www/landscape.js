/**
 * The landscape's figures: what is looked at, what is computed for it, and what the address says.
 * @import { Atlas, Control, Experiment, Kept, LandscapeCore, PageCore, PlaceReading, Plate, View } from "./types.js"
 * @import { Badge } from "./figure.js"
 * @import { Networks } from "./networks.js"
 * @import { Page } from "./page.js"
 * @import { Pool } from "./pool.js"
 *
 * @typedef {object} Place one figure with all that belongs to it
 * @property {Figure} figure
 * @property {PlateControls} controls
 * @property {boolean} asked whether someone wants it computed
 * @property {string} failure
 */

import { announce } from "./announce.js";
import { Figure } from "./figure.js";
import { addressOf, writeView } from "./link.js";
import { MapPointer } from "./mappointer.js";
import { PlateControls } from "./platecontrols.js";
import { Reader } from "./reader.js";
import { Surveyor } from "./surveyor.js";

/** @type {Plate[]} */
const PLATES = ["lines", "landscape"];

export class Landscape {
  #core;
  #page;
  #pageCore;
  #pool;
  #networks;
  /** @type {Atlas} */
  #atlas;
  /** What was shown before, as long as there is nothing of the present atlas. */
  #former = /** @type {Atlas | null} */ (null);
  /** @type {Surveyor} */
  #surveyor;
  /** The link of the atlas' experiment. */
  #link;
  #precomputed = false;
  #frame = 0;
  /** @type {Map<Plate, Place>} */
  #places = new Map();

  /**
   * @param {LandscapeCore} core
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
    const experiment = page.study.experiment();
    this.#link = pageCore.write_link(experiment);
    this.#atlas = new core.Atlas(experiment);
    this.#surveyor = this.#newSurveyor();
    const { view, notices } = core.read_view(location.hash);
    this.#atlas.look(view);
    for (const notice of notices) page.notice(notice);
    writeView(core.write_view(this.#atlas.view()));
    for (const plate of PLATES) {
      const element = document.querySelector(`figure[data-figure=${plate}]`);
      if (element instanceof HTMLElement) this.#places.set(plate, this.#place(element, plate));
    }
    page.onChange(() => this.#show());
    for (const event of ["popstate", "hashchange"])
      window.addEventListener(event, () => this.#arrive());
    this.#show();
  }

  /** For tests and curious visitors. */
  get atlas() {
    return this.#atlas;
  }

  /** @param {Plate} plate */
  works(plate) {
    return this.#surveyor.works(plate);
  }

  /**
   * Computes a figure, for those who want to wait for it.
   * @param {Plate} plate
   */
  async compute(plate) {
    this.#renew();
    const place = this.#places.get(plate);
    if (place) place.asked = true;
    await this.#surveyor.survey(plate);
    this.#show(true);
  }

  /**
   * What a command of the repository computed under the view that is shown first.
   * @param {{ experiment: Experiment, kept: Record<Plate, Kept[]> }} file
   */
  open({ experiment, kept }) {
    if (this.#pageCore.write_link(experiment) !== this.#link) return;
    const view = this.#atlas.view();
    this.#atlas.look(this.#core.read_view("").view);
    for (const plate of PLATES) this.#atlas.restore(plate, kept[plate]);
    this.#atlas.look(view);
    this.#precomputed = true;
    this.#show(true);
  }

  /** Computes what the address asks for, if it is not there; told when a figure comes into sight. */
  arriveAt(/** @type {Plate} */ plate) {
    const place = this.#places.get(plate);
    const asked = this.#core.write_view(this.#atlas.view()) !== "";
    if (place && asked && !place.asked && !this.#atlas.has(plate)) this.#ask(plate);
  }

  #newSurveyor() {
    const atlas = this.#atlas;
    return new Surveyor(atlas, this.#pool, this.#networks, (plate, failure) => {
      if (atlas === this.#atlas) this.#hear(plate, failure);
    });
  }

  /**
   * @param {HTMLElement} element
   * @param {Plate} plate
   * @returns {Place}
   */
  #place(element, plate) {
    const controls = new PlateControls(
      plate,
      /** @type {Control<keyof View>[]} */ (this.#core.view_controls()),
      {
        change: (change, done) => this.#change(plate, change, done),
        ask: () => this.#ask(plate),
        cancel: () => this.#cancel(),
      },
    );
    const surroundings = {
      link: () => addressOf(this.#pageCore, this.#atlas.experiment(), plate),
      embed: () => addressOf(this.#pageCore, this.#atlas.experiment(), plate, "embed"),
    };
    const figure = new Figure(element, plate, surroundings, {
      above: controls.above,
      below: controls.below,
      table: () => this.#atlas.table(plate),
      pointer: (stage, title) =>
        plate === "lines"
          ? new Reader(stage, title, () => this.#atlas.readings())
          : new MapPointer(stage, title, {
              view: () => (this.#atlas.has(plate) ? this.#atlas.view() : undefined),
              change: (change, done) => this.#change(plate, change, done),
              read: (panel, a, b) => this.#atlas.read(panel, a, b),
              measure: (reading) => this.#measure(reading),
            }),
    });
    const sight = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) this.arriveAt(plate);
    });
    sight.observe(element);
    return { figure, controls, asked: false, failure: "" };
  }

  /**
   * Looks at something else.
   * @param {Plate} plate where it was asked for
   * @param {Partial<View>} change
   * @param {boolean} done false while more changes of the same kind will follow at once
   */
  #change(plate, change, done) {
    const view = { ...this.#atlas.view(), ...change };
    // Another plane has another extent.
    if ("plane" in change) Object.assign(view, { x: 0, y: 0, zoom: 0 });
    this.#atlas.look(view);
    if (!done) return this.#draw(plate);
    writeView(this.#core.write_view(this.#atlas.view()));
    const still = ["azimuth", "elevation", "epoch", "shape", "rise"];
    if (!Object.keys(change).every((field) => still.includes(field)))
      for (const [other, place] of this.#places)
        if (other === plate || place.asked) this.#ask(other);
    this.#show();
  }

  /** The address was changed: back, forward, or by hand. */
  #arrive() {
    const { view } = this.#core.read_view(location.hash);
    if (this.#core.write_view(view) === this.#core.write_view(this.#atlas.view())) return;
    this.#atlas.look(view);
    for (const [plate, place] of this.#places) if (place.asked) this.#ask(plate);
    this.#show();
  }

  /**
   * Computes what is missing of a figure.
   * @param {Plate} plate
   */
  #ask(plate) {
    const place = this.#places.get(plate);
    if (!place) return;
    place.failure = "";
    void this.compute(plate);
    this.#show();
  }

  #cancel() {
    this.#surveyor.cancel();
    announce("Cancelled. What was computed stays.", true);
  }

  /** @param {PlaceReading} reading */
  #measure({ panel, place: [a, b] }) {
    const probe = this.#atlas.probe_survey(panel, a, b);
    if (!probe) return;
    announce("Measuring the sharpness there.", true);
    void this.#surveyor.probe("landscape", probe).then(() => {
      announce("The sharpness was measured; see the numbers under the map.", true);
    });
    this.#places.get("landscape")?.controls.measuring();
  }

  /**
   * @param {Plate} plate
   * @param {string} [failure]
   */
  #hear(plate, failure) {
    const place = this.#places.get(plate);
    if (!place) return;
    if (failure) {
      place.failure = `It could not be computed: ${failure}.`;
      announce(place.failure, true);
    }
    // Tiles come in crowds; all of them are shown at the next frame.
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#show();
    });
  }

  /** The atlas is of the experiment that the page shows, once something new is asked of it. */
  #renew() {
    const experiment = this.#page.settings;
    const link = this.#pageCore.write_link(experiment);
    if (link === this.#link) return;
    this.#surveyor.cancel();
    const view = this.#atlas.view();
    this.#former?.free();
    this.#former = this.#atlas;
    this.#atlas = new this.#core.Atlas(experiment);
    this.#atlas.look(view);
    this.#surveyor = this.#newSurveyor();
    this.#link = link;
    this.#precomputed = false;
  }

  /**
   * While something is dragged only its own picture follows, and at once.
   * @param {Plate} plate
   */
  #draw(plate) {
    const place = this.#places.get(plate);
    place?.controls.show(this.#atlas, this.#stateOf(plate, place));
    place?.figure.show(this.#shown(plate), this.#badge(plate), true);
  }

  /** @param {boolean} [soon] */
  #show(soon = false) {
    for (const [plate, place] of this.#places) {
      place.controls.show(this.#atlas, this.#stateOf(plate, place));
      // Two maps below one another need more room than one.
      place.figure.place.dataset.maps = String(this.#atlas.maps(plate));
      place.figure.show(this.#shown(plate), this.#badge(plate), soon);
    }
  }

  /**
   * @param {Plate} plate
   * @param {Place} place
   */
  #stateOf(plate, { failure }) {
    const working = this.#surveyor.works(plate);
    const progress = this.#atlas.progress(plate);
    return {
      working,
      paused: working && this.#page.state === "paused",
      progress,
      complete: progress === 1 && !this.#stale,
      failure,
    };
  }

  /** @param {Plate} plate */
  #shown(plate) {
    return this.#atlas.has(plate) || !this.#former?.has(plate) ? this.#atlas : this.#former;
  }

  get #stale() {
    return this.#pageCore.write_link(this.#page.settings) !== this.#link;
  }

  /**
   * @param {Plate} plate
   * @returns {Badge}
   */
  #badge(plate) {
    const trial = `trial ${this.#atlas.view().trial}`;
    const shown = this.#shown(plate);
    if (!shown.has(plate)) return { text: "nothing computed yet", tone: "none" };
    const difference = this.#page.differenceTo(shown.experiment());
    if (difference !== "") return { text: `former settings: ${difference}`, tone: "stale" };
    if (this.#surveyor.works(plate)) return { text: `computing, ${trial}`, tone: "live" };
    return this.#precomputed && !this.#places.get(plate)?.asked
      ? { text: `precomputed, ${trial}`, tone: "precomputed" }
      : { text: `computed here, ${trial}`, tone: "own" };
  }
}

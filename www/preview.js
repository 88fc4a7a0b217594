/**
 * The preview of data augmentation: asked of a worker when it is first seen, and again for other
 * settings or another draw.
 * @import { PageCore, Preview as Drawn, RemediesCore } from "./types.js"
 * @import { Page } from "./page.js"
 * @import { Pool } from "./pool.js"
 */

import { announce } from "./announce.js";
import { button, make, write } from "./dom.js";
import { Figure } from "./figure.js";
import { addressOf } from "./link.js";

const NAME = "augmentation";
/** After all trainings and measures that wait: it is only to look at. */
const URGENCY = 10_000;

export class Preview {
  #core;
  #pageCore;
  #page;
  #pool;
  #figure;
  #said = make("span", { class: "said" });
  #seen = false;
  #asking = false;
  #draw = 0;
  /** What is shown, or was asked for in vain. */
  #key = "";
  #drawn = /** @type {Drawn | null} */ (null);

  /**
   * @param {HTMLElement} place
   * @param {RemediesCore} core
   * @param {PageCore} pageCore
   * @param {Page} page
   * @param {Pool} pool
   */
  constructor(place, core, pageCore, page, pool) {
    this.#core = core;
    this.#pageCore = pageCore;
    this.#page = page;
    this.#pool = pool;
    const surroundings = {
      link: () => addressOf(pageCore, page.settings, NAME),
      embed: () => addressOf(pageCore, page.settings, NAME, "embed"),
    };
    const again = button("Draw again", () => void this.#again(), { class: "draw-again" });
    this.#figure = new Figure(place, NAME, surroundings, {
      above: make("div", { class: "plate-controls" }, again, this.#said),
    });
    page.onChange(() => void this.#ask());
    const look = (/** @type {IntersectionObserverEntry[]} */ entries) => {
      this.#seen = entries.some(({ isIntersecting }) => isIntersecting);
      void this.#ask();
    };
    // A screen ahead, so that it stands there when it comes into sight.
    new IntersectionObserver(look, { rootMargin: "100% 0px" }).observe(place);
  }

  async #again() {
    this.#draw += 1;
    await this.#ask();
  }

  get #wanted() {
    return `${this.#draw} ${this.#pageCore.write_link(this.#page.settings)}`;
  }

  /** Asks until what is shown is what is wanted; an answer overtaken by other settings is passed over. */
  async #ask() {
    if (this.#asking) return;
    this.#asking = true;
    while (this.#seen && this.#key !== this.#wanted) {
      const key = this.#wanted;
      write(this.#said, "The samples are being drawn.");
      try {
        const drawn = await this.#compute();
        if (key === this.#wanted) this.#show(drawn);
        else drawn.free();
      } catch (error) {
        const why = error instanceof Error ? error.message : error;
        write(this.#said, `The samples could not be drawn: ${why}.`);
        announce(`The samples could not be drawn: ${why}.`, true);
      }
      this.#key = key;
    }
    this.#asking = false;
  }

  /** @returns {Promise<Drawn>} */
  async #compute() {
    const job = this.#core.preview_job(this.#page.settings, this.#draw);
    const never = new AbortController().signal;
    const { report } = await this.#pool.run(URGENCY, job, [], () => {}, never);
    return new this.#core.Preview(job, report);
  }

  /** @param {Drawn} drawn */
  #show(drawn) {
    const former = this.#drawn;
    this.#drawn = drawn;
    this.#figure.show(drawn, { text: `drawn here, draw ${this.#draw + 1}`, tone: "own" }, true);
    former?.free();
    write(this.#said, "");
    if (this.#draw > 0) announce(`Draw ${this.#draw + 1} is shown.`, true);
  }
}

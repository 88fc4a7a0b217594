/**
 * One figure: frame, canvas, read-out, caption, verdicts, remarks, the numbers as a table, and the tools.
 * What it is of and how it is drawn is the session's.
 * @import { FigureInfo, FigureState, Geometry, Panel } from "../core/types.js"
 * @import { App } from "../page/app.js"
 *
 * @typedef {object} Pointer what reads values out of the drawing
 * @property {HTMLElement} output where they are written
 * @property {(geometry: Geometry, scale: number) => void} show told after each drawing where its
 *   plots lie, in device pixels, and how many of those are in a CSS pixel
 *
 * @typedef {object} Extras what a figure has besides the usual
 * @property {(stage: HTMLElement, title: string) => Pointer} [pointer]
 * @property {HTMLElement[]} [above] stand above the drawing
 * @property {HTMLElement[]} [below] stand below it
 * @property {HTMLElement} [table] in place of the usual one of the numbers
 * @property {(state: FigureState) => void} [refresh] told when the session has changed
 * @property {(panel: Panel) => void} [tell] told what the figure says
 */

import { make, write } from "../lib/dom.js";
import { fonts } from "../lib/fonts.js";
import { prose } from "../lib/prose.js";
import { redraw } from "../lib/redraw.js";
import { SIGNS } from "../lib/signs.js";
import { tableElement } from "../lib/table.js";
import { tally } from "../page/tally.js";
import { isDark, onTheme } from "../page/theme.js";
import { fileTools } from "./files.js";
import { Progress } from "./progress.js";

/** Canvas pixels in one CSS pixel, at most: beyond this nobody sees more. */
const MOST_PIXELS = 3;

/** How far outside the window a figure counts as in sight, and is painted. */
const SIGHT = "200px";
const NEAR = "100%";

export class Figure {
  visible = true;
  /** Whether it may soon be in sight: what is further away is not painted. */
  #isNear = true;
  #place;
  #app;
  #info;
  #extras;
  #panel = /** @type {Panel | null} */ (null);
  #canvas = make("canvas", { role: "img" });
  #stage = make("div", { class: "stage" }, this.#canvas);
  #badge = make("span", { class: "badge" });
  #caption = make("p", { class: "caption" });
  #verdicts = make("ul", { hidden: true, class: "verdicts", "aria-label": "Verdicts" });
  #remarks = make("ul", { hidden: true, class: "remarks", "aria-label": "Remarks" });
  #grounds = make("ul", {
    hidden: true,
    class: "grounds",
    "aria-label": "Grounds of the verdicts",
  });
  #headline = make("p", { class: "finding" });
  #numbers = make("div", { class: "scroll", tabindex: "0", role: "region" });
  #details = make("details", { class: "fine" }, make("summary", {}, "Fine print, numbers, files"));
  #pointer = /** @type {Pointer | null} */ (null);
  #progress;
  #rehearsed = false;
  /** What its words and its picture were made of last; empty if they have to be made in any case. */
  #told = "";
  #painted = "";

  /**
   * @param {HTMLElement} place a figure element, empty but for a picture that stands in for the drawing
   * @param {FigureInfo} info
   * @param {App} app
   * @param {Extras} [extras]
   */
  constructor(place, info, app, extras = {}) {
    this.#place = place;
    this.#info = info;
    this.#app = app;
    this.#extras = extras;
    this.#progress = new Progress(
      info.title,
      () => app.ask(info.name),
      () => app.giveUp(info.name),
    );
    const { title } = info;
    this.#canvas.setAttribute("aria-label", title);
    this.#numbers.setAttribute("aria-label", `${title}: numbers`);
    // Else all that is said would be its name.
    place.setAttribute("aria-label", title);
    this.#layOut();
    if (info.drawn) this.#watch();
    this.#watchSight();
    this.#details.addEventListener("toggle", () => this.#fillNumbers());
    onTheme((printing) => (printing ? this.#drawNow() : redraw(this, true)));
    void fonts.then(() => this.refresh(true));
    app.add(this);
  }

  /** @param {boolean} soon */
  refresh(soon) {
    if (soon) this.#forget();
    redraw(this, soon);
  }

  /**
   * Words and drawing anew, in steps; called by the redraw queue. What goes wrong is said in place of the caption.
   * @param {boolean} [anyhow] also out of sight: else it is painted when it comes near, and its words are told then
   *   or when the processors are no longer busy
   */
  *draw(anyhow = false) {
    try {
      yield* this.#steps(anyhow);
    } catch (error) {
      const why = error instanceof Error ? error.message : error;
      fill(this.#caption, [`This figure could not be drawn: ${why}.`], (text) => [text]);
    }
  }

  /** @param {boolean} anyhow */
  *#steps(anyhow) {
    const { drawn } = this.#info;
    if (!anyhow && !this.visible && this.#app.isBusy) {
      this.#forget();
      return;
    }
    const state = this.#frame();
    // What stands there meanwhile is as good.
    if (this.#isComing(state) && this.#headline.hasChildNodes()) return;
    const told = JSON.stringify(state);
    if (state.working || told !== this.#told) {
      this.#told = told;
      yield;
      yield* this.#tell();
    }
    if (!drawn || !(anyhow || this.#isNear) || this.#isFolded) return;
    const painted = told + this.#look();
    if (!state.working && painted === this.#painted) return;
    this.#painted = painted;
    yield* this.#rehearse(anyhow);
    this.#paint();
  }

  *#tell() {
    const panel = this.#app.page.panel(this.#info.name);
    this.#panel = panel;
    this.#speak(panel);
    this.#fillNumbers();
    if (!this.#extras.tell) return;
    yield;
    this.#extras.tell(panel);
  }

  /** All is made anew the next time. */
  #forget() {
    this.#told = "";
    this.#painted = "";
  }

  #drawNow() {
    this.#forget();
    for (const _ of this.draw(true));
  }

  /** Draws the picture alone, at once and less finely, while something is dragged. */
  paintNow() {
    // First what asks for the stage's size, which is known until something is changed.
    this.#paint(true);
    this.#frame();
  }

  #layOut() {
    const { title, drawn } = this.#info;
    const { pointer, above = [], below = [], table } = this.#extras;
    const words = make("figcaption", {}, this.#caption, this.#verdicts);
    const tools = fileTools(this.#info, this.#app, this.#stage);
    const over = make("div", { class: "over" }, this.#progress.element, this.#badge);
    const numbers = table ?? this.#numbers;
    // A figure that fills its frame leaves the room to the drawing.
    const folded = drawn && document.documentElement.dataset.fit === "frame";
    if (folded) this.#details.append(words);
    this.#details.append(this.#grounds, this.#remarks, ...(drawn ? [numbers] : []), ...tools);
    if (!drawn) {
      this.#place.append(over, this.#headline, ...above, numbers, words, ...below, this.#details);
      return;
    }
    this.#takeOver();
    this.#pointer = pointer?.(this.#stage, title) ?? null;
    const output = this.#pointer ? [this.#pointer.output] : [];
    this.#place.append(
      over,
      this.#headline,
      ...above,
      this.#stage,
      ...output,
      ...below,
      ...(folded ? [] : [words]),
      this.#details,
    );
  }

  /** What the page has in its place until now: words, and a picture in its stage. */
  #takeOver() {
    for (const [name, own] of /** @type {const} */ ([
      ["finding", this.#headline],
      ["caption", this.#caption],
      ["stage", this.#stage],
    ]))
      own.append(...(this.#place.querySelector(`.${name}`)?.childNodes ?? []));
    this.#place.replaceChildren();
  }

  /** The canvas follows its box and the screen's density. */
  #watch() {
    new ResizeObserver(() => redraw(this, true)).observe(this.#stage);
    const density = () => {
      redraw(this, true);
      matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", density, {
        once: true,
      });
    };
    density();
  }

  /** What is in sight is drawn and computed first. */
  #watchSight() {
    this.#watchWithin(SIGHT, (visible) => {
      this.visible = visible;
      this.#app.see(this.#info.name, visible);
      if (visible && this.#info.later) void this.#app.shipped.seeLater(this.#info.name);
      if (visible) redraw(this);
    });
    // A frame of another site is told nothing of what is around it.
    if (document.documentElement.dataset.embed !== undefined) return;
    this.#watchWithin(NEAR, (near) => {
      this.#isNear = near;
      if (near) redraw(this, true);
    });
  }

  /**
   * @param {string} rootMargin around the window
   * @param {(isWithin: boolean) => void} told
   */
  #watchWithin(rootMargin, told) {
    const look = (/** @type {IntersectionObserverEntry[]} */ entries) =>
      told(entries.some(({ isIntersecting }) => isIntersecting));
    new IntersectionObserver(look, { rootMargin }).observe(this.#place);
  }

  /** What the picture depends on beside the session. */
  #look() {
    const { width, height } = this.#stage.getBoundingClientRect();
    const { type } = this.#place.dataset;
    return JSON.stringify([width, height, type, devicePixelRatio, isDark()]);
  }

  /** @param {FigureState} state */
  #isComing({ has, working }) {
    return !has && !working && this.#app.shipped.isWorthWaiting(this.#info.later);
  }

  /** What is folded away is not painted; unfolded, it comes in sight. */
  get #isFolded() {
    return this.#place.checkVisibility?.() === false;
  }

  /** Badge, progress, and what else is around the drawing. */
  #frame() {
    const state = this.#app.page.figure(this.#info.name);
    const coming = this.#isComing(state);
    this.#place.toggleAttribute("data-coming", coming);
    write(this.#badge, coming ? "loading" : state.badge);
    this.#badge.hidden = state.badge === "";
    this.#badge.dataset.tone = state.tone;
    this.#place.dataset.tone = state.tone;
    this.#place.toggleAttribute("data-empty", !state.has);
    this.#place.toggleAttribute("data-timeless", state.has && state.last_epoch === null);
    // Two maps below one another need more room than one.
    this.#place.dataset.parts = String(state.parts);
    this.#place.style.setProperty("--parts", String(state.parts));
    // Why a figure shows nothing is no fine print. What is put where it is would be laid out again.
    const before = state.has ? this.#grounds : this.#caption;
    if (before.nextSibling !== this.#remarks) before.after(this.#remarks);
    this.#progress.show(coming ? { ...state, offer: "" } : state);
    this.#extras.refresh?.(state);
    return state;
  }

  /**
   * The first drawing is slow, as its code is compiled on the way: a tiny one comes before it.
   * @param {boolean} anyhow
   */
  *#rehearse(anyhow) {
    yield;
    if (!this.#info.later || anyhow || this.#rehearsed) return;
    this.#rehearsed = true;
    const canvas = make("canvas", { width: "120", height: "90" });
    this.#app.page.draw(this.#info.name, canvas, { dark: isDark(), scale: 0.1 });
    yield;
  }

  /** @param {boolean} [moving] whether it is painted again in a moment */
  #paint(moving = false) {
    const canvas = this.#canvas;
    const scale = Math.min(devicePixelRatio || 1, MOST_PIXELS);
    // Its box may end between two CSS pixels.
    const box = this.#stage.getBoundingClientRect();
    const width = Math.round(box.width * scale);
    const height = Math.round(box.height * scale);
    if (width === 0 || height === 0) return;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    // A presented figure has larger type.
    const type = Number(this.#place.dataset.type ?? 1);
    const look = { dark: isDark(), scale: scale * type, moving };
    const geometry = this.#app.page.draw(this.#info.name, canvas, look);
    // What was recorded has a picture of its own.
    if (!geometry) return;
    for (const still of this.#stage.querySelectorAll(".still")) still.remove();
    this.#pointer?.show(geometry, scale);
  }

  /** @param {Panel} panel */
  #speak({ headline, caption, alternative, verdicts, remarks }) {
    fill(this.#headline, headline ? [headline] : [], prose);
    fill(this.#caption, [caption], prose);
    if (this.#canvas.getAttribute("aria-label") !== alternative)
      this.#canvas.setAttribute("aria-label", alternative);
    fill(this.#verdicts, verdicts, ({ claim, verdict, number }) => [
      make("span", { class: "verdict", "data-verdict": verdict }, `${SIGNS[verdict]} ${verdict}`),
      make(
        "span",
        {},
        make("span", { class: "claim" }, ...prose(claim)),
        " ",
        make("b", {}, ...prose(number)),
      ),
    ]);
    fill(this.#grounds, verdicts, ({ claim, source, text }) => [
      make("strong", {}, ...prose(claim)),
      " ",
      ...prose(text),
      " ",
      make("span", { class: "source" }, ...prose(source)),
    ]);
    tally();
    fill(this.#remarks, remarks, prose);
  }

  /** A table of numbers has hundreds of cells, and stands there only where somebody reads it. */
  #fillNumbers() {
    if (!this.#panel) return;
    const isRead = !this.#info.drawn || this.#details.open;
    const key = isRead ? JSON.stringify(this.#panel.table) : "";
    if (this.#numbers.dataset.key === key) return;
    this.#numbers.dataset.key = key;
    this.#numbers.replaceChildren(...(isRead ? [tableElement(this.#panel.table)] : []));
  }
}

/**
 * Fills a list, or a paragraph with its one item, but only when the items differ from those it has.
 * @template T
 * @param {HTMLElement} list
 * @param {T[]} items
 * @param {(item: T) => (Node | string)[]} content
 */
function fill(list, items, content) {
  const key = JSON.stringify(items);
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.hidden = items.length === 0;
  const filled = items.map(content);
  if (list.localName === "ul")
    list.replaceChildren(...filled.map((parts) => make("li", {}, ...parts)));
  else list.replaceChildren(...filled.flat());
}

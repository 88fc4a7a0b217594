/**
 * One figure: canvas, read-out, caption, verdicts, remarks, the numbers as a table, and the tools.
 * @import { FigureName, Geometry, Panel, Source, Table, Verdict } from "./types.js"
 *
 * @typedef {object} Badge where the shown results come from
 * @property {string} text
 * @property {"precomputed" | "live" | "own" | "stale" | "none"} tone
 *
 * @typedef {object} Surroundings what a figure asks of the page
 * @property {() => string} link the address of this figure with the shown experiment
 * @property {() => string} embed the same for a frame
 *
 * @typedef {object} Pointer what reads values out of the drawing
 * @property {HTMLElement} output where they are written
 * @property {(geometry: Geometry, scale: number) => void} show told after each drawing where its
 *   plots lie, in device pixels, and how many of those are in a CSS pixel
 *
 * @typedef {object} Parts what a figure has besides the usual
 * @property {(stage: HTMLElement, title: string) => Pointer} [pointer]
 * @property {HTMLElement} [above] stands above the drawing
 * @property {HTMLElement} [below] stands below it
 * @property {HTMLElement} [between] stands between the caption and the verdicts
 * @property {() => Table} [table] what is saved as CSV, where it is not the table shown
 */

import { button, download, make, write } from "./dom.js";
import { copy, showText, snippet } from "./embed.js";
import { fonts } from "./fonts.js";
import { prose } from "./prose.js";
import { redraw } from "./redraw.js";
import { csv, tableElement } from "./table.js";
import { tally } from "./tally.js";
import { isDark, onTheme } from "./theme.js";

/** @type {Record<FigureName, string>} */
const TITLES = {
  curves: "Loss and accuracy while training",
  sharpness: "Sharpness of the minima",
  table: "The two networks in numbers",
  path: "Loss and accuracy between the minima",
  sketch: "A flat and a sharp minimum, sketched",
  lines: "The loss on lines through the minima",
  landscape: "The loss landscape around the minima",
  measures: "Every measure of flatness",
  spectrum: "The spectrum of the Hessian",
  along: "Sharpness along training",
  rescaling: "The same function, rescaled",
  remedies: "Every remedy, side by side",
  augmentation: "Samples as they are, and augmented",
};
/** Tables alone. */
const TABLES = ["table", "measures"];
/** @type {Record<Verdict["verdict"], string>} */
const SIGNS = {
  replicated: "✓",
  "not replicated": "✗",
  "holds here": "✓",
  "does not hold here": "✗",
  undecided: "?",
  "not comparable": "–",
};
/** Canvas pixels in one CSS pixel, at most: beyond this nobody sees more. */
const MOST_PIXELS = 3;

export class Figure {
  visible = true;
  #source = /** @type {Source | null} */ (null);
  #panel = /** @type {Panel | null} */ (null);
  #canvas = make("canvas", { role: "img" });
  #stage = make("div", { class: "stage" }, this.#canvas);
  #badge = make("span", { class: "badge" });
  #caption = make("p", { class: "caption" });
  #verdicts = make("ul", { class: "verdicts", "aria-label": "Verdicts" });
  #remarks = make("ul", { class: "remarks", "aria-label": "Remarks" });
  #numbers = make("div", { class: "scroll", tabindex: "0", role: "region" });
  #details = make("details", { class: "numbers" }, make("summary", {}, "Numbers"), this.#numbers);
  #said = make("span", { role: "status", class: "said" });
  #pointer = /** @type {Pointer | null} */ (null);
  #table;

  /**
   * @param {HTMLElement} place an empty figure element
   * @param {FigureName} name
   * @param {Surroundings} surroundings
   * @param {Parts} [parts]
   */
  constructor(place, name, surroundings, { pointer, above, below, between, table } = {}) {
    this.name = name;
    this.#table = table;
    this.place = place;
    this.drawn = !TABLES.includes(name);
    this.#canvas.setAttribute("aria-label", TITLES[name]);
    this.#numbers.setAttribute("aria-label", `${TITLES[name]}: numbers`);
    const tools = make("div", { class: "tools" }, ...this.#tools(surroundings), this.#said);
    const said = [this.#caption, ...(between ? [between] : []), this.#verdicts, this.#remarks];
    const words = make("figcaption", {}, ...said);
    // Else all that is said would be its name.
    place.setAttribute("aria-label", TITLES[name]);
    if (this.drawn) {
      this.#pointer = pointer?.(this.#stage, TITLES[name]) ?? null;
      place.append(
        make("div", { class: "over" }, this.#badge),
        ...(above ? [above] : []),
        this.#stage,
        ...(this.#pointer ? [this.#pointer.output] : []),
        ...(below ? [below] : []),
        words,
        this.#details,
        tools,
      );
      this.#watch();
    } else {
      place.append(
        make("div", { class: "over" }, this.#badge),
        ...(above ? [above] : []),
        this.#numbers,
        words,
        tools,
      );
    }
    this.#details.addEventListener("toggle", () => this.#fillNumbers());
    onTheme((printing) => (printing ? this.draw() : redraw(this, true)));
    void fonts.then(() => redraw(this, true));
  }

  /**
   * Shows this from now on.
   * @param {Source} source
   * @param {Badge} badge
   * @param {boolean} [soon] draws at the next frame, not when the figure's turn comes
   */
  show(source, badge, soon = false) {
    write(this.#badge, badge.text);
    this.#badge.dataset.tone = badge.tone;
    this.place.dataset.tone = badge.tone;
    const other = this.#source !== source;
    this.#source = source;
    redraw(this, soon || other);
  }

  /** Draws and words anew; called by the redraw queue. */
  draw() {
    if (!this.#source) return;
    try {
      this.#panel = this.#source.panel(this.name);
      if (this.drawn) this.#paint();
      this.#speak(this.#panel);
      this.#fillNumbers();
    } catch (error) {
      const why = error instanceof Error ? error.message : error;
      fill(this.#caption, [`This figure could not be drawn: ${why}.`], (text) => [text]);
    }
  }

  /** The canvas follows its box and the screen's density. */
  #watch() {
    new ResizeObserver(() => redraw(this, true)).observe(this.#stage);
    new IntersectionObserver(
      (entries) => {
        this.visible = entries.some(({ isIntersecting }) => isIntersecting);
        if (this.visible) redraw(this);
      },
      { rootMargin: "200px" },
    ).observe(this.#stage);
    const density = () => {
      redraw(this, true);
      matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", density, {
        once: true,
      });
    };
    density();
  }

  #paint() {
    const canvas = this.#canvas;
    const scale = Math.min(devicePixelRatio || 1, MOST_PIXELS);
    // Its box may end between two CSS pixels.
    const box = this.#stage.getBoundingClientRect();
    const width = Math.round(box.width * scale);
    const height = Math.round(box.height * scale);
    if (!this.#source || width === 0 || height === 0) return;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    canvas.getContext("2d")?.clearRect(0, 0, width, height);
    const geometry = this.#source.draw(this.name, canvas, { dark: isDark(), scale });
    this.#pointer?.show(geometry, scale);
  }

  /** @param {Panel} panel */
  #speak({ caption, alternative, verdicts, remarks }) {
    fill(this.#caption, [caption], prose);
    if (this.#canvas.getAttribute("aria-label") !== alternative)
      this.#canvas.setAttribute("aria-label", alternative);
    fill(this.#verdicts, verdicts, ({ claim, source, verdict, text }) => [
      make("span", { class: "verdict", "data-verdict": verdict }, `${SIGNS[verdict]} ${verdict}`),
      make(
        "span",
        {},
        make("strong", {}, ...prose(claim)),
        " ",
        ...prose(text),
        " ",
        make("span", { class: "source" }, ...prose(source)),
      ),
    ]);
    tally();
    fill(this.#remarks, remarks, prose);
  }

  #fillNumbers() {
    if (!this.#panel || (this.drawn && !this.#details.open)) return;
    const { table } = this.#panel;
    const key = JSON.stringify(table);
    if (this.#numbers.dataset.key === key) return;
    this.#numbers.dataset.key = key;
    this.#numbers.replaceChildren(tableElement(table));
  }

  /**
   * @param {Surroundings} surroundings
   * @returns {HTMLElement[]}
   */
  #tools({ link, embed }) {
    const svg = button("SVG", () => void this.#saveSvg(), {
      "data-tool": "svg",
      title: "Save this figure as SVG",
    });
    const table = button(
      "CSV",
      () => {
        if (this.#panel)
          download(
            `sharp-minima-${this.name}.csv`,
            "text/csv",
            csv(this.#table?.() ?? this.#panel.table),
          );
      },
      { "data-tool": "csv", title: "Save the numbers as CSV" },
    );
    const address = button(
      "Copy link",
      async () => {
        if (await copy(link())) {
          write(this.#said, "Link copied.");
          setTimeout(() => write(this.#said, ""), 4000);
        } else {
          showText(
            "Link to this figure",
            "It holds all settings: whoever opens it gets the same numbers.",
            link(),
          );
        }
      },
      { "data-tool": "link", title: "Copy the link to this figure with these settings" },
    );
    const frame = button(
      "Embed",
      () =>
        showText(
          "Embed this figure",
          'Paste this into a page: it shows this figure with these settings, a Run button, and nothing else. The frame reports its height as a message {type: "sharp-minima:height", height}; the script fits the frame to it and may be left out.',
          snippet(embed(), `Sharp minima: ${TITLES[this.name].toLowerCase()}`),
        ),
      { "data-tool": "embed", title: "A snippet to show this figure in another page" },
    );
    return this.drawn ? [svg, table, address, frame] : [table, address, frame];
  }

  async #saveSvg() {
    if (!this.#source) return;
    const { clientWidth, clientHeight } = this.#stage;
    const svg = await this.#source.svg(this.name, clientWidth, clientHeight, isDark());
    download(`sharp-minima-${this.name}.svg`, "image/svg+xml", svg);
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

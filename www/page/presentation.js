/**
 * The presentation: a figure over the whole screen, in large type, and keys as clickers send them.
 * @import { FigureInfo } from "../core/types.js"
 * @import { App } from "./app.js"
 */

import { encode } from "uqr";
import { button, make, write } from "../lib/dom.js";
import { addressOf } from "./address.js";
import { announce } from "./announce.js";
import { goToFigure } from "./story.js";

/** How far a key goes. */
const MOVES = /** @type {Record<string, number>} */ ({
  ArrowRight: 1,
  ArrowDown: 1,
  PageDown: 1,
  " ": 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageUp: -1,
  Home: -Infinity,
  End: Infinity,
});
/** The root's font size, in CSS pixels, where the drawing is of the usual size. */
const USUAL = 16;
/** A table is made smaller in such steps until it fits, but not smaller than usual: then it scrolls. */
const SMALLER = 0.95;

/** @type {Presentation | undefined} */
let shown;

/**
 * Begins with a figure, or else with the one that is looked at.
 * @param {App} app
 * @param {FigureInfo[]} infos
 * @param {string} [figure]
 */
export function present(app, infos, figure) {
  shown ??= new Presentation(app, infos);
  shown.begin(figure);
}

class Presentation {
  #app;
  #infos;
  #title = make("h1");
  #slide = make("div", { class: "slide" });
  #count = make("span");
  #link = make("span", { class: "link" });
  #code = make("div", { class: "code", hidden: true });
  #black = make("div", { class: "black", hidden: true });
  #codeButton = button("QR code", () => this.#toggleCode(), {
    "aria-expanded": "false",
    title: "A code of this figure’s link (Q)",
  });
  #element = make(
    "div",
    { class: "presentation", role: "dialog", "aria-modal": "true", tabindex: "-1" },
    this.#title,
    this.#slide,
    make(
      "div",
      { class: "foot" },
      this.#count,
      this.#link,
      button("Back", () => this.#move(-1), { title: "The figure before (arrow left)" }),
      button("Next", () => this.#move(1), { title: "The next figure (arrow right)" }),
      this.#codeButton,
      button("End", () => this.#end(), { title: "Back to the page (Esc)" }),
    ),
    this.#code,
    this.#black,
  );
  /** In the page's order. */
  #figures = [...document.querySelectorAll("figure")].filter(nameOf);
  /** Stands where the figure is taken from. */
  #gap = document.createComment("presented");
  /** @type {HTMLElement | undefined} */
  #figure;
  /** Where the page was, and with which figure. */
  #from = { figure: /** @type {HTMLElement | undefined} */ (undefined), top: 0 };
  #fullScreen = false;

  /**
   * @param {App} app
   * @param {FigureInfo[]} infos
   */
  constructor(app, infos) {
    this.#app = app;
    this.#infos = infos;
    this.#black.addEventListener("click", () => this.#toggle(this.#black, false));
    app.add({ refresh: () => this.#tellLink() });
    new ResizeObserver(() => this.#fit()).observe(this.#element);
    document.addEventListener("fullscreenchange", () => {
      if (this.#fullScreen && !document.fullscreenElement) this.#end();
    });
  }

  /** @param {string} [name] */
  begin(name) {
    if (this.#figure) return;
    const figure = this.#figures.find((one) => nameOf(one) === name) ?? lookedAt(this.#all());
    if (!figure) return;
    this.#from = { figure, top: scrollY };
    document.body.append(this.#element);
    document.documentElement.dataset.presenting = "";
    document.addEventListener("keydown", this.#press, true);
    this.#show(figure);
    // More figures have something to show then.
    void this.#app.shipped.seeLater().then(() => this.#figure && this.#tellPlace(this.#figure));
    void this.#fillScreen();
  }

  /** Every figure that has something to show, and the one that is shown. */
  #all() {
    return this.#figures.filter(
      (figure) => figure === this.#figure || this.#app.page.figure(nameOf(figure)).has,
    );
  }

  /** @param {HTMLElement} figure */
  #show(figure) {
    this.#putBack();
    this.#figure = figure;
    figure.before(this.#gap);
    this.#slide.replaceChildren(figure);
    this.#toggle(this.#code, false);
    const { title = "" } = this.#infos.find(({ name }) => name === nameOf(figure)) ?? {};
    write(this.#title, title);
    this.#element.setAttribute("aria-label", title);
    this.#fit();
    this.#tellPlace(figure);
    this.#tellLink();
    this.#element.focus();
    announce(`${title}, ${this.#count.textContent}.`, true);
  }

  #putBack() {
    if (!this.#figure) return;
    delete this.#figure.dataset.type;
    this.#gap.replaceWith(this.#figure);
    this.#figure = undefined;
  }

  /** The drawing's type grows with that of the words around it; a table's shrinks until it fits. */
  #fit() {
    const figure = this.#figure;
    if (!figure) return;
    const size = parseFloat(getComputedStyle(this.#element).fontSize);
    figure.dataset.type = String(size / USUAL);
    this.#slide.style.fontSize = "";
    const over = () => this.#slide.scrollHeight > this.#slide.clientHeight;
    for (let part = size * SMALLER; part >= USUAL && over(); part *= SMALLER)
      this.#slide.style.fontSize = `${part}px`;
  }

  /** @param {HTMLElement} figure */
  #tellPlace(figure) {
    const all = this.#all();
    write(this.#count, `${all.indexOf(figure) + 1} of ${all.length}`);
  }

  #tellLink() {
    if (this.#figure) write(this.#link, readable(this.#address()));
  }

  #address() {
    const name = nameOf(this.#figure);
    return addressOf(name, this.#app.page.figure(name).link);
  }

  /** @param {number} by so many figures */
  #move(by) {
    const all = this.#all();
    const at = this.#figure ? all.indexOf(this.#figure) : 0;
    const to = all[Math.max(0, Math.min(all.length - 1, at + by))];
    if (to && to !== this.#figure) this.#show(to);
    else this.#toggle(this.#code, false);
  }

  // Before the figure's own keys and the page's: a clicker's must always turn the page.
  #press = (/** @type {KeyboardEvent} */ event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || key === "Shift") return;
    const act = this.#black.hidden ? this.#action(key) : () => this.#toggle(this.#black, false);
    if (!act || (key === " " && target instanceof HTMLButtonElement)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  };

  /**
   * @param {string} key
   * @returns {(() => void) | undefined}
   */
  #action(key) {
    const by = MOVES[key];
    if (by !== undefined) return () => this.#move(by);
    switch (key.toLowerCase()) {
      case "b":
      case ".":
        return () => this.#toggle(this.#black, true);
      case "q":
        return () => this.#toggleCode();
      case "escape":
        return () => (this.#code.hidden ? this.#end() : this.#toggle(this.#code, false));
      case "p":
        return () => this.#end();
      default:
        return undefined;
    }
  }

  #toggleCode() {
    const address = this.#address();
    if (this.#code.dataset.of !== address) {
      this.#code.dataset.of = address;
      this.#code.replaceChildren(picture(address), make("p", {}, readable(address)));
    }
    this.#toggle(this.#code, this.#code.hidden === true);
  }

  /**
   * @param {HTMLElement} cover
   * @param {boolean} open
   */
  #toggle(cover, open) {
    cover.hidden = !open;
    this.#codeButton.setAttribute("aria-expanded", String(!this.#code.hidden));
  }

  /** Where that is not possible or not allowed, the figure fills the window. */
  async #fillScreen() {
    if (navigator.userActivation?.isActive === false || document.fullscreenElement) return;
    try {
      await document.documentElement.requestFullscreen();
      this.#fullScreen = true;
    } catch {
      return;
    }
    if (!this.#figure) this.#leaveFullScreen();
  }

  #leaveFullScreen() {
    if (this.#fullScreen && document.fullscreenElement) void document.exitFullscreen();
    this.#fullScreen = false;
  }

  #end() {
    const figure = this.#figure;
    if (!figure) return;
    document.removeEventListener("keydown", this.#press, true);
    this.#toggle(this.#black, false);
    this.#toggle(this.#code, false);
    this.#putBack();
    this.#element.remove();
    delete document.documentElement.dataset.presenting;
    this.#leaveFullScreen();
    if (figure === this.#from.figure) scrollTo({ top: this.#from.top });
    else goToFigure(nameOf(figure));
    figure.tabIndex = -1;
    figure.focus({ preventScroll: true });
  }
}

/** @param {Element | undefined} figure */
function nameOf(figure) {
  return figure?.getAttribute("data-figure") ?? "";
}

/**
 * The figure nearest to the middle of the window.
 * @param {HTMLElement[]} figures
 */
function lookedAt(figures) {
  const middle = innerHeight / 2;
  const distance = (/** @type {Element} */ figure) => {
    const { top, bottom } = figure.getBoundingClientRect();
    return Math.max(top - middle, middle - bottom, 0);
  };
  return figures.toSorted((a, b) => distance(a) - distance(b))[0];
}

/** @param {string} address as one would type it */
function readable(address) {
  return decodeURI(address).replace(/^https?:\/\//, "");
}

/**
 * The QR code of a text.
 * @param {string} text
 */
function picture(text) {
  // The standard asks for four modules of white around it.
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "QR code of this figure’s link");
  const path = document.createElementNS(svg.namespaceURI, "path");
  const squares = data.flatMap((row, y) =>
    row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")),
  );
  path.setAttribute("d", squares.join(""));
  svg.append(path);
  return svg;
}

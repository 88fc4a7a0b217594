/**
 * The sections' words stand in index.html; here their numbers are filled in and their links work.
 * @import { Experiment } from "../core/types.js"
 */

import { write } from "../lib/dom.js";
import { query, writeAddress } from "./address.js";

/**
 * Fills every element with data-value, named after a setting, from an experiment.
 * @param {Experiment} experiment
 */
export function tell(experiment) {
  /** @type {Record<string, unknown>} */
  const values = { ...experiment };
  for (const element of document.querySelectorAll("[data-value]")) {
    const value = element instanceof HTMLElement ? values[element.dataset.value ?? ""] : undefined;
    if (value !== undefined)
      write(element, typeof value === "number" ? value.toLocaleString("en") : String(value));
  }
}

/** For so long, in milliseconds, a place that was gone to is held while the page grows above it. */
const HELD = 4000;
/** What a visitor does who goes elsewhere. */
const MOVES = ["wheel", "touchstart", "keydown", "pointerdown"];

/**
 * Scrolls to an element, and again as long as what is above it still grows.
 * @param {Element} element
 * @param {ScrollLogicalPosition} block
 */
export function goTo(element, block) {
  const scroll = () => element.scrollIntoView({ block });
  const watch = new ResizeObserver(scroll);
  const end = () => {
    watch.disconnect();
    for (const move of MOVES) removeEventListener(move, end);
  };
  for (const move of MOVES) addEventListener(move, end, { passive: true });
  setTimeout(end, HELD);
  watch.observe(document.body);
  scroll();
}

/**
 * Goes to the figure that the address names, once it is there.
 * @param {Element | null} [place] where to go if it names none
 */
export function goToLinked(place) {
  const name = query("figure");
  if (name !== null && /^\w+$/.test(name)) goToFigure(name);
  else if (place) goTo(place, "start");
}

/** @param {string} name of a figure */
export function goToFigure(name) {
  const figure = document.querySelector(`figure[data-figure=${name}]`);
  if (!figure) return;
  // A chapter's first figure is gone to with the chapter's name above it.
  const link = document.querySelector(`.contents a[href="?figure=${name}"]`);
  const chapter = link instanceof HTMLElement && document.getElementById(link.dataset.goto ?? "");
  if (chapter) goTo(chapter, "start");
  else goTo(figure, figure.getBoundingClientRect().height > innerHeight ? "start" : "center");
}

/**
 * The hash belongs to the experiment: links within the page must not write to it. A chapter is named in the
 * query instead, so that it can be linked, and Back leads to where one was.
 */
export function keepHash() {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-goto]") : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    const target = document.getElementById(link.dataset.goto ?? "");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { search } = new URL(link.href);
    if (search !== location.search) writeAddress({ search });
    goTo(target, "start");
    target.focus({ preventScroll: true });
  });
  let { search } = location;
  addEventListener("popstate", () => {
    if (search !== location.search) goToLinked();
    ({ search } = location);
  });
}

/** On a phone the chapters stand in a list to choose from. */
export function offerChapters() {
  const select = document.getElementById("chapters");
  if (!(select instanceof HTMLSelectElement)) return;
  const links = [...document.querySelectorAll(".contents a")];
  select.append(
    ...links.map((link, index) => new Option(`${index + 1} ${link.textContent}`, String(index))),
  );
  select.addEventListener("change", () => {
    const link = links[Number(select.value)];
    if (select.value !== "" && link instanceof HTMLElement) link.click();
    select.value = "";
  });
}

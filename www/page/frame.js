/**
 * A figure alone, in a frame of another page: what it tells the page around, and what it hears from there.
 * The page around may be anyone's; nothing that is told is secret, and only what is well formed is heard.
 * @import { FigureState } from "../core/types.js"
 * @import { App } from "./app.js"
 */

import { get, make } from "../lib/dom.js";
import { afterDrawing } from "../lib/redraw.js";
import { addressOf, hasAddress, query } from "./address.js";
import { chooseTheme } from "./theme.js";

const OURS = "sharp-minima:";
/** Buttons and the like take these keys; all other controls may take any. */
const PRESSING = ["Enter", " "];
const PRESSED = "button, summary, a[href]";
const TAKING = "input, select, textarea, dialog, dialog *, .scroll";

/**
 * @param {string} what
 * @param {object} content
 */
function tell(what, content) {
  window.parent.postMessage({ type: OURS + what, ...content }, "*");
}

export class Frame {
  /** @type {App | null} */
  #app = null;
  #name = "";
  #title = "";
  #height = 0;
  /** Whether there is something to see: the height of what is still loading is of no use to anyone. */
  #shows = false;
  #done = -1;
  #result = "";
  #asked = false;
  /** Whether the page around has asked for a rest, which it ends as well. */
  #rests = false;
  #link = make("a", { class: "whole-page", target: "_blank", rel: "noopener" }, "Full page");

  constructor() {
    if (window.parent === window) return;
    window.addEventListener("message", ({ data, source }) => {
      if (source === window.parent && typeof data?.type === "string") this.#hear(data);
    });
    window.addEventListener("keydown", passOn);
  }

  /** Something is to be seen, if only a sentence that says what is wrong. */
  show() {
    this.#shows = true;
    const report = () => this.#report();
    new ResizeObserver(report).observe(document.body);
    // Out of sight, sizes are not observed.
    afterDrawing(report);
    report();
  }

  /**
   * @param {App} app
   * @param {string} name
   * @param {string} title
   */
  follow(app, name, title) {
    this.#app = app;
    this.#name = name;
    this.#title = title;
    app.add(this);
    if (hasAddress()) get("run").before(this.#link);
  }

  /** Its figure is drawn for the first time. */
  ready() {
    this.show();
    this.#introduce();
    this.refresh();
  }

  refresh() {
    const page = this.#app?.page;
    if (!page) return;
    const state = page.figure(this.#name);
    const { working, has, link } = state;
    this.#link.setAttribute("href", addressOf(this.#name, link));
    if (!this.#shows) return;
    const { phase, progress } = page.bar();
    const done = phase === "running" || phase === "finished" ? progress : -1;
    if (done !== this.#done) {
      this.#done = done;
      if (done >= 0) tell("progress", { done });
    }
    if (has && !working) this.#tellResult(page, state);
  }

  /**
   * @param {App["page"]} page
   * @param {FigureState} state
   */
  #tellResult(page, state) {
    const panel = page.panel(this.#name);
    // All numbers are many: they are taken out only when what is said of them has changed.
    const result = JSON.stringify([state, panel]);
    if (result === this.#result) return;
    this.#result = result;
    const { link, badge } = state;
    const numbers = JSON.parse(page.records(this.#name, false, addressOf(this.#name, link)));
    const verdicts = panel.verdicts.map(({ claim, verdict, number }) => ({
      claim,
      verdict,
      number,
    }));
    tell("result", { figure: this.#name, link: `#${link}`, badge, numbers, verdicts });
  }

  #introduce() {
    const link = `#${this.#app?.page.hash()}`;
    tell("ready", { figure: this.#name, title: this.#title, link });
  }

  #report() {
    // A figure that fills its frame has no height of its own.
    if (!this.#shows || document.documentElement.dataset.fit) return;
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === this.#height || height === 0) return;
    this.#height = height;
    tell("height", { height });
    // The form that Embedly and those who follow it read.
    const src = location.href;
    window.parent.postMessage(JSON.stringify({ context: "iframe.resize", height, src }), "*");
  }

  /** @param {{ type: string, theme?: unknown, rest?: unknown }} data */
  #hear({ type, theme, rest }) {
    if (type === `${OURS}ask`) this.#answer();
    if (type === `${OURS}rest`) this.#rest(rest === true);
    if (type !== `${OURS}theme`) return;
    if (theme === "light" || theme === "dark" || theme === "auto") chooseTheme(theme);
  }

  /**
   * What the visitor has paused stays so.
   * @param {boolean} rests
   */
  #rest(rests) {
    const app = this.#app;
    if (!app || this.#rests === rests) return;
    const phase = app.page.phase();
    if (phase === (rests ? "running" : "paused")) app.pauseOrResume();
    this.#rests = rests && phase === "running";
  }

  /** However often it is asked, it is told once. */
  #answer() {
    if (!this.#asked) setTimeout(() => this.#again());
    this.#asked = true;
  }

  /** Says all of it once more to who came late. */
  #again() {
    this.#asked = false;
    this.#height = 0;
    this.#result = "";
    this.#report();
    if (!this.#shows || !this.#app) return;
    this.#introduce();
    this.refresh();
  }
}

/** @returns {boolean} whether this page is one figure */
export function isEmbedded() {
  return query("embed") !== null;
}

/**
 * A key that nothing here has a use for goes on to the page around.
 * @param {KeyboardEvent} event
 */
function passOn(event) {
  const { key, code, keyCode, shiftKey, target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (key === "Tab" || key === "Shift") return;
  if (target instanceof Element) {
    if (target.matches(PRESSED) ? PRESSING.includes(key) : target.matches(TAKING)) return;
  }
  tell("key", { key, code, keyCode, shiftKey });
}

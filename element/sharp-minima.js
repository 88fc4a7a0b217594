/**
 * One figure of the page in another: the element <sharp-minima>, and an anywidget for notebooks. This file is
 * all that the other page loads; the figure comes in a frame of its own.
 */

/** The messages from the frame begin with this, and so do those to it. */
const OURS = "sharp-minima:";
/** A frame is at least and at most so high, in CSS pixels. */
const HEIGHTS = [40, 20_000];
/** What the frame has until the figure says how high it is. */
const FIRST_HEIGHT = "480px";
/** A frame that has loaded and says nothing for so long, in milliseconds, has not come. */
const PATIENCE = 10_000;

/** The page's own rules reach the element itself, but not what is in it. */
const STYLE = `
:host { all: initial; display: block !important; box-sizing: border-box !important; max-width: none !important;
  max-height: none !important; color-scheme: inherit; visibility: inherit; pointer-events: inherit }
:host([hidden]) { display: none !important }
iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: inherit }
p { font: 1rem/1.5 system-ui, sans-serif; color: CanvasText; background: Canvas; margin: 0; padding: 1em;
  border: 1px solid }
`;
const NOWHERE =
  "This figure cannot be shown: say where the site of Sharp minima is, in “base”, as an address that begins with https://.";

/** The folder of this file, if it came from a site: a notebook hands a copy of it on. */
const HOME = home();

function home() {
  try {
    return site(".", import.meta.url);
  } catch {
    return null; // Of a copy, no address can be made at all.
  }
}

/**
 * @param {string} address
 * @param {string} from
 * @returns {string | null} null unless it is on a server
 */
function site(address, from) {
  try {
    const { href, protocol } = new URL(address, from);
    return /^https?:$/.test(protocol) ? href : null;
  } catch {
    return null;
  }
}

// Where there is no document this file can be imported all the same.
const Element = globalThis.HTMLElement ?? class {};

export class SharpMinima extends Element {
  static observedAttributes = ["base", "figure", "preset", "link", "theme", "fit", "away"];

  /** The whole page as one file, where it is not to come from a site. */
  #page = "";
  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  /** Whether the figure has answered: from then on it is told of changes. */
  #ready = false;
  /** Whether anything has come from the frame. */
  #heard = false;
  /** @type {string | null} what the visitor has made of the settings */
  #shown = null;
  #hear = (/** @type {MessageEvent} */ event) => this.#take(event);
  /** Whether any of it is on the screen: not on a slide that was left, nor in what is folded. */
  #inSight = true;
  #sight = new IntersectionObserver((entries) => {
    this.#inSight = entries.at(-1)?.isIntersecting ?? true;
    this.#tellSight();
  });

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
  }

  connectedCallback() {
    window.addEventListener("message", this.#hear);
    this.#sight.observe(this);
    this.#build();
  }

  disconnectedCallback() {
    window.removeEventListener("message", this.#hear);
    this.#sight.disconnect();
    this.#frame = null;
    this.shadowRoot?.replaceChildren();
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (name === "link" || name === "preset") this.#shown = null;
    if (!this.isConnected) return;
    if (name === "theme") this.#applyTheme();
    else if (name === "away") this.#tellSight();
    else if (this.#frame && this.#ready && !this.#page && (name === "link" || name === "preset"))
      this.#go(this.#frame);
    else this.#build();
  }

  /** The settings that are shown, as the hash of a link. */
  get link() {
    if (this.#shown !== null) return this.#shown;
    const [, hash] = /#?([^#]*)$/.exec(this.getAttribute("link") ?? "") ?? [];
    const preset = this.getAttribute("preset");
    return hash ? `#${hash}` : preset ? `#v=1&preset=${encodeURIComponent(preset)}` : "";
  }

  set link(link) {
    this.setAttribute("link", link);
  }

  /** The text of the site's sharp-minima.html: with it the figure needs no site and no network. */
  get page() {
    return this.#page;
  }

  set page(page) {
    this.#page = page;
    if (this.isConnected) this.#build();
  }

  get #base() {
    const base = this.getAttribute("base");
    // Of index.html, the folder is meant.
    return base ? site(".", site(base, document.baseURI) ?? "") : HOME;
  }

  get #theme() {
    const theme = this.getAttribute("theme");
    return theme === "light" || theme === "dark" ? theme : "auto";
  }

  get #fills() {
    return this.getAttribute("fit") === "frame";
  }

  get #query() {
    const query = new URLSearchParams({ embed: this.getAttribute("figure") ?? "path" });
    if (this.#theme !== "auto") query.set("theme", this.#theme);
    if (this.#fills) query.set("fit", "frame");
    return query.toString();
  }

  get #address() {
    const address = new URL(this.#base ?? "");
    address.search = this.#query;
    address.hash = this.link;
    return address.href;
  }

  /** The page with what is asked of it: it has no address to say it in. */
  get #document() {
    const [query, hash] = [this.#query, this.link].map((text) =>
      text.replace(/[&"<]/g, (sign) => `&#${sign.charCodeAt(0)};`),
    );
    // A function, since “$” stands for something in a text.
    return this.#page.replace("<html ", () => `<html data-query="${query}" data-hash="${hash}" `);
  }

  /** Who may speak for the figure; null for what this page itself has put there. */
  get #origin() {
    return this.#page ? null : new URL(this.#base ?? "").origin;
  }

  #build() {
    this.#ready = false;
    this.#heard = false;
    this.#frame = null;
    if (this.#base === null && !this.#page) {
      const words = document.createElement("p");
      words.textContent = NOWHERE;
      this.shadowRoot?.replaceChildren(words, document.createElement("slot"));
      return;
    }
    const frame = document.createElement("iframe");
    frame.title = `Sharp minima: ${this.getAttribute("figure") ?? "path"}`;
    frame.allow = "clipboard-write";
    frame.loading = "lazy";
    if (this.#page) frame.srcdoc = this.#document;
    else frame.src = this.#address;
    frame.addEventListener("load", () => {
      // Whoever was too late for what the figure has said asks for it.
      this.#tell("ask");
      setTimeout(() => this.#standIn(frame), PATIENCE);
    });
    this.#frame = frame;
    this.#applyTheme();
    this.#applyFit(FIRST_HEIGHT);
    this.shadowRoot?.replaceChildren(frame);
  }

  /**
   * A figure that has said nothing has not come: what stands in the element, a picture perhaps, takes its place.
   * @param {HTMLIFrameElement} frame
   */
  #standIn(frame) {
    if (frame !== this.#frame || this.#heard || this.childElementCount === 0) return;
    this.#frame = null;
    this.shadowRoot?.replaceChildren(document.createElement("slot"));
  }

  /**
   * Shows other settings in the same frame: it is not loaded anew, and there is no entry in the history.
   * @param {HTMLIFrameElement} frame
   */
  #go(frame) {
    const address = new URL(frame.src);
    address.hash = this.link;
    frame.contentWindow?.location.replace(address.href);
  }

  #applyTheme() {
    const theme = this.#theme;
    // The figure's media query for dark colours follows this.
    if (this.#frame) this.#frame.style.colorScheme = theme === "auto" ? "inherit" : theme;
    this.#tell("theme", { theme });
  }

  /** With `away="pause"` a run rests as long as nobody sees the figure. */
  #tellSight() {
    const rest = this.getAttribute("away") === "pause" && !this.#inSight;
    this.#tell("rest", { rest });
  }

  /** @param {string} height */
  #applyFit(height) {
    if (this.#frame) this.#frame.style.height = this.#fills ? "" : height;
  }

  /**
   * @param {string} what
   * @param {object} [content]
   */
  #tell(what, content) {
    if (this.#frame && (this.#ready || what === "ask"))
      this.#frame.contentWindow?.postMessage(
        { type: OURS + what, ...content },
        this.#origin ?? "*",
      );
  }

  /** @param {MessageEvent} event */
  #take({ data, source, origin }) {
    const frame = this.#frame;
    if (!frame || source !== frame.contentWindow || origin !== (this.#origin ?? origin)) return;
    if (typeof data?.type !== "string" || !data.type.startsWith(OURS)) return;
    this.#heard = true;
    const what = data.type.slice(OURS.length);
    if (what === "height") {
      const [least = 0, most = 0] = HEIGHTS;
      if (data.height > 0) this.#applyFit(`${Math.min(Math.max(data.height, least), most)}px`);
    } else if (what === "key") {
      this.#passOn(data);
    } else if (what === "ready") {
      this.#arrived(frame, data);
    } else if (what === "progress" || what === "result") {
      const { type, ...detail } = data;
      if (typeof data.link === "string") this.#shown = data.link;
      this.dispatchEvent(new CustomEvent(what, { detail }));
    }
  }

  /**
   * @param {HTMLIFrameElement} frame
   * @param {{ title: unknown, link: unknown, figure: unknown }} data
   */
  #arrived(frame, { title, link, figure }) {
    frame.title = `Sharp minima: ${title}`;
    const first = !this.#ready;
    this.#ready = true;
    if (!first) return;
    // What was changed while it was loading.
    this.#applyTheme();
    this.#tellSight();
    this.dispatchEvent(new CustomEvent("ready", { detail: { figure, title, link } }));
  }

  /**
   * A key that the figure has no use for, as if it had been pressed beside the figure.
   * @param {{ key: unknown, code: unknown, keyCode: unknown, shiftKey: unknown }} pressed
   */
  #passOn({ key, code, keyCode, shiftKey }) {
    this.dispatchEvent(
      new KeyboardEvent("keydown", {
        key: String(key),
        code: String(code),
        // Older scripts read nothing else.
        keyCode: Number(keyCode) || 0,
        shiftKey: shiftKey === true,
        bubbles: true,
        cancelable: true,
        composed: true,
      }),
    );
  }
}

if (globalThis.customElements && !customElements.get("sharp-minima"))
  customElements.define("sharp-minima", SharpMinima);

/** The traits that are attributes of the element. */
const TRAITS = ["base", "figure", "preset", "link", "theme", "fit", "away"];

/**
 * @param {{ model: import("./sharp-minima.js").Model, el: HTMLElement }} place
 * @returns {() => void} takes it away
 */
function render({ model, el }) {
  const element = /** @type {SharpMinima} */ (document.createElement("sharp-minima"));
  // Another copy of this file may have made the element, and that one knows another site.
  if (HOME) element.setAttribute("base", HOME);
  const follow = TRAITS.map((trait) => {
    const take = () => {
      const value = model.get(trait);
      if (typeof value === "string" && value) element.setAttribute(trait, value);
    };
    take();
    model.on(`change:${trait}`, take);
    return /** @type {const} */ ([`change:${trait}`, take]);
  });
  const page = model.get("page");
  if (typeof page === "string") element.page = page;
  element.addEventListener("result", (event) => {
    model.set("result", /** @type {CustomEvent} */ (event).detail);
    model.save_changes();
  });
  el.append(element);
  return () => {
    for (const [event, take] of follow) model.off(event, take);
    element.remove();
  };
}

export default { render };

/** The address: the hash holds the experiment and the view, the query which figure is meant. */

/** Least milliseconds between two replacements: browsers refuse a hundred in a row, as of a slider that is dragged. */
const EVERY = 350;

/** The same from whoever has put this page into another as a text: it has no address of its own then. */
const given = document.documentElement.dataset;

/** @returns {string} what is asked for at first */
export function firstHash() {
  return (placeOf(location.hash) ? "" : location.hash) || (given.hash ?? "");
}

/**
 * A link from elsewhere may end in a chapter's name, as links to other pages do: it asks for no settings.
 * @param {string} hash
 * @returns {Element | null} the place of the page that it names
 */
export function placeOf(hash) {
  return document.getElementById(hash.slice(1));
}

/** Whether links to this page lead anywhere: not where it is another's text, or the file of one figure. */
export function hasAddress() {
  return location.protocol !== "about:" && given.query === undefined;
}

/**
 * Back, forward and a hash edited by hand.
 * @param {(hash: string) => void} listener
 */
export function onAddress(listener) {
  // Both events may fire for one change: listeners compare before they act.
  const look = () => listener(location.hash);
  window.addEventListener("popstate", look);
  window.addEventListener("hashchange", look);
}

/**
 * @param {"figure" | "embed" | "present" | "theme" | "fit"} key
 * @returns {string | null}
 */
export function query(key) {
  return new URLSearchParams(location.search || given.query).get(key);
}

/**
 * Writes into the address. Where the browser does not allow it, as for some sandboxed frames, it stays.
 * @param {{ search?: string, hash?: string }} change
 * @param {boolean} [replace] no new entry in the history
 */
export function writeAddress(change, replace) {
  const address = Object.assign(new URL(location.href), change);
  try {
    history[replace ? "replaceState" : "pushState"](null, "", address);
  } catch {
    // What is shown does not hang on it.
  }
}

/** Keeps the hash what it should be. */
export class Hash {
  #wanted;
  /** Set while the hash was replaced a moment ago. */
  #timer = 0;

  /** @param {() => string} wanted what it should be now, with its # */
  constructor(wanted) {
    this.#wanted = wanted;
  }

  /** @param {{ replace?: boolean }} [options] replace: no new entry in the history */
  write({ replace = false } = {}) {
    const hash = this.#wanted();
    if (hash === location.hash) return;
    if (!replace) return writeAddress({ hash });
    // The timer looks again.
    if (this.#timer) return;
    writeAddress({ hash }, true);
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      this.write({ replace: true });
    }, EVERY);
  }
}

/**
 * The address of one figure.
 * @param {string} figure
 * @param {string} hash what it shows
 * @param {"figure" | "embed"} [key]
 */
export function addressOf(figure, hash, key = "figure") {
  const address = new URL(location.href);
  address.search = `?${key}=${figure}`;
  address.hash = hash;
  return address.href;
}

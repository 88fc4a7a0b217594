/*
 * A classic script, run before anything is drawn, where modules may not even load: it says in one
 * sentence what is missing, and marks an embedded page so that it is laid out as one from the
 * start. ECMAScript 2015 only, so that old browsers get as far as the sentence.
 */
(() => {
  // Texts that would become code are refused, all but the addresses of the page's own workers, and of the one that
  // keeps it. The single file's scripts have none.
  const own = document.currentScript;
  const address = own instanceof HTMLScriptElement ? own.src : "";
  const workers = ["../worker.js", "../../serviceworker.js"].map(
    (name) => address && new URL(name, address).href,
  );
  const { trustedTypes } = /** @type {any} */ (window);
  if (trustedTypes)
    trustedTypes.createPolicy("default", {
      createScriptURL: (/** @type {string} */ asked) =>
        workers.indexOf(asked) >= 0 || asked.startsWith("blob:") ? asked : null,
    });

  /** A module that uses one SIMD instruction. */
  const SIMD = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253,
    15, 253, 98, 11,
  ];

  function hasModuleWorkers() {
    let read = false;
    try {
      // Only a browser that knows module workers reads the type; no worker is made.
      new Worker("", {
        /** @returns {WorkerType} */
        get type() {
          read = true;
          throw new Error("enough");
        },
      });
    } catch (_expected) {
      // Thrown above.
    }
    return read;
  }

  function missing() {
    // The single file has no scripts of its own address.
    if (location.protocol === "file:" && document.querySelector("script[src]")) {
      return "Opened as a file, this page cannot load its parts: browsers only allow that over http. Open sharp-minima.html instead, which holds all of them.";
    }
    if (typeof WebAssembly !== "object") {
      return "This page computes with WebAssembly, which this browser does not have or has switched off: please open it in a current browser.";
    }
    if (!WebAssembly.validate(new Uint8Array(SIMD))) {
      return "This page computes with WebAssembly's SIMD instructions, which this browser does not have: please open it in a current browser.";
    }
    if (typeof Worker !== "function") {
      return "This page computes in web workers, which this browser does not have or has switched off: please open it in a current browser.";
    }
    if (!("noModule" in HTMLScriptElement.prototype) || !hasModuleWorkers()) {
      return "This page needs JavaScript modules in web workers, which this browser does not have: please open it in a current browser.";
    }
    return "";
  }

  /** @param {string} sentence why the page does not begin */
  function show(sentence) {
    document.documentElement.setAttribute("data-unsupported", sentence);
    say(sentence);
  }

  /** @param {string} sentence */
  function say(sentence) {
    const place = document.getElementById("unsupported");
    if (!place) {
      document.addEventListener("DOMContentLoaded", () => say(sentence));
      return;
    }
    place.textContent = sentence;
    place.hidden = false;
    // Modules may not even load: the page around a figure learns here how high the sentence is.
    if (window.parent !== window)
      window.parent.postMessage(
        { type: "sharp-minima:height", height: document.body.offsetHeight },
        "*",
      );
  }

  /**
   * @param {string} query
   * @returns {string} preset and name of the figure, if it stands in a note as it was recorded
   */
  function stillOf(query) {
    const figure = /[?&]embed=(\w+)/.exec(query);
    const plain = /^#?(?:v=1)?&?(?:preset=(\w+))?$/.exec(location.hash);
    if (!figure || !plain || /[?&]fit=frame/.test(query) || navigator.onLine === false) return "";
    const name = `${plain[1] || "instant"}/${figure[1]}`;
    const recorded = (root.getAttribute("data-stills") || "").split(" ");
    return recorded.indexOf(name) >= 0 ? name : "";
  }

  /** @param {string} module begins to load, where somebody will want it */
  function preload(module) {
    const link = document.createElement("link");
    link.rel = "preload";
    link.setAttribute("as", "fetch");
    link.crossOrigin = "";
    link.href = module;
    document.head.append(link);
  }

  const root = document.documentElement;
  // The page looks whether this script has come.
  root.setAttribute("data-support", "");
  // Whoever has put this page into another as a text asks so.
  const query = location.search || `?${root.getAttribute("data-query")}`;
  const still = stillOf(query);
  if (still) root.setAttribute("data-still", still);
  else if (address) preload(new URL("../wasm/sharp_minima_bg.wasm", address).href);
  if (/[?&]embed=/.test(query)) {
    root.setAttribute("data-embed", "");
    if (/[?&]fit=frame/.test(query)) root.setAttribute("data-fit", "frame");
    // Before anything is drawn: no flash.
    const theme = /[?&]theme=(light|dark)/.exec(query);
    const dark = document.querySelector("[data-theme=dark]");
    if (theme && dark) {
      dark.setAttribute("media", theme[1] === "dark" ? "screen" : "not all");
      root.setAttribute("data-chosen", "");
    }
  }

  const sentence = missing();
  if (sentence) show(sentence);

  /** @param {string} what @param {string} address */
  const lacks = (what, address) =>
    window.origin === "null" && location.protocol !== "about:"
      ? "In a sandboxed frame this page can only be loaded from a host that lets other sites read it (Access-Control-Allow-Origin). sharp-minima.html on the same site is the whole page as one file and needs no such leave."
      : `A part of this page could not be ${what} (${address}): please reload, or check that the site is complete.`;

  // A script that was cut off is none, and what it would have begun does not begin.
  const folder = address && new URL("../", address).href;
  const isSpoilt = (/** @type {Event} */ event) =>
    event instanceof ErrorEvent &&
    !("sharpMinima" in window) &&
    folder !== "" &&
    event.filename.indexOf(folder) === 0;

  window.addEventListener(
    "error",
    (event) => {
      const target = event.target;
      if (target instanceof HTMLScriptElement) show(lacks("loaded", target.src));
      else if (isSpoilt(event)) show(lacks("read", event.filename));
    },
    true,
  );

  /** @param {HTMLLinkElement} link */
  function hasRules(link) {
    try {
      return link.sheet !== null && link.sheet.cssRules.length > 0;
    } catch (_expected) {
      // Chromium has a sheet of what did not come, and lets nobody look into it.
      return false;
    }
  }

  // Without a style sheet the page works, and only looks otherwise. What becomes of one may be known before this script
  // is there to hear of it.
  window.addEventListener("load", () => {
    if (root.hasAttribute("data-unsupported")) return;
    const links = document.querySelectorAll("link[rel=stylesheet]");
    for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (links))
      if (!hasRules(link)) say(lacks("loaded", link.href));
  });
})();

/**
 * Networks and results brought from elsewhere and taken along.
 * @import { App } from "../page/app.js"
 */

import { button, download, get, make, offerTrials, write } from "../lib/dom.js";
import { prose } from "../lib/prose.js";
import { csv, tableElement } from "../lib/table.js";
import { announce } from "../page/announce.js";
import { wordsOf } from "../page/app.js";

/** Bytes of a file that tell what it is. */
const START = 4096;
/** Larger files are not even read. */
const LARGEST = 200_000_000;

export class Exchange {
  #app;
  #said = make("p", { class: "said", role: "status" });
  #error = make("p", { class: "error", role: "alert", hidden: true });
  #result = make("div", { class: "exchange-result" });
  #trial = make("select", { id: "exchange-trial" });
  #shown = "";
  /** @type {App["event"]} */
  #event = null;
  #files = make("input", {
    type: "file",
    id: "exchange-files",
    multiple: true,
    accept: ".json,application/json",
  });

  /**
   * @param {HTMLElement} place
   * @param {App} app
   */
  constructor(place, app) {
    this.#app = app;
    const zone = make(
      "div",
      { class: "drop" },
      make(
        "label",
        { for: "exchange-files" },
        "Drop network.json and data.json here, or a file of results, or choose them:",
      ),
      this.#files,
    );
    place.append(
      make(
        "div",
        { class: "figure-actions" },
        make("label", { for: "exchange-trial", class: "trial" }, "Trial ", this.#trial),
        button("Save SB’s network", () => this.#export("small", "network-sb.json")),
        button("Save LB’s network", () => this.#export("large", "network-lb.json")),
        button("Save their training data", () => this.#export("data", "data.json")),
        button("Save all results", () => app.save(), {
          title: "Everything that was computed, to be opened here again or by the command",
        }),
        button("Forget what was computed here", () => void app.forget()),
      ),
      zone,
      this.#said,
      this.#error,
      this.#result,
    );
    this.#files.addEventListener("change", () => void this.#take([...(this.#files.files ?? [])]));
    for (const event of ["dragenter", "dragover"])
      zone.addEventListener(event, (dragged) => {
        dragged.preventDefault();
        zone.classList.add("over-drop");
      });
    for (const event of ["dragleave", "drop"])
      zone.addEventListener(event, () => zone.classList.remove("over-drop"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      void this.#take([...(event.dataTransfer?.files ?? [])]);
    });
    showListing();
    app.add(this);
  }

  refresh() {
    const { trials } = this.#app.page.experiment();
    offerTrials(this.#trial, trials, 0);
    const { event } = this.#app;
    if (event !== this.#event) {
      this.#event = event;
      this.#error.hidden = event?.kind !== "lost";
      if (event) write(event.kind === "lost" ? this.#error : this.#said, wordsOf(event));
      if (event?.kind === "lost") write(this.#said, "");
    }
    const files = this.#app.page.files();
    const shown = JSON.stringify(files);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#result.replaceChildren(...files.flatMap(measured));
  }

  /**
   * @param {"small" | "large" | "data"} what
   * @param {string} name
   */
  #export(what, name) {
    this.#error.hidden = true;
    write(this.#said, `Preparing ${name} …`);
    this.#app.page.export(what, Number(this.#trial.value), name);
    this.#app.changed();
  }

  /** @param {File[]} files */
  async #take(files) {
    this.#error.hidden = true;
    write(this.#said, "Reading the files …");
    try {
      await this.#read(files);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      write(this.#said, "");
      write(this.#error, why);
      this.#error.hidden = false;
      announce(why, true);
    }
    this.#files.value = "";
  }

  /** @param {File[]} files */
  async #read(files) {
    for (const { name, size } of files)
      if (size > LARGEST)
        throw new Error(`“${name}” has ${size} bytes; allowed are up to ${LARGEST}.`);
    const [only] = files;
    if (only && files.length === 1 && !(await isNetwork(only))) {
      const whole = this.#app.open(await only.text(), only.name);
      write(this.#said, whole ? `Read ${only.name}.` : `Read a part of ${only.name}.`);
      return;
    }
    const { network, data } = await pairOf(files);
    const names = files.map(({ name }) => name).join(" and ");
    write(this.#said, `Measuring ${names} …`);
    this.#app.page.measure_files(names, network, data);
    this.#app.changed();
  }
}

/** @param {{ title: string, panel: import("../core/types.js").Panel }} measured */
function measured({ title, panel: { caption, table, remarks } }) {
  const save = button("CSV", () => download("sharp-minima-files.csv", "text/csv", csv(table)), {
    title: "Save the numbers as CSV",
  });
  return [
    make("h3", {}, title),
    make("p", { class: "caption" }, ...prose(caption)),
    make(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Measures of the files" },
      tableElement(table),
    ),
    make("ul", { class: "remarks" }, ...remarks.map((text) => make("li", {}, ...prose(text)))),
    make("div", { class: "tools" }, save),
  ];
}

/**
 * Which of the files is the network and which the data, by what they hold.
 * @param {File[]} files
 * @returns {Promise<{ network: Uint8Array, data: Uint8Array }>}
 */
async function pairOf(files) {
  const names = files.map(({ name }) => `“${name}”`).join(", ") || "none";
  if (files.length !== 2)
    throw new Error(`Two files are needed, a network and its data; there were ${names}.`);
  const texts = await Promise.all(
    files.map(async (file) => new Uint8Array(await file.arrayBuffer())),
  );
  const network = texts.find((text) => holds(text, '"layers"'));
  const data = texts.find((text) => text !== network);
  if (!network || !data)
    throw new Error(`None of ${names} is a network: a network has "layers" at its beginning.`);
  return { network, data };
}

/** @param {File} file */
async function isNetwork(file) {
  const start = await file.slice(0, START).arrayBuffer();
  return holds(new Uint8Array(start), '"layers"');
}

/**
 * Whether a key stands among a file's first characters. Zero bytes are passed over, so that UTF-16 is
 * known for what it holds and its reader can say what is wrong with it.
 * @param {Uint8Array} text
 * @param {string} key
 */
function holds(text, key) {
  return new TextDecoder().decode(text.subarray(0, START)).replaceAll("\0", "").includes(key);
}

/** The functions for PyTorch are fetched by whoever opens them. */
function showListing() {
  const code = get("from-pytorch");
  code.closest("details")?.addEventListener(
    "toggle",
    async () => {
      try {
        const answer = await fetch(new URL("../schema/from_pytorch.py", import.meta.url));
        if (!answer.ok) throw new Error(answer.statusText);
        write(code, (await answer.text()).trimEnd());
      } catch {
        write(code, "The listing could not be fetched; the file above may be.");
      }
    },
    { once: true },
  );
}

/**
 * Networks brought from elsewhere and taken along: files of a documented form.
 * @import { ExportJob, MeasuresCore, Panel, Regime } from "./types.js"
 * @import { Networks } from "./networks.js"
 * @import { Page } from "./page.js"
 * @import { Pool } from "./pool.js"
 */

import { announce } from "./announce.js";
import { button, download, make, offerTrials, write } from "./dom.js";
import { Cancelled } from "./pool.js";
import { prose } from "./prose.js";
import { csv, tableElement } from "./table.js";

/** Larger files are not even read. */
const LARGEST = 200_000_000;
/** Files are measured before what waits of a run. */
const URGENCY = 0;

export class Exchange {
  #core;
  #page;
  #pool;
  #networks;
  #said = make("p", { class: "said", role: "status" });
  #error = make("p", { class: "error", role: "alert", hidden: true });
  #bar = make("progress", {
    max: "1",
    value: "0",
    hidden: true,
    "aria-label": "Progress of the measuring",
  });
  #cancel = button("Cancel", () => this.#working?.abort(), { hidden: "" });
  #result = make("div", { class: "exchange-result" });
  #trial = make("select", { id: "exchange-trial" });
  #files = make("input", {
    type: "file",
    id: "exchange-files",
    multiple: true,
    accept: ".json,application/json",
  });
  #working = /** @type {AbortController | null} */ (null);

  /**
   * @param {HTMLElement} place
   * @param {MeasuresCore} core
   * @param {Page} page
   * @param {Pool} pool
   * @param {Networks} networks
   */
  constructor(place, core, page, pool, networks) {
    this.#core = core;
    this.#page = page;
    this.#pool = pool;
    this.#networks = networks;
    const zone = make(
      "div",
      { class: "drop" },
      make(
        "label",
        { for: "exchange-files" },
        "Drop network.json and data.json here, or choose both:",
      ),
      this.#files,
    );
    place.append(
      make(
        "div",
        { class: "plate-actions" },
        make("label", { for: "exchange-trial", class: "trial" }, "Trial ", this.#trial),
        button("Save SB’s network", () => void this.#saveNetwork("small")),
        button("Save LB’s network", () => void this.#saveNetwork("large")),
        button("Save their training data", () => void this.#saveData()),
      ),
      zone,
      make("div", { class: "plate-actions" }, this.#bar, this.#cancel, this.#said),
      this.#error,
      this.#result,
    );
    this.#files.addEventListener(
      "change",
      () => void this.#measure([...(this.#files.files ?? [])]),
    );
    for (const event of ["dragenter", "dragover"])
      zone.addEventListener(event, (dragged) => {
        dragged.preventDefault();
        zone.classList.add("over-drop");
      });
    for (const event of ["dragleave", "drop"])
      zone.addEventListener(event, () => zone.classList.remove("over-drop"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      void this.#measure([...(event.dataTransfer?.files ?? [])]);
    });
    const offer = () => offerTrials(this.#trial, page.settings.trials);
    page.onChange(offer);
    offer();
  }

  /** @param {Regime} regime */
  #saveNetwork(regime) {
    return this.#save(`network-${regime === "small" ? "sb" : "lb"}.json`, async (signal) => {
      const experiment = this.#page.settings;
      const pair = await this.#networks.pair(experiment, Number(this.#trial.value), signal);
      const x = pair[regime].vectors.at(-1);
      if (!x) throw new Error("there is no network");
      return { job: { kind: "export", what: "network", experiment }, vectors: [x] };
    });
  }

  #saveData() {
    return this.#save("data.json", async () => {
      const experiment = this.#page.settings;
      return { job: { kind: "export", what: "data", experiment }, vectors: [] };
    });
  }

  /**
   * @param {string} name
   * @param {(signal: AbortSignal) => Promise<{ job: ExportJob, vectors: Float32Array[] }>} prepare
   */
  #save(name, prepare) {
    return this.#work("Preparing the file …", async (signal) => {
      const { job, vectors } = await prepare(signal);
      const { report } = await this.#pool.run(URGENCY, job, vectors, () => {}, signal);
      download(name, "application/json", report.text ?? "");
      write(this.#said, `Saved ${name}.`);
    });
  }

  /** @param {File[]} files */
  #measure(files) {
    return this.#work("Reading the files …", async (signal) => {
      const { network, data } = await pairOf(files);
      write(this.#said, `Measuring ${files.map(({ name }) => name).join(" and ")} …`);
      const job = { kind: /** @type {const} */ ("files"), network, data, seed: 0 };
      const hear = (/** @type {number} */ progress) => {
        this.#bar.value = progress;
      };
      const { report } = await this.#pool.run(URGENCY, job, [], hear, signal);
      this.#showPanel(this.#core.files_panel(report), files);
      write(this.#said, "Measured.");
      announce("The network from the files was measured.", true);
    });
  }

  /**
   * @param {Panel} panel
   * @param {File[]} files
   */
  #showPanel({ caption, table, remarks }, files) {
    const save = button("CSV", () => download("sharp-minima-files.csv", "text/csv", csv(table)), {
      title: "Save the numbers as CSV",
    });
    this.#result.prepend(
      make("h3", {}, files.map(({ name }) => name).join(" and ")),
      make("p", { class: "caption" }, ...prose(caption)),
      make(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": "Measures of the files" },
        tableElement(table),
      ),
      make("ul", { class: "remarks" }, ...remarks.map((text) => make("li", {}, ...prose(text)))),
      make("div", { class: "tools" }, save),
    );
  }

  /**
   * One thing at a time, with what goes wrong told.
   * @param {string} saying
   * @param {(signal: AbortSignal) => Promise<void>} work
   */
  async #work(saying, work) {
    this.#working?.abort();
    const working = new AbortController();
    this.#working = working;
    this.#error.hidden = true;
    this.#bar.value = 0;
    this.#bar.hidden = false;
    this.#cancel.hidden = false;
    write(this.#said, saying);
    try {
      await work(working.signal);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      write(this.#said, error instanceof Cancelled ? "Cancelled." : "");
      if (!(error instanceof Cancelled)) {
        write(this.#error, why);
        this.#error.hidden = false;
        announce(why, true);
      }
    }
    if (this.#working !== working) return;
    this.#working = null;
    this.#bar.hidden = true;
    this.#cancel.hidden = true;
    this.#files.value = "";
  }
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
  for (const { name, size } of files)
    if (size > LARGEST)
      throw new Error(`“${name}” has ${size} bytes; allowed are up to ${LARGEST}.`);
  const texts = await Promise.all(
    files.map(async (file) => new Uint8Array(await file.arrayBuffer())),
  );
  const network = texts.find((text) => holds(text, '"layers"'));
  const data = texts.find((text) => text !== network);
  if (!network || !data)
    throw new Error(`None of ${names} is a network: a network has "layers" at its beginning.`);
  return { network, data };
}

/**
 * Whether a key stands among a file's first characters. Zero bytes are passed over, so that UTF-16 is
 * known for what it holds and its reader can say what is wrong with it.
 * @param {Uint8Array} text
 * @param {string} key
 */
function holds(text, key) {
  return new TextDecoder().decode(text.subarray(0, 4096)).replaceAll("\0", "").includes(key);
}

/**
 * Networks and results brought from elsewhere and taken along.
 * @import { App } from "../page/app.js"
 */

import { file } from "../core/files.js";
import { button, download, get, make, offerTrials, write } from "../lib/dom.js";
import { prose } from "../lib/prose.js";
import { tableElement } from "../lib/table.js";
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
    // Of any name: IDX files have no ending of their own.
    multiple: true,
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
        "Drop a network and its data here (JSON, safetensors, .npz or IDX), or a file of results, or choose them:",
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
    if (only && files.length === 1 && (await isText(only))) {
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

/** @param {{ title: string, panel: import("../core/types.js").Panel, csv: string }} measured */
function measured({ title, panel: { caption, table, remarks }, csv }) {
  const save = button("CSV", () => download("sharp-minima-files.csv", "text/csv", csv), {
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
 * Which of the files is the network and which the data, by what they hold. Two IDX files are one behind
 * the other.
 * @param {File[]} files
 * @returns {Promise<{ network: Uint8Array, data: Uint8Array }>}
 */
async function pairOf(files) {
  const names = files.map(({ name }) => `“${name}”`).join(", ") || "none";
  const all = await Promise.all(
    files.map(async (file) => new Uint8Array(await file.arrayBuffer())),
  );
  const network = all.find((bytes) => kindOf(bytes) === "network");
  const data = all.filter((bytes) => bytes !== network);
  const isPair = data.length === 2 && data.every((bytes) => kindOf(bytes) === "idx");
  if (files.length !== 2 && !(network && isPair))
    throw new Error(
      `Two files are needed, a network and its data, or three with IDX images and labels; there were ${names}.`,
    );
  if (!network)
    throw new Error(
      `None of ${names} is a network: a network has "layers" at its beginning, or is a safetensors file.`,
    );
  return { network, data: joined(data) };
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}

/** Whether a file is JSON of something else than a network: data, or results. @param {File} file */
async function isText(file) {
  const start = await file.slice(0, START).arrayBuffer();
  return kindOf(new Uint8Array(start)) === "text";
}

/**
 * What a file holds, told by its first bytes and never by its name. What is wrong with it is said by who
 * reads it.
 * @param {Uint8Array} bytes
 * @returns {"network" | "data" | "idx" | "text"}
 */
function kindOf(bytes) {
  const [a = 0, b = 0, c = 0] = bytes;
  // A safetensors file: the header's length in eight bytes, and the header.
  if (bytes[8] === 0x7b && bytes.subarray(4, 8).every((byte) => byte === 0)) return "network";
  if (a === 0 && b === 0 && c >= 8 && c <= 14) return "idx";
  // ZIP, which .npz is, and gzip.
  if ((a === 0x50 && b === 0x4b) || (a === 0x1f && b === 0x8b)) return "data";
  return holds(bytes, '"layers"') ? "network" : "text";
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
  const details = code.closest("details");
  const fetchIt = async () => {
    try {
      const answer = await file("schema/from_pytorch.py");
      write(code, (await answer.text()).trimEnd());
    } catch {
      write(
        code,
        "The listing could not be fetched; the file above may be. Opened again, it is tried again.",
      );
      details?.addEventListener("toggle", fetchIt, { once: true });
    }
  };
  details?.addEventListener("toggle", fetchIt, { once: true });
}

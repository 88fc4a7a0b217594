/**
 * The first pair of the paper's own network F1, which comes trained: fetched when it is asked for.
 * @import { App } from "./app.js"
 */

import { file } from "../core/files.js";
import { whyNot } from "../core/named.js";
import { get, write } from "../lib/dom.js";
import { writeAddress } from "./address.js";

const FILES = ["networks/f1-sb.bin", "networks/f1-lb.bin"];
const END_OF_LINE = 10;

/** @param {App} app */
export function offerPair(app) {
  const [button, said] = [get("fetch-f1"), get("said-f1")];
  const { hash } = /** @type {HTMLAnchorElement} */ (get("train-f1"));
  button.addEventListener("click", async () => {
    write(said, "Fetching …");
    try {
      const networks = await Promise.all(FILES.map(fetched));
      if (location.hash !== hash) {
        writeAddress({ hash });
        app.arrive(hash);
      }
      for (const { entry, x } of networks) app.page.read_network(entry, x);
      app.changed();
      write(said, "Both are here. Every figure says how long it takes to measure them.");
    } catch (error) {
      write(said, error instanceof Error ? error.message : String(error));
    }
  });
}

/** @param {string} name of a file: the entry of a training, and behind that line where it ended */
async function fetched(name) {
  try {
    const bytes = new Uint8Array(await (await file(name)).arrayBuffer());
    const end = bytes.indexOf(END_OF_LINE);
    const entry = new TextDecoder().decode(bytes.subarray(0, end));
    // A copy, since numbers must stand at a multiple of four bytes.
    return { entry, x: new Float32Array(bytes.slice(end + 1).buffer) };
  } catch (error) {
    throw new Error(`The network could not be fetched: ${whyNot(error, name)}.`);
  }
}

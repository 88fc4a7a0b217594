/**
 * The wasm module: fetched and compiled once, for the page and for every worker.
 */

import init, {
  figures,
  Page,
  presets,
  setting_controls,
  tested,
  version,
  view_controls,
  Worker,
} from "../wasm/sharp_minima.js";
import { file } from "./files.js";
import { whyNot } from "./named.js";

/** What the page and its workers use of it; the whole namespace would be a file more to load. */
const core = { figures, Page, presets, setting_controls, tested, version, view_controls, Worker };

/**
 * Fetches and compiles the module. Servers that do not know the MIME type application/wasm are
 * common, so streaming is used only where it can work.
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compile() {
  const name = "wasm/sharp_minima_bg.wasm";
  try {
    const response = await file(name);
    const streams = response.headers.get("content-type")?.startsWith("application/wasm");
    return streams && WebAssembly.compileStreaming
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    throw new Error(whyNot(error, name), { cause: error });
  }
}

/**
 * Makes this thread's own instance.
 * @param {WebAssembly.Module | Promise<WebAssembly.Module>} module
 * @returns {Promise<typeof core>}
 */
export async function instantiate(module) {
  await init({ module_or_path: await module });
  return core;
}

/**
 * The wasm module: compiled once on the page, instantiated there and, from the same compiled
 * module, in every worker.
 * @import { Core } from "./types.js"
 */

const folder = new URL("./wasm/", import.meta.url);

/**
 * Fetches and compiles the module. Servers that do not know the MIME type application/wasm are
 * common, so streaming is used only where it can work.
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compile() {
  const response = await fetch(new URL("sharp_minima_bg.wasm", folder));
  if (!response.ok) throw new Error(`the server answers ${response.status} for ${response.url}`);
  const streams = response.headers.get("content-type")?.startsWith("application/wasm");
  return streams && WebAssembly.compileStreaming
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Makes this thread's own instance.
 * @param {WebAssembly.Module | Promise<WebAssembly.Module>} module
 * @returns {Promise<Core>}
 */
export async function instantiate(module) {
  // The address is computed because the file is generated: type checking does without it.
  const address = new URL("sharp_minima.js", folder).href;
  /** @type {[Core, WebAssembly.Module]} */
  const [core, compiled] = await Promise.all([import(address), module]);
  await core.default({ module_or_path: compiled });
  return core;
}

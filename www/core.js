/**
 * The wasm modules: "page" reads links, follows a study and draws its figures; "landscape",
 * "measures" and "remedies" draw those and come after; "laboratory" runs jobs, is compiled once and posted to every
 * worker.
 * @import { LaboratoryCore, LandscapeCore, MeasuresCore, PageCore, RemediesCore } from "./types.js"
 *
 * @typedef {{ page: PageCore, landscape: LandscapeCore, measures: MeasuresCore, remedies: RemediesCore, laboratory: LaboratoryCore }} Cores
 */

const folder = new URL("./wasm/", import.meta.url);

/**
 * Fetches and compiles a module. Servers that do not know the MIME type application/wasm are
 * common, so streaming is used only where it can work.
 * @param {keyof Cores} name
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compile(name) {
  const response = await fetch(new URL(`${name}_bg.wasm`, folder));
  if (!response.ok) throw new Error(`the server answers ${response.status} for ${response.url}`);
  const streams = response.headers.get("content-type")?.startsWith("application/wasm");
  return streams && WebAssembly.compileStreaming
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Makes this thread's own instance.
 * @template {keyof Cores} Name
 * @param {Name} name
 * @param {WebAssembly.Module | Promise<WebAssembly.Module>} module
 * @returns {Promise<Cores[Name]>}
 */
export async function instantiate(name, module) {
  // The address is computed because the file is generated: type checking does without it.
  const address = new URL(`${name}.js`, folder).href;
  /** @type {[Cores[Name], WebAssembly.Module]} */
  const [core, compiled] = await Promise.all([import(address), module]);
  await core.default({ module_or_path: compiled });
  return core;
}

/** @type {Promise<LandscapeCore> | null} */
let landscape = null;

/**
 * The landscape's module, which comes when it is first asked for; a failure is not remembered.
 * @returns {Promise<LandscapeCore>}
 */
export function landscapeCore() {
  if (landscape) return landscape;
  const coming = instantiate("landscape", compile("landscape"));
  coming.catch(() => {
    landscape = null;
  });
  landscape = coming;
  return coming;
}

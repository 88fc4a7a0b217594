/**
 * Makes few small files of what a page loads:
 *
 *   node xtask/bundle.mjs modules FROM TO FILE...       with all that they import
 *   node xtask/bundle.mjs alone FROM TO FILE...         the same for the single file: each needs no other file
 *   node xtask/bundle.mjs scripts FROM TO FILE...       classic scripts, each by itself
 *   node xtask/bundle.mjs style FROM TO STYLE FILE...   style sheets, in this order, as the one STYLE
 *
 * FROM is the folder of the page, TO the folder it is made in; files are named from there.
 */

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import process from "node:process";
import { build } from "esbuild";

/**
 * @import { BuildOptions, Plugin } from "esbuild"
 * @typedef {{ from: string, to: string }} Folders
 */

/**
 * The oldest browsers that the page is for, as the README says. What they cannot read is rewritten for them, and
 * where that is not possible nothing is built.
 */
const BROWSERS = ["chrome120", "edge120", "firefox121", "safari17.2"];

/** @type {BuildOptions} */
const SMALL = {
  minify: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  target: BROWSERS,
};

/** @param {string} path */
const url = (path) => path.split(sep).join("/");

/**
 * Lets `import.meta.url` be, in every module of a bundle, the address that the module would have by
 * itself. All addresses that are made from it then lead to where they led before.
 * @param {string} folder where the bundle lies
 * @returns {Plugin}
 */
function ownAddresses(folder) {
  return {
    name: "own addresses",
    setup({ onLoad }) {
      onLoad({ filter: /\.js$/ }, async ({ path }) => {
        const own = JSON.stringify(url(relative(folder, path)));
        const text = await readFile(path, "utf8");
        const address = `new URL(${own}, import.meta.url).href`;
        return { contents: text.replaceAll("import.meta.url", address) };
      });
    },
  };
}

/**
 * Lets every `url(...)` of a style sheet lead to where it led before.
 * @param {string} style the sheet that takes the others' place
 * @returns {Plugin}
 */
function sameFiles(style) {
  return {
    name: "same files",
    setup({ onResolve }) {
      onResolve({ filter: /^[^#:]+$/ }, ({ kind, path, resolveDir }) => {
        if (kind !== "url-token") return undefined;
        const file = resolve(resolveDir, path);
        if (!existsSync(file)) return { errors: [{ text: `there is no ${file}` }] };
        return { path: url(relative(dirname(style), file)), external: true };
      });
    },
  };
}

/**
 * What they share becomes a file of its own beside them: they must lie in one folder.
 * @param {Folders} folders @param {string[]} files
 */
async function modules({ from, to }, files) {
  const folder = dirname(files[0] ?? "");
  await build({
    ...SMALL,
    entryPoints: files.map((file) => join(from, file)),
    outbase: from,
    outdir: to,
    bundle: true,
    splitting: true,
    chunkNames: `${folder}/[name]-[hash]`,
    format: "esm",
    plugins: [ownAddresses(join(from, folder))],
  });
}

/** In the single file another module says where files come from. @type {Plugin} */
const inlined = {
  name: "inlined",
  setup({ onResolve }) {
    onResolve({ filter: /\/files\.js$/ }, ({ path, resolveDir }) => {
      const twin = resolve(resolveDir, dirname(path), "inlined.js");
      return existsSync(twin) ? { path: twin } : undefined;
    });
  },
};

/** @param {Folders} folders @param {string[]} files */
async function alone({ from, to }, files) {
  const entryPoints = files.map((file) => join(from, file));
  await build({
    ...SMALL,
    entryPoints,
    outbase: from,
    outdir: to,
    bundle: true,
    format: "iife",
    define: { "import.meta.url": "undefined" },
    plugins: [inlined],
  });
}

/**
 * What a classic script declares is the page's; it is for the oldest browsers, too.
 * @param {Folders} folders @param {string[]} files
 */
async function scripts({ from, to }, files) {
  const entryPoints = files.map((file) => join(from, file));
  await build({ ...SMALL, entryPoints, outbase: from, outdir: to, target: "es2015" });
}

/** @param {Folders} folders @param {string[]} files */
async function style({ from, to }, [name = "", ...files]) {
  const imports = files.map((file) => `@import ${JSON.stringify(`./${file}`)};`);
  await build({
    ...SMALL,
    stdin: { contents: imports.join("\n"), loader: "css", resolveDir: from },
    outfile: join(to, name),
    bundle: true,
    plugins: [sameFiles(join(from, name))],
  });
}

const [kind, from, to, ...files] = process.argv.slice(2);
const make = { modules, alone, scripts, style }[kind ?? ""];
if (!make || !from || !to) throw new Error("expected: modules|alone|scripts|style FROM TO FILE...");
await make({ from: resolve(from), to: resolve(to) }, files).catch(() => {
  // esbuild has said what is wrong.
  process.exitCode = 1;
});

/**
 * The lecture notes, built by their tools and opened: `cargo xtask notes` says where Python is that has those of PyPI
 * (SHARP_MINIMA_PYTHON), where those of npm are (SHARP_MINIMA_NPM), and where the notes are built (SHARP_MINIMA_NOTES).
 */

import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { address, forgive, otherSite, SMALL, useBrowser } from "./helpers.mjs";
import { freePort } from "./port.mjs";

/** @import { Frame, Page } from "playwright-core" */

const suite = useBrowser();

const PYTHON = process.env.SHARP_MINIMA_PYTHON ?? "python3";
const NPM = process.env.SHARP_MINIMA_NPM ?? "target/notes/npm";
const BUILT = process.env.SHARP_MINIMA_NOTES ?? "target/notes/built";
const NOTES = fileURLToPath(new URL("../../docs/lecture/", import.meta.url));
/** Where the notes look for the site. */
const SITE = "http://127.0.0.1:8080/";
/** The notes' tools ask for files of theirs elsewhere, and marimo says a lot. */
const THEIRS = /^(?!.*sharp)/s;

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
};

/** @param {string[]} line a module of Python with what it is told */
const python = (...line) => execFileSync(PYTHON, ["-m", ...line], { stdio: "pipe" });

const built = otherSite(async ({ url = "" }, response) => {
  const path = new URL(url, SITE).pathname;
  const type = TYPES[extname(path)] ?? "text/html";
  try {
    const text = await readFile(join(BUILT, path), "utf8");
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` });
    response.end(text.replaceAll(SITE, address()));
  } catch {
    response.writeHead(404).end();
  }
});

/**
 * The frame of a figure, when it is drawn.
 * @param {Page} page
 * @param {string} title
 * @returns {Promise<Frame>}
 */
async function figure(page, title) {
  const place = page.locator(`iframe[title="Sharp minima: ${title}"]`);
  const handle = await place.elementHandle({ timeout: 60_000 });
  const frame = await handle?.contentFrame();
  assert.ok(frame);
  await frame.waitForFunction(() => window.sharpMinima?.ready.then(() => true));
  await frame.evaluate(() => window.sharpMinima.settled());
  return frame;
}

/** @param {Frame} frame it is as high and as wide as what is in it, and shows shipped results */
async function fits(frame) {
  await frame.waitForFunction(
    () => document.documentElement.scrollHeight === innerHeight,
    undefined,
    { timeout: 10_000 },
  );
  const seen = await frame.evaluate(() => ({
    wider: document.documentElement.scrollWidth - innerWidth,
    badge: document.querySelector(".badge")?.textContent,
  }));
  assert.deepEqual(seen, { wider: 0, badge: "shipped, 5 trials" });
}

/**
 * The element around a frame does in its host what it does elsewhere: it follows colours and settings, and runs; its
 * figure is printed.
 * @param {Page} page
 * @param {Frame} frame
 */
async function works(page, frame) {
  await page.emulateMedia({ media: "print" });
  // The height that it has on paper is told a moment later.
  const heights = async () => [
    (await page.locator("sharp-minima").boundingBox())?.height,
    await frame.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height)),
  ];
  for (let look = 0; new Set(await heights()).size > 1 && look < 50; look += 1)
    await page.waitForTimeout(100);
  const [own, inside] = await heights();
  assert.equal(own, inside);
  assert.ok((await page.pdf()).length > 10_000);
  await page.emulateMedia({ media: null });
  const set = (/** @type {Record<string, string>} */ attributes) =>
    page.locator("sharp-minima").evaluate((element, attributes) => {
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    }, attributes);
  for (const theme of ["dark", "light"]) {
    await set({ theme });
    await frame.waitForFunction(
      (theme) => getComputedStyle(document.documentElement).colorScheme === theme,
      theme,
    );
  }
  await set({ link: SMALL });
  await frame.waitForFunction((hash) => `#${window.sharpMinima.page.hash()}` === hash, SMALL);
  await frame.locator("#run").click();
  await frame.waitForFunction(() => window.sharpMinima.state === "finished");
}

/**
 * Opens a note that was built, and tries its element whole.
 * @param {string} where
 */
async function tried(where) {
  const visit = await suite.visit();
  await visit.page.goto((await built) + where);
  const frame = await figure(visit.page, "Loss and accuracy between the minima");
  await fits(frame);
  await works(visit.page, frame);
  return { visit, page: visit.page, frame };
}

test("Jupyter: a notebook that was run and exported as HTML", async () => {
  const where = ["--output-dir", BUILT, join(NOTES, "notebook.ipynb")];
  python("nbconvert", "--to", "html", "--execute", ...where);
  const visit = await suite.visit();
  await visit.page.goto(`${await built}notebook.html`);
  await fits(await figure(visit.page, "Loss and accuracy between the minima"));
  forgive(visit, THEIRS);
});

test("Sphinx: a page with the element", async () => {
  python("sphinx", "-q", "-b", "html", join(NOTES, "sphinx"), join(BUILT, "sphinx"));
  const { visit } = await tried("sphinx/index.html");
  forgive(visit, THEIRS);
});

test("mdBook: a chapter with the element, and keys that turn it", async () => {
  execFileSync("mdbook", ["build", join(NOTES, "mdbook"), "--dest-dir", join(BUILT, "mdbook")]);
  const { visit, page, frame } = await tried("mdbook/road.html");
  await frame.locator("#run").focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForURL(/end\.html$/);
  await page.waitForLoadState("networkidle");
  forgive(visit, THEIRS);
});

/** What shows MyST's widgets: the part of its theme that does so. The theme itself is fetched from its own site. */
const RENDERER = `
  import { createElement } from "react";
  import { createRoot } from "react-dom/client";
  import { ANY_RENDERERS } from "@myst-theme/anywidget";
  const { mdast } = await (await fetch("./_build/site/content/index.json")).json();
  const node = mdast.children[0].children.find(({ type }) => type === "anywidget");
  const esm = new URL("./_build/site/public" + node.esm, location.href).href;
  const place = document.body.appendChild(document.createElement("div"));
  createRoot(place).render(createElement(ANY_RENDERERS.anywidget, { node: { ...node, esm } }));
`;

test("MyST: its widget, in the content that its tool makes", async () => {
  const place = join(BUILT, "myst");
  await cp(join(NOTES, "myst"), place, { recursive: true });
  const note = join(place, "index.md");
  await writeFile(note, (await readFile(note, "utf8")).replaceAll(SITE, address()));
  // Where the theme cannot be had it fails after the content is made.
  spawnSync(join(NPM, "node_modules/.bin/myst"), ["build", "--site"], { cwd: place });
  await build({
    stdin: { contents: RENDERER, resolveDir: NPM },
    bundle: true,
    format: "esm",
    define: { "process.env.NODE_ENV": '"production"' },
    outfile: join(place, "renderer.js"),
    logLevel: "error",
  });
  await writeFile(
    join(place, "index.html"),
    '<!doctype html><body><script type="module" src="./renderer.js"></script>',
  );
  const { visit } = await tried("myst/index.html");
  forgive(visit, THEIRS);
});

test("marimo: a figure, and a widget whose numbers come back to the notebook", async () => {
  const port = await freePort();
  const line = ["-m", "marimo", "run", join(NOTES, "marimo.py"), "--headless", "--no-token"];
  const marimo = spawn(PYTHON, [...line, "--port", String(port)], { stdio: "ignore" });
  after(() => marimo.kill());
  const visit = await suite.visit();
  const { page } = visit;
  for (let attempt = 0; ; attempt += 1) {
    const reached = await page.goto(`http://127.0.0.1:${port}/`).catch(() => null);
    if (reached) break;
    assert.ok(attempt < 60, "marimo did not start");
    await page.waitForTimeout(500);
  }
  await fits(await figure(page, "Loss and accuracy between the minima"));
  await fits(await figure(page, "Sharpness of the minima"));
  await page.getByText("LB’s minimum is sharper than SB’s").first().waitFor({ timeout: 30_000 });
  forgive(visit, THEIRS);
});

/**
 * The lecture notes whose tools are on PyPI, built by these tools and opened: `cargo xtask notes` says where Python is
 * that has them (SHARP_MINIMA_PYTHON), and where the notes are built (SHARP_MINIMA_NOTES).
 */

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { address, forgive, otherSite, useBrowser } from "./helpers.mjs";
import { freePort } from "./port.mjs";

/** @import { Frame, Page } from "playwright-core" */

const suite = useBrowser();

const PYTHON = process.env.SHARP_MINIMA_PYTHON ?? "python3";
const BUILT = process.env.SHARP_MINIMA_NOTES ?? "target/notes/built";
const NOTES = fileURLToPath(new URL("../../docs/lecture/", import.meta.url));
/** Where the notes look for the site. */
const SITE = "http://127.0.0.1:8080/";
/** The notes' tools ask for files of theirs elsewhere, and marimo says a lot. */
const THEIRS = /^(?!.*sharp)/s;

/** @param {string[]} line a module of Python with what it is told */
const python = (...line) => execFileSync(PYTHON, ["-m", ...line], { stdio: "pipe" });

const built = otherSite(async ({ url = "" }, response) => {
  const path = new URL(url, SITE).pathname;
  const type = path.endsWith(".css")
    ? "text/css"
    : path.endsWith(".js")
      ? "text/javascript"
      : "text/html";
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
  const visit = await suite.visit();
  await visit.page.goto(`${await built}sphinx/index.html`);
  await fits(await figure(visit.page, "Loss and accuracy between the minima"));
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

/** The Python package: its frame in a notebook, its names, and the wheel itself. Without Python there is nothing to test. */

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { forgive, otherSite, useBrowser } from "./helpers.mjs";

const suite = useBrowser();

const FOLDER = fileURLToPath(new URL("../../dist/python/", import.meta.url));
const WHEEL = join(FOLDER, readdirSync(FOLDER).find((name) => name.endsWith(".whl")) ?? "");

/** @param {string[]} line */
const succeeds = (...line) => spawnSync("python3", line).status === 0;
const skip = succeeds("-c", "import sys; sys.exit(sys.version_info < (3, 9))")
  ? false
  : "Python 3.9 is not there";
const withoutPip = succeeds("-m", "pip", "--version") ? false : "pip is not there";

/** @param {string} script what it prints, with the package as it lies in the wheel */
function python(script) {
  return execFileSync("python3", ["-c", script], {
    encoding: "utf8",
    env: { ...process.env, PYTHONPATH: WHEEL },
    maxBuffer: 1e8,
  });
}

/** A notebook's page, with one cell's output. */
let cell = "";
const notebook = otherSite((_, response) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end(`<!doctype html><title>Notebook</title><link rel="icon" href="data:,">${cell}`);
});

test("a notebook shows the figure with its results, and no other file is asked for", {
  skip,
}, async () => {
  cell = python(
    "import sharp_minima as s; print(s.figure('path', preset='plain', theme='dark')._repr_html_())",
  );
  const visit = await suite.visit();
  const { page } = visit;
  await page.goto(await notebook);
  const frame = page.frames()[1];
  assert.ok(frame);
  await frame.waitForFunction(() => window.sharpMinima?.ready.then(() => true));
  await frame.evaluate(() => window.sharpMinima.settled());
  const shown = await frame.evaluate(() => ({
    figures: [...document.querySelectorAll("figure")].map(({ dataset }) => dataset.figure),
    badge: document.querySelector("#figure-path .badge")?.textContent,
    hash: window.sharpMinima.page.hash(),
    scheme: getComputedStyle(document.documentElement).colorScheme,
    links: document.querySelectorAll(".whole-page").length,
  }));
  assert.deepEqual(shown, {
    figures: ["path"],
    badge: "shipped, 5 trials",
    hash: "v=1&preset=plain",
    scheme: "dark",
    links: 0,
  });
  await page.waitForFunction(() => {
    const frame = document.querySelector("iframe");
    const inner = frame?.contentDocument?.documentElement;
    return (
      frame && inner && frame.clientHeight !== 720 && frame.clientHeight === inner.scrollHeight
    );
  });
  forgive(visit, /^not the page's own: http:\/\/localhost/);
});

test("a name that is unknown is refused with those that are known", { skip }, () => {
  const said = (/** @type {string} */ call) =>
    python(`import sharp_minima as s
try: s.figure(${call})
except ValueError as error: print(error, end="")`);
  assert.match(said("'nonsense'"), /^figure 'nonsense' is not allowed; allowed is .*bowls.*path/);
  assert.equal(
    said("preset='best'"),
    "preset 'best' is not allowed; allowed is instant, convincing, digits, plain",
  );
  assert.equal(said("theme='red'"), "theme 'red' is not allowed; allowed is auto, light, dark");
  assert.match(said("height=3"), /^height 3 is not allowed; allowed is a whole number from 40 on$/);
  assert.equal(said("link='https://example.org/#v=1&preset=plain'"), "");
});

test("pip installs the wheel without a network", { skip: skip || withoutPip }, () => {
  const place = mkdtempSync(join(tmpdir(), "wheel-"));
  const pip = ["-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", place];
  execFileSync("python3", [...pip, "--disable-pip-version-check", WHEEL], { stdio: "pipe" });
  const titles = execFileSync(
    "python3",
    ["-c", "import sharp_minima as s; s.figure().save('path.html'); print(len(s.FIGURES))"],
    { encoding: "utf8", cwd: place, env: { ...process.env, PYTHONPATH: place } },
  );
  assert.ok(Number(titles) > 15);
  assert.ok(readdirSync(place).includes("path.html"));
  rmSync(place, { recursive: true });
});

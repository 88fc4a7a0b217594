/**
 * Each SVG below the folder that is named as a PNG of twice the size beside it, with the page's fonts.
 * `cargo xtask pictures` calls it.
 */

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { launch } from "./helpers.mjs";

const FONTS = new URL("../../www/fonts/", import.meta.url);
/** The page's, by the names that drawings give them. */
const FILES = { Inter: "inter.woff2", "Noto Sans Math": "noto-sans-math-signs.woff2" };

const [folder] = process.argv.slice(2);
if (!folder) throw new Error("a folder must be named");

const faces = await Promise.all(
  Object.entries(FILES).map(async ([name, file]) => {
    const font = await readFile(new URL(file, FONTS), "base64");
    const source = `url(data:font/woff2;base64,${font})`;
    return `@font-face { font-family: "${name}"; src: ${source}; font-weight: 400 700; }`;
  }),
);

const browser = await launch();
try {
  const page = await browser.newPage({ deviceScaleFactor: 2 });
  await page.setContent(`<style>${faces.join("\n")} svg { display: block; }</style><div></div>`);
  await page.evaluate(() => Promise.all([...document.fonts].map((face) => face.load())));
  const place = page.locator("div");
  const drawings = (await readdir(folder, { recursive: true })).filter((name) =>
    name.endsWith(".svg"),
  );
  for (const name of drawings) {
    const file = join(folder, name);
    const svg = await readFile(file, "utf8");
    await place.evaluate((element, svg) => {
      element.innerHTML = svg;
    }, svg);
    await page.locator("svg").screenshot({ path: file.replace(/svg$/, "png") });
  }
  console.log(`${drawings.length} pictures in ${folder}`);
} finally {
  await browser.close();
}

/**
 * Pictures of the page as it comes, with the results of its default preset: for the README the first screen to the file
 * named first and the landscape to the file named second, and whole pages to the folder named
 * third. `cargo xtask screenshots` calls it.
 */

import { join } from "node:path";
import process from "node:process";
import { walkDown } from "./figures.mjs";
import { launch, open, screenshot } from "./helpers.mjs";

const WIDE = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 844 };

/** @type {Record<string, { where?: string, options: import("playwright-core").BrowserContextOptions }>} */
const PICTURES = {
  "wide-light": { options: { viewport: WIDE, colorScheme: "light" } },
  "wide-dark": { options: { viewport: WIDE, colorScheme: "dark" } },
  "phone-light": {
    options: { viewport: PHONE, colorScheme: "light", deviceScaleFactor: 2, isMobile: true },
  },
  "phone-dark": {
    options: { viewport: PHONE, colorScheme: "dark", deviceScaleFactor: 2, isMobile: true },
  },
  "embed-light": {
    where: "?embed=curves",
    options: { viewport: { width: 720, height: 640 }, colorScheme: "light" },
  },
};

const [readme, landscape, folder] = process.argv.slice(2);
if (!readme || !landscape || !folder)
  throw new Error("two files and a folder to write to must be named");

const browser = await launch();
try {
  for (const [name, { where, options }] of Object.entries(PICTURES)) {
    const visit = await open(browser, where, options);
    await walkDown(visit.page);
    const file = join(folder, `${name}.png`);
    await screenshot(visit.page, file);
    console.log(file);
    if (name === "wide-light") {
      await visit.page.screenshot({ path: readme });
      console.log(readme);
      // What is pinned to the window's top would lie over it.
      await visit.page.locator("#bar").evaluate((bar) => {
        bar.style.position = "static";
      });
      await visit.page.locator("#figure-landscape .stage").screenshot({ path: landscape });
      console.log(landscape);
    }
    for (const problem of visit.problems) console.error(`${name}: ${problem}`);
    await visit.close();
  }
} finally {
  await browser.close();
}

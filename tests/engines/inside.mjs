/** What is done in the page itself. Each function is sent there as text: it sees nothing of this module. */

/** @import { Link } from "./links.mjs" */

/** Waits until the page and all that comes with it are there and drawn. */
export async function ready() {
  while (!window.sharpMinima) await new Promise((done) => setTimeout(done, 20));
  await window.sharpMinima.ready;
  await window.sharpMinima.app.shipped.seeLater();
  await window.sharpMinima.settled();
}

/**
 * Does what a link asks for, and waits for the end.
 * @param {Link} link
 * @param {number[][]} files its files' bytes
 */
export async function follow({ still, probe, files = [] }, [network, data]) {
  const { app, page, pool } = window.sharpMinima;
  const until = async (/** @type {() => boolean} */ there) => {
    while (!there()) await new Promise((done) => setTimeout(done, 50));
  };
  if (!still) {
    document.getElementById("run")?.click();
    await until(() => ["finished", "failed"].includes(window.sharpMinima.state));
    if (window.sharpMinima.state === "failed") throw new Error("the run failed");
  }
  if (probe) page.measure(0, ...probe);
  if (network && data)
    page.measure_files(files.join(" and "), Uint8Array.from(network), Uint8Array.from(data));
  app.changed();
  await until(() => !page.measuring() && (page.files().length > 0 || !network));
  await until(() => pool.busy === 0);
}

/** What the page has computed and shows. */
export function look() {
  const { page } = window.sharpMinima;
  /** @type {Record<string, string>} */
  const shown = { files: JSON.stringify(page.files()) };
  for (const figure of document.querySelectorAll("figure[data-figure]")) {
    const name = figure.getAttribute("data-figure") ?? "";
    // Places of the map stand in the order in which their measures came.
    const rows = page.records(name, true, "").split("\n").sort();
    shown[name] = JSON.stringify([page.panel(name), rows]);
  }
  /** @type {{ engineProblems: string[] }} */
  const { engineProblems } = /** @type {any} */ (window);
  return { results: page.write(), shown, problems: engineProblems };
}

/** @returns {string} */
export function fileOf() {
  return window.sharpMinima.page.write();
}

/**
 * Scrolls to a part of the page and waits until all that is seen there is computed and drawn.
 * @param {number} part from 0; each begins where the one before ends below what is pinned to the window's top
 * @returns {Promise<boolean>} whether there are more
 */
export async function scrollTo(part) {
  const { page, settled } = window.sharpMinima;
  const figures = [...document.querySelectorAll("figure[data-figure]")];
  const names = figures.map((figure) => figure.getAttribute("data-figure") ?? "");
  const step = window.innerHeight - 160;
  window.scrollTo({ top: part * step, behavior: "instant" });
  // What is seen for the first time is asked for a frame later, and some of it is then computed.
  for (let frame = 0; frame < 3; frame += 1) {
    await new Promise((done) => requestAnimationFrame(done));
    while (names.some((name) => page.figure(name).working))
      await new Promise((done) => setTimeout(done, 50));
    await settled();
  }
  return part * step + window.innerHeight < document.documentElement.scrollHeight;
}

/**
 * Shows the page in the frame that is as wide as a phone.
 * @param {string} where
 */
export function showInFrame(where) {
  const frame = document.querySelector("iframe");
  return new Promise((done) => {
    frame?.addEventListener("load", done, { once: true });
    if (frame) frame.src = where;
  }).then(() => true);
}

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
  const { app, page } = window.sharpMinima;
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
  await until(() => page.files().length > 0 || !network);
}

/** What the page has computed and shows, once no worker has a job. */
export async function look() {
  const { page, pool, settled } = window.sharpMinima;
  for (let quiet = 0; quiet < 5; quiet = pool.busy > 0 ? 0 : quiet + 1) {
    await new Promise((done) => setTimeout(done, 50));
    await settled();
  }
  const figures = [...document.querySelectorAll("figure[data-figure]")];
  const names = figures.map((figure) => figure.getAttribute("data-figure") ?? "");
  /** @type {{ engineProblems: string[] }} */
  const { engineProblems } = /** @type {any} */ (window);
  return {
    results: page.write(),
    shown: JSON.stringify([names.map((name) => [name, page.panel(name)]), page.files()]),
    problems: engineProblems,
  };
}

/** @returns {string} */
export function fileOf() {
  return window.sharpMinima.page.write();
}

/**
 * Scrolls to a part of the page and waits until it is drawn.
 * @param {number} part from 0; each begins where the one before ends below what is pinned to the window's top
 * @returns {Promise<boolean>} whether there are more
 */
export async function scrollTo(part) {
  const step = window.innerHeight - 160;
  window.scrollTo({ top: part * step, behavior: "instant" });
  for (let frame = 0; frame < 3; frame += 1) {
    await new Promise((done) => requestAnimationFrame(done));
    await window.sharpMinima.settled();
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

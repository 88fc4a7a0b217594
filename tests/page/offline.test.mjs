/** The page without a network, and versions of it: whole or not at all. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import {
  address,
  expect,
  forgive,
  otherSite,
  run,
  settled,
  SMALL,
  useBrowser,
} from "./helpers.mjs";

/**
 * @import { Page } from "playwright-core"
 * @typedef {{ body: Buffer, type: string }} File
 */

const suite = useBrowser();
/** Files of the site as they came once. @type {Map<string, Promise<File | null>>} */
const files = new Map();

/** @param {string} name below the site's address @returns {Promise<File | null>} */
function original(name) {
  const known = files.get(name);
  if (known) return known;
  const coming = (async () => {
    const response = await fetch(address() + name);
    if (!response.ok) return null;
    const type = response.headers.get("content-type") ?? "";
    return { body: Buffer.from(await response.arrayBuffer()), type };
  })();
  files.set(name, coming);
  return coming;
}

/** @param {string | Buffer} content */
const sha256 = (content) => createHash("sha256").update(content).digest("hex");

/**
 * A host of the site that can be taken away, and that can get a next version: the same files below another name.
 */
async function host() {
  const state = {
    up: true,
    version: 1,
    /** What spoils a file: its name, and what becomes of it. @type {[RegExp, (body: Buffer) => Buffer] | null} */
    spoils: null,
    /** @type {string[]} */
    asked: [],
    address: "",
    folder: "",
  };
  const name = /www-[0-9a-f]{12}/;
  const index = String((await original(""))?.body);
  state.folder = name.exec(index)?.[0] ?? "";
  const next = state.folder.replace(/^www-..../, "www-beef");
  const renamed = (/** @type {string} */ text) => text.replaceAll(state.folder, next);
  state.address = await otherSite(async (request, response) => {
    if (!state.up) return void response.socket?.destroy();
    const path = String(request.url)
      .slice(1)
      .replace(/[?#].*$/, "");
    state.asked.push(path);
    const old = state.version === 1;
    const file = await original(old ? path : path.replace(next, state.folder));
    if (!file || path.startsWith(old ? next : state.folder))
      return void response.writeHead(404).end();
    let { body } = file;
    if (!old && path === "") body = Buffer.from(renamed(String(body)));
    if (!old && path === "serviceworker.js")
      body = Buffer.from(
        renamed(String(body))
          .replace(sha256(index), sha256(renamed(index)))
          .replace(/"version":"..../, '"version":"beef'),
      );
    if (state.spoils?.[0].test(path)) body = state.spoils[1](body);
    response.writeHead(200, { "content-type": file.type, "cache-control": "no-store" }).end(body);
  });
  return state;
}

/** A fresh profile that may keep the page, and goes to a host of its own. */
async function guest() {
  const visit = await suite.visit({ serviceWorkers: "allow" });
  return { visit, page: visit.page, site: await host() };
}

/** @param {Page} page @param {string} where */
async function go(page, where) {
  await page.goto(where);
  await page.waitForFunction(() => window.sharpMinima?.ready.then(() => true));
  await settled(page);
}

/** @param {Page} page waits until the page is kept */
const kept = (page) => page.locator("#kept").waitFor({ state: "visible" });

/** @param {Page} page @returns {Promise<string[]>} what is kept, by versions */
async function versions(page) {
  const names = await page.evaluate(() => caches.keys());
  return names.map((name) => name.replace(/^.* /, ""));
}

/**
 * Waits for the service worker: waitForFunction would not wait for a promise's value.
 * @param {Page} page
 * @param {(of: { here: boolean, installing: boolean, waiting: boolean, versions: number }) => boolean} until
 */
async function worker(page, until) {
  let state;
  for (let left = 150; left > 0; left--) {
    state = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return {
        here: registration !== undefined,
        installing: Boolean(registration?.installing),
        waiting: Boolean(registration?.waiting),
        versions: (await caches.keys()).length,
      };
    });
    if (until(state)) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`the service worker did not come so far: ${JSON.stringify(state)}`);
}

/** @param {Page} page looks for a new version */
const update = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update().catch(() => {});
  });

/** @param {Page} page the folder that its scripts come from */
const folderOf = (page) => page.evaluate(() => /www-\w+/.exec(document.scripts[0]?.src ?? "")?.[0]);

test("after one visit the page opens, draws and computes without a network", async () => {
  const { visit, page, site } = await guest();
  await go(page, site.address);
  await kept(page);
  site.up = false;
  site.asked.length = 0;
  await go(page, site.address + SMALL);
  await expect(page.locator("#figure-bowls .finding")).toHaveText(/./);
  await run(visit);
  await page.evaluate(() => window.sharpMinima.app.shipped.seeLater());
  assert.equal(await page.evaluate(() => window.sharpMinima.app.shipped.spoilt), false);
  assert.deepEqual(site.asked, []);
  forgive(visit);
});

test("a figure alone and its frame open without a network, too, and keep nothing themselves", async () => {
  const { visit, page, site } = await guest();
  await go(page, `${site.address}?embed=path`);
  await page.waitForTimeout(500);
  assert.deepEqual(await versions(page), []);
  assert.ok(!site.asked.includes("serviceworker.js"));
  await go(page, site.address);
  await kept(page);
  site.up = false;
  await go(page, `${site.address}?embed=path#v=1&preset=digits`);
  assert.equal(await page.evaluate(() => window.sharpMinima.page.figure("path").has), true);
  forgive(visit);
});

for (const [fault, spoil] of /** @type {[string, (body: Buffer) => Buffer][]} */ ([
  ["cut", (body) => body.subarray(0, body.length >> 1)],
  ["a captive portal's", () => Buffer.from("<!doctype html>Please log in")],
]))
  test(`a version of which one file is ${fault} is not kept at all`, async () => {
    const { visit, page, site } = await guest();
    site.spoils = [/digits\.json$/, spoil];
    await go(page, site.address);
    // What does not install is not registered either.
    await page.waitForTimeout(1000);
    await worker(page, ({ here }) => !here);
    assert.deepEqual(await versions(page), []);
    await expect(page.locator("#kept")).toBeHidden();
    forgive(visit);
  });

test("a file that came spoilt once is fetched anew", async () => {
  const { visit, page, site } = await guest();
  let times = 0;
  site.spoils = [/digits\.json$/, (body) => (times++ === 0 ? Buffer.from("") : body)];
  await go(page, site.address);
  await kept(page);
  assert.equal(times, 2);
  forgive(visit);
});

test("a new version is taken whole or not at all, and never mixed with the old one", async () => {
  const { visit, page, site } = await guest();
  await go(page, site.address);
  await kept(page);
  const [first = ""] = await versions(page);
  // A part of the next version is missing: who opens the page without a network has the first.
  site.version = 2;
  site.spoils = [/instant-later\.json$/, () => Buffer.from("")];
  await go(page, site.address);
  const second = await folderOf(page);
  assert.notEqual(second, site.folder, "with a network the latest is shown");
  await update(page);
  // The page itself asks as well: one attempt may follow another.
  await worker(
    page,
    ({ installing, waiting, versions }) => !installing && !waiting && versions === 1,
  );
  await expect.poll(() => versions(page)).toEqual([first]);
  site.up = false;
  await go(page, site.address);
  await expect.poll(() => folderOf(page)).toBe(site.folder);
  // Once it is whole it takes the first one's place, when nobody looks at that any more.
  site.up = true;
  site.spoils = null;
  await go(page, site.address);
  await update(page);
  await worker(page, ({ waiting }) => waiting);
  // A browser sees only after a while that nobody looks any more.
  let other = page;
  for (let left = 5; left > 0 && (await versions(other)).length > 1; left--) {
    const next = await page.context().newPage();
    await other.close();
    await next.waitForTimeout(1000);
    await go(next, site.address);
    other = next;
  }
  const [last] = await versions(other);
  assert.notEqual(last, first);
  site.up = false;
  await go(other, site.address);
  await expect.poll(() => folderOf(other)).toBe(second);
  forgive(visit);
});

test("a browser finds all that it wants of a page to install it", async () => {
  const { visit, page, site } = await guest();
  await go(page, site.address);
  const session = await page.context().newCDPSession(page);
  const { errors, data } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.equal(
    JSON.parse(data ?? "").name,
    "Sharp minima: large batches and the generalisation gap",
  );
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // A profile that is thrown away installs nothing.
  const others = installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito");
  assert.deepEqual(others, []);
  forgive(visit);
});

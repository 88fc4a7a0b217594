/**
 * The page without a network: keeps a version of the site whole, or not at all.
 *
 * All of a version's files but the page's own lie in a folder that is named after their content. So scripts of one
 * version never meet the module of another, whoever answers.
 * @import { Scope } from "./types.js"
 */

const scope = /** @type {Scope} */ (/** @type {unknown} */ (self));

/** Other sites of the same host have caches as well. */
const OURS = `sharp-minima ${scope.registration.scope} `;
const CACHE = OURS + SITE.version;
/** Milliseconds that a network may take to bring the page, if it is kept. */
const PATIENCE = 3000;
/** Files that are fetched at a time. */
const TOGETHER = 4;

/** @param {string} name */
const address = (name) => new URL(name, scope.registration.scope).href;
const kept = new Map(SITE.files.map(([name, digest]) => [address(name), digest]));
const asked = new Map(SITE.asked.map(([name, digest]) => [address(name), digest]));

scope.addEventListener("install", (event) => event.waitUntil(take()));
scope.addEventListener("activate", (event) => event.waitUntil(begin()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = request.url.replace(/[?#].*$/, "");
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    if (url === address("") || url === address("index.html")) event.respondWith(page(request));
  } else if (kept.has(url)) event.respondWith(file(url, request));
  else if (asked.has(url)) event.respondWith(large(url, request));
});

/** Fetches the whole version; where a file is missing or another, nothing of it is kept. */
async function take() {
  const cache = await caches.open(CACHE);
  const waiting = [...kept];
  const next = async () => {
    for (let entry = waiting.pop(); entry; entry = waiting.pop())
      await cache.put(entry[0], await come(entry));
  };
  try {
    await Promise.all(Array.from({ length: TOGETHER }, next));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/**
 * A file as the visit has just fetched it, or anew where that is another.
 * @param {[string, string]} entry its address and SHA-256
 */
async function come(entry) {
  const [url] = entry;
  const there = whole(await fetch(url), entry);
  return there.catch(async () => whole(await fetch(url, { cache: "reload" }), entry));
}

/** Forgets earlier versions; what was opened before this one was there is answered from now on. */
async function begin() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/**
 * A response whose content is the version's, in a form that can be kept: one that was redirected could not be shown.
 * @param {Response} response @param {[string, string]} entry its address and SHA-256
 */
async function whole(response, [url, digest]) {
  const bytes = await response.arrayBuffer();
  if (!response.ok || (await sha256(bytes)) !== digest)
    throw new Error(`${url} is not of version ${SITE.version}`);
  const type = response.headers.get("content-type") ?? "application/octet-stream";
  return new Response(bytes, { headers: { "content-type": type } });
}

/** @param {ArrayBuffer} bytes @returns {Promise<string>} in hexadecimal digits */
async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The latest page where there is a network, else the one that is kept.
 * @param {Request} request
 */
async function page(request) {
  const latest = fetch(request);
  // It may fail after nobody waits for it.
  latest.catch(() => {});
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  const response = await Promise.race([latest, late]).catch(() => undefined);
  if (response instanceof Response && response.status < 500) return response;
  const cache = await caches.open(CACHE);
  return (await cache.match(address(""))) ?? latest;
}

/** @param {string} url @param {Request} request */
async function file(url, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(url)) ?? fetch(request);
}

/**
 * What is too large for everyone is kept for who has asked for it.
 * @param {string} url @param {Request} request
 */
async function large(url, request) {
  const cache = await caches.open(CACHE);
  const known = await cache.match(url);
  if (known) return known;
  const response = await fetch(request);
  const copy = response.clone();
  whole(copy, [url, asked.get(url) ?? ""])
    .then((found) => cache.put(url, found))
    // The page says itself what is wrong with what has come.
    .catch(() => {});
  return response;
}

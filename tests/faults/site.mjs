/**
 * A bad line to the site: it stands before the server of the page, and lets the files that are named come late,
 * spoilt, or not at all. No browser is asked to do that, so that whatever it keeps of what it gets is tested as well.
 */

import { createServer } from "node:http";

/**
 * @import { ServerResponse } from "node:http"
 * @typedef {{ status: number, type: string, body: Buffer }} Answer
 * @typedef {keyof typeof FAULTS} Fault
 * @typedef {Awaited<ReturnType<typeof badLine>>} Site
 */

/** Milliseconds that a late file takes. */
const LATE = 5000;
/** What a network says that wants its visitors to sign in first. */
const PORTAL = Buffer.from(
  "<!doctype html><html lang=en><title>Sign in</title><p>Sign in</p></html>",
);

/** The folder of the site is named after its content. */
const VERSION = /^(www)-[0-9a-f]+\//;

/** @param {Buffer} body */
const half = (body) => body.subarray(0, Math.floor(body.length / 2));

/** @param {ServerResponse} response @param {Answer} answer @param {string} cache */
function send(response, { status, type, body }, cache) {
  response.writeHead(status, {
    "content-type": type,
    "content-length": body.length,
    "cache-control": cache,
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}

/** What may become of a file. @type {Record<"dropped" | "missing" | "cut" | "short" | "portal" | "late", (response: ServerResponse, answer: Answer, cache: string) => void>} */
export const FAULTS = {
  // The connection ends before anything has come,
  dropped: (response) => void response.destroy(),
  missing: (response, _, cache) =>
    send(response, { status: 404, type: "text/plain", body: Buffer.from("Not found") }, cache),
  // or in the middle, which the browser notices,
  cut: (response, { type, body }) => {
    response.writeHead(200, { "content-type": type, "content-length": body.length });
    response.write(half(body), () => response.destroy());
  },
  // or it is a half that is said to be the whole.
  short: (response, answer, cache) => send(response, { ...answer, body: half(answer.body) }, cache),
  portal: (response, _, cache) =>
    send(response, { status: 200, type: "text/html", body: PORTAL }, cache),
  late: (response, answer, cache) => {
    setTimeout(() => send(response, answer, cache), LATE);
  },
};

/**
 * What the page may ask to have anew: a spoilt one is offered as one to keep.
 * @param {string} path
 */
const cacheOf = (path) => (/\/(results|data)\//.test(path) ? "max-age=600" : "no-store");

/**
 * @param {string} from the address of the real one, with a "/" at its end
 */
export async function badLine(from) {
  /** @type {Map<string, Promise<Answer>>} */
  const known = new Map();
  /** @type {Map<string, Fault>} */
  const spoilt = new Map();
  /** @type {Set<string>} */
  const asked = new Set();
  const { pathname: base } = new URL(from);

  /** @param {string} path */
  const answerOf = (path) => {
    const before = known.get(path);
    if (before) return before;
    const answer = fetch(new URL(path, from)).then(async (response) => ({
      status: response.status,
      type: response.headers.get("content-type") ?? "application/octet-stream",
      body: Buffer.from(await response.arrayBuffer()),
    }));
    known.set(path, answer);
    return answer;
  };

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", from);
    const path = pathname.slice(base.length).replace(VERSION, "$1/");
    asked.add(path);
    const fault = spoilt.get(path);
    const answer = await answerOf(pathname);
    if (fault) FAULTS[fault](response, answer, cacheOf(path));
    else send(response, answer, "no-store");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const place = server.address();
  if (!place || typeof place !== "object") throw new Error("no port is free");
  return {
    address: `http://127.0.0.1:${place.port}${base}`,
    /** The files that were asked for, below the page. */
    asked,
    /** @param {string} path below the page @param {Fault} fault */
    spoil: (path, fault) => void spoilt.set(path, fault),
    mend: () => spoilt.clear(),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Sessions with a browser, by its driver. */

import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { Builder, Capabilities } from "selenium-webdriver";
import { freePort } from "../page/port.mjs";
import { withDisplay } from "./display.mjs";

/**
 * @import { WebDriver } from "selenium-webdriver"
 * @import { Engine } from "./engines.mjs"
 */

/** Milliseconds until a driver answers, and until a script in the page has to be done. */
const STARTS = 30_000;
const DONE = 600_000;

/**
 * Runs an engine's driver as long as something is done with it.
 * @template T
 * @param {Engine} engine
 * @param {string} log the file that it and the browser write to
 * @param {(address: string, pid: number) => Promise<T>} use takes the driver's address and process
 * @returns {Promise<T>}
 */
export function withDriver(engine, log, use) {
  if (!engine.needsDisplay) return withProcess(engine, {}, log, use);
  return withDisplay((DISPLAY) => withProcess(engine, { DISPLAY }, log, use));
}

/**
 * @template T
 * @param {Engine} engine
 * @param {Record<string, string>} display as variables
 * @param {string} log
 * @param {(address: string, pid: number) => Promise<T>} use takes the driver's address and process
 * @returns {Promise<T>}
 */
async function withProcess(engine, display, log, use) {
  const port = await freePort();
  const [program = "", ...words] = engine.driver(port);
  const written = openSync(log, "w");
  const child = spawn(program, words, {
    stdio: ["ignore", written, written],
    env: { ...process.env, ...display, ...engine.environment },
  });
  const lost = new Promise((_, fail) => child.once("error", fail));
  const address = `http://127.0.0.1:${port}`;
  try {
    await Promise.race([answers(address), lost]);
    return await use(address, child.pid ?? 0);
  } finally {
    child.kill();
  }
}

/** @param {string} address waits until a driver is ready there */
async function answers(address) {
  const end = Date.now() + STARTS;
  while (!(await isReady(address))) {
    if (Date.now() > end) throw new Error(`the driver at ${address} does not answer`);
    await sleep(50);
  }
}

/** @param {string} address */
async function isReady(address) {
  try {
    const status = await fetch(`${address}/status`);
    return (await status.json()).value.ready === true;
  } catch {
    return false;
  }
}

/**
 * A fresh profile, as long as something is done with it.
 * @template T
 * @param {string} address of the driver
 * @param {Engine} engine
 * @param {(session: WebDriver) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withSession(address, { capabilities }, use) {
  // Where the driver's address is given nothing is looked for and nothing downloaded.
  const builder = new Builder().usingServer(address);
  const session = await builder.withCapabilities(new Capabilities(capabilities)).build();
  try {
    await session.manage().setTimeouts({ script: DONE, pageLoad: DONE });
    return await use(session);
  } finally {
    await session.quit();
  }
}

/**
 * Runs a function in the page and waits for what it promises. It sees nothing of the module that it stands in.
 * @template T
 * @template {unknown[]} A
 * @param {WebDriver} session
 * @param {(...all: A) => T | Promise<T>} task
 * @param {A} all
 * @returns {Promise<T>}
 */
export async function inPage(session, task, ...all) {
  const script = `const done = arguments[arguments.length - 1];
    const all = [...arguments].slice(0, -1);
    Promise.resolve().then(() => (${task})(...all)).then(
      (value) => done({ value: value ?? null }),
      (error) => done({ error: String(error) }),
    );`;
  /** @type {{ value: T, error?: string }} */
  const { value, error } = await session.executeAsyncScript(script, ...all);
  if (error !== undefined) throw new Error(error);
  return value;
}

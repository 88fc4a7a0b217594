/** What the page keeps out: code, markup and messages that come from elsewhere. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { entriesOf, partsOf, saved, unfold } from "./figures.mjs";
import {
  address,
  expect,
  forgive,
  goTo,
  otherSite,
  pressRun,
  run,
  settled,
  SMALL,
  useBrowser,
} from "./helpers.mjs";
import { openShipped, smallResults } from "./small.mjs";

/** @import { Frame, Page } from "playwright-core" */
/** @import { Visit } from "./helpers.mjs" */

const suite = useBrowser();

/**
 * What breaks the content security policy of a page or of a frame in it, from its beginning on. Chromium says
 * most of it on the console as well, where every test hears it.
 * @param {Page} page
 */
async function breaches(page) {
  /** @type {string[]} */
  const found = [];
  await page.exposeFunction("breached", (/** @type {string} */ what) => void found.push(what));
  await page.addInitScript(() =>
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
      /** @type {any} */ (window).breached(`${effectiveDirective}: ${blockedURI} ${sample}`),
    ),
  );
  return found;
}

/** @param {string} where the page there, and what breaks its policy */
async function watched(where) {
  const visit = await suite.visit();
  const found = await breaches(visit.page);
  await goTo(visit, where);
  return { visit, page: visit.page, found };
}

/** @param {string} name @param {string | Buffer} content */
function file(name, content) {
  return { name, mimeType: "application/octet-stream", buffer: Buffer.from(content) };
}

/** A file that PyTorch or NumPy has written. @param {string} name */
async function caseOf(name) {
  return file(name, await readFile(new URL(`../cases/formats/${name}`, import.meta.url)));
}

test("no flow breaks the content security policy", async () => {
  const { file: results } = await smallResults(suite);
  const { visit, page, found } = await watched(SMALL);
  const { figure } = partsOf(page, "path");
  /** @param {string} name @param {() => Promise<unknown>} work */
  const flow = async (name, work) => {
    await work();
    await settled(page);
    assert.deepEqual([...found, ...visit.problems], [], name);
  };

  const dialog = page.locator("dialog[open]");
  const close = async () => {
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  };

  await flow("a run", () => run(visit));
  for (const tool of ["embed", "link"])
    await flow(`the dialog or button “${tool}”`, async () => {
      await unfold(figure.locator(`[data-tool=${tool}]`));
      await figure.locator(`[data-tool=${tool}]`).click();
      // A browser that forbids copying is asked first.
      await expect(dialog.or(figure.getByText("Link copied."))).toBeVisible();
      await close();
    });
  await flow("the dialog “Cite”", async () => {
    await page.locator("#cite").click();
    await expect(dialog).toBeVisible();
    await close();
  });
  await flow("the tour", async () => {
    await page.locator("#tour").click();
    await page.locator(".tour").getByRole("button", { name: "End" }).click();
  });
  await flow("both themes", async () => {
    await page.locator("#theme").click();
    await page.locator("#theme").click();
  });
  for (const tool of ["csv", "json"])
    await flow(`saving ${tool}`, () => saved(page, figure.locator(`[data-tool=${tool}]`)));
  for (const format of ["svg", "2"])
    await flow(`saving a picture, ${format}`, async () => {
      const picture = figure.locator("[data-tool=picture]");
      await unfold(picture);
      await figure.locator("[data-tool=words]").check();
      await figure.locator("[data-tool=format]").selectOption(format);
      await saved(page, picture);
    });
  await flow("the presentation", async () => {
    await page.locator("#present").click();
    await page.locator(".presentation figure").waitFor();
    for (const key of ["ArrowRight", "q", "q", "b", "b", "Escape"]) await page.keyboard.press(key);
  });
  await flow("the print preview", async () => {
    await page.evaluate(() => void window.dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    await page.pdf();
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => void window.dispatchEvent(new Event("afterprint")));
  });
  const files = page.locator("#exchange-files");
  await flow("a file of results", async () => {
    await files.setInputFiles(file("results.json", results));
    await page.locator("#exchange .said", { hasText: "Read results.json." }).waitFor();
  });
  await flow("a network and its data", async () => {
    await files.setInputFiles([await caseOf("named.safetensors"), await caseOf("data.npz")]);
    await page.locator(".exchange-result table").waitFor({ timeout: 120_000 });
  });
  await flow("the listing for PyTorch", async () => {
    await page.locator("#files details summary").first().click();
    await page.locator("#from-pytorch", { hasText: "def " }).waitFor({ state: "attached" });
  });
});

test("texts that would become code are refused", async () => {
  const { visit, page, found } = await watched(SMALL);
  const refused = await page.evaluate(async () => {
    // What a debugger calls may evaluate texts.
    await new Promise((done) => setTimeout(done));
    /** @param {() => unknown} work */
    const error = (work) => {
      try {
        work();
        return "done";
      } catch (error) {
        return error instanceof TypeError || error instanceof EvalError ? "refused" : `${error}`;
      }
    };
    const element = document.createElement("p");
    const script = document.createElement("script");
    return [
      () => {
        element.innerHTML = "<b>bold</b>";
      },
      () => element.insertAdjacentHTML("beforeend", "<b>bold</b>"),
      () => document.write("<b>bold</b>"),
      () => new DOMParser().parseFromString("<b>bold</b>", "text/html"),
      () => {
        script.text = "window.planted = true";
      },
      () => {
        script.src = "https://example.org/script.js";
      },
      // biome-ignore lint/security/noGlobalEval: it is to be refused.
      () => globalThis.eval("1"),
      () => new Worker("./www/main.js", { type: "module" }),
      () => new Worker("data:text/javascript,1"),
    ].map(error);
  });
  assert.deepEqual(refused, Array(refused.length).fill("refused"));
  // It is told a moment later.
  await page.waitForTimeout(500);
  assert.ok(found.some((breach) => breach.startsWith("require-trusted-types-for")));
  forgive(visit, /TrustedHTML|TrustedScript|Trusted Type|Content Security Policy/);
});

/** Chromium makes an element of it wherever a text is taken for HTML. */
const PLANTED = "<b class=planted>";

/** @param {Page} page @param {RegExp} [where] that nothing was made of it, and it may be read somewhere */
async function assertText(page, where) {
  await settled(page);
  assert.equal(await page.locator(".planted").count(), 0);
  if (where) await expect(page.locator("body")).toHaveText(where);
}

test("markup in a link stays text", async () => {
  const { page } = await suite.open(SMALL);
  const keys = await page.evaluate(async () =>
    [...document.querySelectorAll("[name], [data-field], input[id], select[id]")].flatMap(
      ({ id, attributes }) => [id, attributes.getNamedItem("name")?.value ?? ""],
    ),
  );
  const known = ["v", "preset", "at", "data", "lr", "hidden", "fix.rows", "map.plane", "map.x"];
  for (const key of new Set([...known, ...keys.filter((key) => /^[\w.]+$/.test(key))])) {
    const hash = `#${key}=${encodeURIComponent(PLANTED)}`;
    await page.evaluate((hash) => {
      location.hash = hash;
    }, hash);
    await assertText(page);
  }
  await page.evaluate((planted) => {
    location.hash = `#${encodeURIComponent(planted)}=1&preset=${encodeURIComponent(planted)}`;
  }, PLANTED);
  await page.locator("#notices", { hasText: PLANTED }).waitFor();
  await assertText(page, /“<b class=planted>” is not a setting known here/);
});

test("markup in the address’s query stays text", async () => {
  const planted = encodeURIComponent(PLANTED);
  const present = await suite.open(`?figure=${planted}&present${SMALL}`);
  await assertText(present.page, /no figure “<b class=planted>” to present/);
  assert.equal(await present.page.locator(".planted").count(), 0);
  // Another visit: whoever leaves a page ends what is still on its way to it.
  const { page } = await suite.visit();
  await page.goto(`${address()}?embed=${planted}&theme=${planted}${SMALL}`);
  await page.locator("#unsupported").waitFor();
  await expect(page.locator("#unsupported")).toHaveText(/no figure “<b class=planted>”/);
  assert.equal(await page.locator(".planted").count(), 0);
});

/** A safetensors file of one layer of two inputs and two classes. @param {string} layer its name */
function network(layer) {
  const header = JSON.stringify({
    [`${layer}.weight`]: { dtype: "F32", shape: [2, 2], data_offsets: [0, 16] },
    [`${layer}.bias`]: { dtype: "F32", shape: [2], data_offsets: [16, 24] },
  });
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(Buffer.byteLength(header)));
  return Buffer.concat([length, Buffer.from(header), Buffer.alloc(24, "\0\0\x80\x3f", "latin1")]);
}

/** Names and values of files, and what is said of them. @type {Record<string, [network: string | Buffer, data: string, says: RegExp]>} */
const FILES = {
  "a layer’s name": [network(PLANTED), '{"x":[[1,2],[2,1]],"y":[0,1]}', /<b class=planted>/],
  "an activation": [
    `{"layers":[{"w":[[1,2]],"b":[0]}],"activation":"${PLANTED}","loss":"cross_entropy"}`,
    '{"x":[[1,2]],"y":[0]}',
    /<b class=planted>" is unknown/,
  ],
  "a key of a network": [
    `{"layers":[{"${PLANTED}":1}]}`,
    '{"x":[[1,2]],"y":[0]}',
    /unknown key "<b class=planted>"/,
  ],
  "a key of data": [
    '{"layers":[{"w":[[1,2]],"b":[0]}],"activation":"relu","loss":"cross_entropy"}',
    `{"${PLANTED}":1}`,
    /unknown key "<b class=planted>"/,
  ],
};

for (const [name, [content, data, says]] of Object.entries(FILES))
  test(`markup in ${name} stays text`, async () => {
    const { page } = await suite.open(SMALL);
    const named = (/** @type {string} */ ending) => `${PLANTED}.${ending}`;
    await page
      .locator("#exchange-files")
      .setInputFiles([file(named("json"), content), file(named("data"), data)]);
    await page.locator("#exchange", { hasText: says }).waitFor({ timeout: 60_000 });
    await assertText(page, says);
  });

test("markup in the name of an array stays text", async () => {
  const { page } = await suite.open(SMALL);
  // As long as the name before, so that the file stays one.
  const npz = await caseOf("data.npz");
  const text = npz.buffer.toString("latin1").replaceAll("x_train.npy", "<b id=zz>ab");
  const renamed = file("data.npz", Buffer.from(text.replaceAll("y_train", "y_other"), "latin1"));
  await page.locator("#exchange-files").setInputFiles([await caseOf("named.safetensors"), renamed]);
  await page.locator("#exchange .error", { hasText: "<b id=zz>ab" }).waitFor();
  assert.equal(await page.locator("#zz").count(), 0);
});

test("markup in a file of results stays text", async () => {
  const { file: results } = await smallResults(suite);
  const { page } = await suite.open(SMALL);
  const files = page.locator("#exchange-files");
  /** Every text of a value, one after the other. @param {any} value @returns {any} */
  const planted = (value) => {
    if (typeof value === "string") return PLANTED;
    if (Array.isArray(value)) return value.map(planted);
    if (value && typeof value === "object")
      return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, planted(of)]));
    return value;
  };
  const entries = entriesOf(results);
  const bad = [
    ...entries.map(({ job, report }) => ({ job: planted(job), report })),
    ...entries.map(({ job, report }) => ({ job, report: planted(report) })),
    ...entries.map(({ job, report }) => ({ job, report, [PLANTED]: 1 })),
  ];
  const format = "sharp-minima results";
  await files.setInputFiles(file("1.json", JSON.stringify({ format, version: 2, entries: bad })));
  await page.locator("#exchange .said", { hasText: "Read a part of 1.json." }).waitFor();
  await assertText(page, /<b class=planted>/);
  const other = JSON.stringify({ format: PLANTED, version: 2, entries: [] });
  await files.setInputFiles(file(`${PLANTED}.json`, other));
  await page.locator("#exchange .error", { hasText: "format: “<b class=planted>”" }).waitFor();
  await assertText(page);
  // The texts of what is read, as far as any are.
  const fingerprints = results.replaceAll(/"fingerprint":"\w+"/g, `"fingerprint":"${PLANTED}"`);
  const fresh = await suite.open(SMALL);
  await fresh.page.locator("#exchange-files").setInputFiles(file("2.json", fingerprints));
  await fresh.page.locator("#exchange .said", { hasText: "Read 2.json." }).waitFor();
  await assertText(fresh.page);
});

/** Another site, with one figure in a frame. */
const elsewhere = otherSite((_, response) => {
  const source = `${address()}?embed=sharpness${SMALL}`.replaceAll("&", "&amp;");
  response.writeHead(200, { "content-type": "text/html" });
  response.end(`<!doctype html><link rel="icon" href="data:,"><title>Around</title>
    <iframe id="figure" width="700" height="700" src="${source}"></iframe>
    <iframe id="other" srcdoc="<title>Other</title>"></iframe>`);
});

/** The figure in its frame on another site. @returns {Promise<{ visit: Visit, page: Page, frame: Frame, found: string[] }>} */
async function framed() {
  const visit = await suite.visit();
  const { page } = visit;
  const found = await breaches(page);
  await page.goto(await elsewhere);
  const handle = await page.locator("#figure").elementHandle();
  const frame = await handle?.contentFrame();
  assert.ok(frame);
  await frame.waitForFunction(() => window.sharpMinima?.ready.then(() => true));
  await frame.evaluate(() => window.sharpMinima.settled());
  return { visit, page, frame, found };
}

/** @param {Frame} frame */
const schemeOf = (frame) =>
  frame.evaluate(() => getComputedStyle(document.documentElement).colorScheme);

/** @param {Frame} frame that it still computes */
async function assertWorks(frame) {
  await frame.evaluate(() => document.getElementById("run")?.click());
  await frame.waitForFunction(() => window.sharpMinima.state === "finished", undefined, {
    timeout: 60_000,
  });
  await expect(frame.locator(".badge")).toHaveText(/^computed here, 2 trials/);
}

/** @param {Visit} visit what belongs to the page around */
const forgiveAround = (visit) => forgive(visit, /^not the page's own: http:\/\/localhost/);

test("a frame hears nothing that is not well formed, however much of it there is", async () => {
  const { visit, page, frame, found } = await framed();
  const scheme = await schemeOf(frame);
  await page.evaluate(() => {
    const { contentWindow } = /** @type {HTMLIFrameElement} */ (document.getElementById("figure"));
    const type = "sharp-minima:theme";
    const wrong = [
      undefined,
      null,
      0,
      "sharp-minima:theme",
      [],
      [type, "dark"],
      new Map([["type", type]]),
      {},
      { type: 1 },
      { type: {} },
      { type: ["sharp-minima:ask"] },
      { type },
      { type, theme: "<b class=planted>" },
      { type, theme: { dark: true } },
      { type, theme: ["dark"] },
      { type, theme: "x".repeat(1_000_000) },
      { type: "theme", theme: "dark" },
      { type: "sharp-minima:run" },
      { type: "sharp-minima:__proto__", theme: "dark" },
      { type: `${type} `, theme: "dark" },
      new Uint8Array(1_000_000),
    ];
    for (const message of wrong) contentWindow?.postMessage(message, "*");
    for (let i = 0; i < 10_000; i += 1)
      contentWindow?.postMessage(wrong[i % 13] ?? { type: `nothing ${i}` }, "*");
  });
  await expect.poll(() => schemeOf(frame)).toBe(scheme);
  await assertWorks(frame);
  assert.deepEqual(found, []);
  forgiveAround(visit);
});

test("a frame that is asked ten thousand times goes on working", async () => {
  const { visit, page, frame } = await framed();
  await assertWorks(frame);
  const told = await page.evaluate(async () => {
    const { contentWindow } = /** @type {HTMLIFrameElement} */ (document.getElementById("figure"));
    let results = 0;
    addEventListener("message", ({ data }) => {
      results += Number(data?.type === "sharp-minima:result");
    });
    for (let i = 0; i < 10_000; i += 1)
      contentWindow?.postMessage({ type: "sharp-minima:ask" }, "*");
    await new Promise((done) => setTimeout(done, 1500));
    return results;
  });
  assert.ok(told >= 1 && told < 100, `${told}`);
  await expect.poll(() => frame.evaluate(() => window.sharpMinima.state)).toBe("finished");
  forgiveAround(visit);
});

test("a frame hears the page around it alone", async () => {
  const { visit, page, frame } = await framed();
  const dark = { type: "sharp-minima:theme", theme: "dark" };
  const other = page.frames().find((one) => one.url() === "about:srcdoc");
  assert.ok(other);
  const before = await schemeOf(frame);
  await other.evaluate((dark) => parent.frames[0]?.postMessage(dark, "*"), dark);
  await frame.evaluate((dark) => window.postMessage(dark, "*"), dark);
  await page.waitForTimeout(200);
  assert.equal(await schemeOf(frame), before);
  await page.evaluate((dark) => window.frames[0]?.postMessage(dark, "*"), dark);
  await frame.waitForFunction(
    () => getComputedStyle(document.documentElement).colorScheme === "dark",
  );
  forgiveAround(visit);
});

test("an element hears its own frame alone", async () => {
  const visit = await suite.visit();
  const { page } = visit;
  await page.goto(await elsewhere);
  await page.evaluate(
    async ({ script, link }) => {
      await import(script);
      const element = document.createElement("sharp-minima");
      element.setAttribute("figure", "sharpness");
      element.setAttribute("link", link);
      Object.assign(window, { heard: [] });
      for (const type of ["ready", "result", "progress", "keydown"])
        element.addEventListener(type, () => window.heard.push(/** @type {any} */ (type)));
      document.body.prepend(element);
      await new Promise((done) => element.addEventListener("ready", done));
      // Its own frame may still have something to say.
      await new Promise((done) => setTimeout(done, 500));
      window.heard.length = 0;
      const height = getComputedStyle(element).height;
      for (const what of ["ready", "result", "progress", "key", "height"])
        window.postMessage({ type: `sharp-minima:${what}`, height: 3000, key: "a" }, "*");
      await new Promise((done) => setTimeout(done, 300));
      document.title = `${window.heard.length} ${getComputedStyle(element).height === height}`;
    },
    { script: `${address()}sharp-minima.js`, link: SMALL },
  );
  assert.equal(await page.title(), "0 true");
  forgive(visit, /^not the page's own: http:\/\/localhost|ERR_ABORTED/);
});

test("every embedded figure keeps to the policy", async () => {
  const { shipped } = await smallResults(suite);
  assert.ok(shipped);
  for (const figure of ["bowls", "landscape", "table", "remedies", "claims"]) {
    const { page, found } = await watched(`?embed=${figure}${SMALL}`);
    await settled(page);
    assert.deepEqual(found, [], figure);
  }
});

test("the shipped page keeps to the policy while it is run and cancelled", async () => {
  const { page } = await openShipped(suite);
  await pressRun(page);
  await page.keyboard.press("Escape");
  await settled(page);
});

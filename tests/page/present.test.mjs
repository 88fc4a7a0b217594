/** The presentation: one figure at a time over the whole screen. */

import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "axe-core";
import jsQR from "jsqr";
import { figuresOf } from "./figures.mjs";
import { expect, hashOf, pressRun, settled, SMALL, stateOf, useBrowser } from "./helpers.mjs";
import { openShipped } from "./small.mjs";

/** @import { Page } from "playwright-core" */

const suite = useBrowser();

/** @param {Page} page the name of the figure that is presented, if one is */
const presented = (page) =>
  page.evaluate(
    () => document.querySelector(".presentation figure")?.getAttribute("data-figure") ?? null,
  );

/** @param {Page} page */
const begun = (page) => page.locator(".presentation figure").waitFor();

/** @param {Page} page the figures that have something to show, in the page's order */
async function shownOf(page) {
  const names = await figuresOf(page);
  return page.evaluate(
    (names) => names.filter((name) => window.sharpMinima.page.figure(name).has),
    names,
  );
}

/**
 * What a camera reads.
 * @param {Page} page
 */
async function decoded(page) {
  const shot = (await page.screenshot()).toString("base64");
  const { data, width, height } = await page.evaluate(async (shot) => {
    const image = new Image();
    image.src = `data:image/png;base64,${shot}`;
    await image.decode();
    const { width, height } = image;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    context?.drawImage(image, 0, 0);
    const { data } = context?.getImageData(0, 0, width, height) ?? {};
    // As text: millions of numbers would take half a minute on their way.
    const texts = [];
    for (let at = 0; at < (data?.length ?? 0); at += 1 << 15)
      texts.push(String.fromCharCode(...(data?.subarray(at, at + (1 << 15)) ?? [])));
    return { data: btoa(texts.join("")), width, height };
  }, shot);
  return /** @type {any} */ (jsQR)(
    Uint8ClampedArray.from(Buffer.from(data, "base64")),
    width,
    height,
  )?.data;
}

test("keys go through all figures that have something to show, in the page's order", async () => {
  const { page } = await openShipped(suite);
  const all = await shownOf(page);
  assert.ok(all.length > 10, `${all}`);
  await page.locator("#present").click();
  await begun(page);
  const [first, second, third] = all;
  await expect.poll(() => presented(page)).toBe(first);
  for (const [key, figure] of [
    ["ArrowRight", second],
    ["ArrowLeft", first],
    ["PageDown", second],
    ["PageUp", first],
    ["PageUp", first],
    [" ", second],
    ["ArrowDown", third],
    ["ArrowUp", second],
    ["End", all.at(-1)],
    ["ArrowRight", all.at(-1)],
    ["Home", first],
  ]) {
    await page.keyboard.press(key ?? "");
    await expect.poll(() => presented(page), key).toBe(figure);
  }
  const seen = [first];
  for (const _ of all.slice(1)) {
    await page.keyboard.press("PageDown");
    seen.push((await presented(page)) ?? "");
    const count = `${seen.length} of ${all.length}`;
    assert.ok((await page.locator(".presentation .foot").innerText()).includes(count), count);
  }
  assert.deepEqual(seen, all);
});

test("arrows change the figure even where the figure's own keys have the focus", async () => {
  const { page } = await openShipped(suite);
  const [, second] = await shownOf(page);
  await page.locator("#present").click();
  await begun(page);
  const { azimuth } = await page.evaluate(() => window.sharpMinima.page.view());
  await page.locator("#figure-bowls .reader").focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => presented(page)).toBe(second);
  assert.equal((await page.evaluate(() => window.sharpMinima.page.view())).azimuth, azimuth);
});

test("the screen goes black and comes back, and nothing else has changed", async () => {
  const { page } = await openShipped(suite);
  await page.locator("#present").click();
  await begun(page);
  const black = page.locator(".presentation .black");
  for (const [dark, back] of [
    ["b", "ArrowRight"],
    [".", "Escape"],
  ]) {
    await page.keyboard.press(dark ?? "");
    await expect(black, dark).toBeVisible();
    await page.keyboard.press(back ?? "");
    await expect(black, back).toBeHidden();
    await expect.poll(() => presented(page)).toBe("bowls");
  }
});

test("Escape leads back to the figure that was shown, with the focus, and the address as it was", async () => {
  const { page } = await openShipped(suite);
  const hash = await hashOf(page);
  const steps = await page.evaluate(() => history.length);
  const order = await figuresOf(page);
  await page.locator("#figure-path").scrollIntoViewIfNeeded();
  await page.evaluate(() =>
    document.querySelector("#figure-path")?.scrollIntoView({ block: "center" }),
  );
  const top = await page.evaluate(() => scrollY);
  await page.keyboard.press("p");
  await begun(page);
  await expect.poll(() => presented(page)).toBe("path");
  await page.keyboard.press("p");
  await expect.poll(() => presented(page)).toBe(null);
  await page.waitForFunction((top) => Math.abs(scrollY - top) < 2, top);
  await page.keyboard.press("p");
  await begun(page);
  await page.keyboard.press("ArrowRight");
  const figure = (await presented(page)) ?? "";
  assert.notEqual(figure, "path");
  await page.keyboard.press("Escape");
  await expect.poll(() => presented(page)).toBe(null);
  assert.equal(await page.evaluate(() => document.activeElement?.id), `figure-${figure}`);
  await page.waitForFunction((figure) => {
    const box = document.getElementById(`figure-${figure}`)?.getBoundingClientRect();
    return box && box.top < innerHeight && box.bottom > 0;
  }, figure);
  assert.deepEqual(await figuresOf(page), order);
  assert.equal(await hashOf(page), hash);
  await expect.poll(() => page.evaluate(() => location.search)).toBe("");
  assert.equal(await page.evaluate(() => history.length), steps);
});

test("Escape ends the presentation and not the run below it", async () => {
  const { page } = await suite.open(SMALL.replace("epochs=3", "epochs=1000"));
  await page.keyboard.press("p");
  await begun(page);
  await page.evaluate(() => window.sharpMinima.app.run(false));
  await page.keyboard.press("Escape");
  await expect.poll(() => presented(page)).toBe(null);
  assert.equal(await stateOf(page), "running");
});

test("a letter that is typed begins nothing", async () => {
  const { page } = await openShipped(suite);
  await page.locator("#settings > summary").click();
  await page.locator("#controls input").first().focus();
  await page.keyboard.press("p");
  await settled(page);
  await expect.poll(() => presented(page)).toBe(null);
});

test("a presented figure is drawn in double type over the whole screen, and follows a run", async () => {
  const { page } = await suite.open(SMALL);
  // What the core is asked to draw: of which figure, how large, and in what type.
  await page.evaluate(() => {
    const { page } = window.sharpMinima;
    const draw = page.draw.bind(page);
    page.draw = (name, canvas, look) => {
      Object.assign(canvas.dataset, { scale: look.scale });
      return draw(name, canvas, look);
    };
  });
  await pressRun(page);
  await page.waitForFunction(() => window.sharpMinima.page.figure("curves").has);
  await page.locator("#figure-curves").scrollIntoViewIfNeeded();
  await settled(page);
  const canvas = page.locator("#figure-curves canvas");
  const scaleOf = () => canvas.getAttribute("data-scale");
  await expect.poll(scaleOf).toBe("1");
  await page.evaluate(() =>
    document.querySelector("#figure-curves")?.scrollIntoView({ block: "center" }),
  );
  await page.keyboard.press("p");
  await begun(page);
  await settled(page);
  await expect.poll(() => presented(page)).toBe("curves");
  // 1280 × 800 of CSS pixels.
  await expect.poll(scaleOf).toBe("2");
  const box = await canvas.boundingBox();
  assert.ok(box && box.width > 1200 && box.height > 400, JSON.stringify(box));
  for (const part of [".tools", ".fine", ".over", ".caption"])
    await expect(page.locator(`#figure-curves ${part}`).first(), part).toBeHidden();
  await expect(page.locator("#bar")).toBeHidden();
  await page.waitForFunction(() => window.sharpMinima.state === "finished");
  await settled(page);
  await expect(page.locator("#figure-curves .verdicts")).toHaveText(/training accuracy/);
  await page.keyboard.press("Escape");
  await settled(page);
  await expect.poll(scaleOf).toBe("1");
});

test("the QR code holds the link that stands below it, in the dark too", async () => {
  const { page } = await openShipped(suite, SMALL, { colorScheme: "dark" });
  await page.locator("#present").click();
  await begun(page);
  await page.keyboard.press("ArrowRight");
  const link = await page.locator(".presentation .link").innerText();
  assert.match(link, /\?figure=curves#v=1&preset=plain&/);
  await page.keyboard.press("q");
  await expect.poll(() => decoded(page)).toBe(`http://${link}`);
  await expect(page.locator(".presentation .code p")).toHaveText(link);
  await page.keyboard.press("q");
  await expect(page.locator(".presentation .code")).toBeHidden();
});

test("a link begins with its figure, and says so where there is none of that name", async () => {
  const { page } = await openShipped(suite, `?figure=path&present${SMALL}`);
  await begun(page);
  await expect.poll(() => presented(page)).toBe("path");
  await expect(page.getByRole("dialog")).toHaveAttribute("aria-label", await title(page));
  const other = await openShipped(suite, `?figure=roads&present${SMALL}`);
  await expect(other.page.locator("#notices")).toHaveText(/no figure “roads” to present/);
  await expect.poll(() => presented(other.page)).toBe(null);
});

/** @param {Page} page */
const title = (page) => page.locator(".presentation h1").innerText();

test("nothing of it is loaded before it is asked for", async () => {
  const { page } = await openShipped(suite);
  const loaded = () =>
    page.evaluate(() =>
      performance.getEntriesByType("resource").some(({ name }) => /presentation/.test(name)),
    );
  assert.equal(await loaded(), false);
  await page.locator("#present").click();
  await begun(page);
  assert.equal(await loaded(), true);
});

test("the presentation is accessible as far as axe can tell, and its figure's name is said", async () => {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    const { page } = await openShipped(suite, SMALL, { colorScheme, bypassCSP: true });
    await page.locator("#present").click();
    await begun(page);
    await page.addScriptTag({ content: axe.source });
    for (const key of ["Home", "ArrowRight", "q"]) {
      await page.keyboard.press(key);
      await settled(page);
      const { violations } = await page.evaluate(() => /** @type {any} */ (window).axe.run());
      assert.deepEqual(
        violations.map((/** @type {{ help: string }} */ { help }) => help),
        [],
        key,
      );
    }
    await expect(page.locator("#announcer")).toHaveText(/Loss and accuracy .* 2 of \d+/);
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { compute, entriesOf, fileOf, ofKind, unfold } from "./figures.mjs";
import { expect, forgive, goTo, hashOf, settled, SMALL, useBrowser } from "./helpers.mjs";

const { open } = useBrowser();

const DEFAULT = "#v=1&preset=instant";

/** What is in the address, what becomes of it, and what is said about it. */
const LINKS = /** @type {const} */ ([
  ["", DEFAULT, []],
  ["#", DEFAULT, []],
  ["#v=1&preset=digits", "#v=1&preset=digits", []],
  ["#preset=instant&epochs=40&lr=5e-3", DEFAULT, []],
  [
    "#lr=fast",
    DEFAULT,
    [/^lr \(Learning rate\): “fast” is not allowed; allowed is 0\.00001 to 1; 0\.005 was taken$/],
  ],
  ["#lr=NaN", DEFAULT, [/^lr .*“NaN”.*0\.005 was taken$/]],
  ["#lr=-3", `${DEFAULT}&lr=0.00001`, [/^lr .*“-3”.*0\.00001 was taken$/]],
  ["#lr=1e300", `${DEFAULT}&lr=1`, [/^lr .*“1e300”.*1 was taken$/]],
  ["#epochs=0", `${DEFAULT}&epochs=1`, [/^epochs .*“0”.* 1 to 1000; 1 was taken$/]],
  ["#epochs=-Infinity", `${DEFAULT}&epochs=1`, [/^epochs .*1 was taken$/]],
  ["#trials=99999999999999999999999", `${DEFAULT}&trials=20`, [/^trials .*20 was taken$/]],
  ["#lb=5000", `${DEFAULT}&lb=2000`, [/^lb \(Large batch.*“5000”.* 32 to 2000, .*2000 was taken$/]],
  ["#train=100", `${DEFAULT}&train=100&lb=100`, [/^lb \(Large batch.*“200”.*100 was taken$/]],
  ["#bn=perhaps&act=gelu", DEFAULT, [/^act .*“gelu”/, /^bn .*“perhaps”/]],
  ["#hidden=1-x", DEFAULT, [/^hidden .*“1-x”.*100-100 was taken$/]],
  ["#preset=best", DEFAULT, [/^preset: “best” is not allowed; allowed is instant, convincing/]],
  ["#v=7", DEFAULT, [/^v: “7” is not a version known here/]],
  ["#colour=red", DEFAULT, [/^“colour” is not a setting known here; it was passed over$/]],
  ["#seed=1&seed=2", DEFAULT, [/^“seed” is given 2 times/]],
  [
    "#%3Cimg%20src=x%20onerror=alert(1)%3E=%E0%A4%A",
    DEFAULT,
    [/^“<img src” is not a setting known here/],
  ],
]);

test("whatever the address holds, the page opens with allowed settings and says what it changed", async () => {
  const visit = await open();
  const { page } = visit;
  for (const [hash, canonical, notices] of LINKS) {
    // From elsewhere, so that it is a visit and not a change of the hash.
    await page.goto("about:blank");
    await goTo(visit, `?embed=sketch${hash}`);
    assert.equal(await hashOf(page), canonical, hash);
    const said = await page.locator("#notices li").allTextContents();
    assert.equal(said.length, notices.length, `${hash}: ${said}`);
    for (const notice of notices) {
      assert.ok(
        said.some((text) => notice.test(text)),
        `${hash}: ${said} lacks ${notice}`,
      );
    }
  }
  assert.equal(await page.locator("#notices img").count(), 0);
  // A page left early breaks its own requests off.
  forgive(visit, /^failed:/);
});

test("a hash edited by hand is taken over, checked as in a visit", async () => {
  const { page } = await open();
  await page.evaluate(() => {
    location.hash = "v=1&preset=plain&epochs=7000";
  });
  await page.waitForFunction(() => location.hash === "#v=1&preset=plain&epochs=1000");
  await expect(page.locator("#notices")).toHaveText(/^epochs \(Epochs\): “7000” .*1000 was taken$/);
  await expect(page.locator("#summary")).toHaveText(/1,000 epochs/);
});

test("back and forward go through the settings", async () => {
  const { page } = await open();
  const hash = () => hashOf(page);
  await page.locator("[data-preset=plain]").click();
  await page.locator("#settings > summary").click();
  await page.locator("#set-seed").fill("9");
  await page.locator("#set-seed").press("Enter");
  await expect.poll(hash).toBe("#v=1&preset=plain&seed=9");
  await page.goBack();
  await expect.poll(hash).toBe("#v=1&preset=plain");
  await expect(page.locator("#set-seed")).toHaveValue("1");
  await page.goBack();
  await expect.poll(hash).toBe(DEFAULT);
  await expect(page.locator("[data-preset=instant]")).toHaveAttribute("aria-pressed", "true");
  await page.goForward();
  await page.goForward();
  await expect.poll(hash).toBe("#v=1&preset=plain&seed=9");
  await expect(page.locator("#set-seed")).toHaveValue("9");
  await expect(page.locator("#summary")).toHaveText(/seed 9$/);
});

test("a copied link leads to its figure and to the same numbers", async () => {
  const options = { permissions: ["clipboard-read", "clipboard-write"] };
  const where = `${SMALL}&map.grid=25&map.plane=filter&line.along=filter`;
  const { page } = await open(where, options);
  await compute(page, "landscape");
  await unfold(page.locator("#figure-landscape [data-tool=link]"));
  await page.locator("#figure-landscape [data-tool=link]").click();
  await page.getByText("Link copied.").waitFor();
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(link.search, "?figure=landscape");
  assert.equal(link.hash, await hashOf(page));

  const { page: other } = await open(link.search + link.hash);
  await settled(other);
  const box = await other.locator("#figure-landscape").boundingBox();
  assert.ok(box && box.y < 800 && box.y + box.height > 0, "the figure is in sight");
  await compute(other, "landscape");
  const known = async (/** @type {import("playwright-core").Page} */ page) =>
    ofKind(entriesOf(await fileOf(page)), "points");
  assert.deepStrictEqual(await known(other), await known(page));
  assert.ok((await known(page)).length > 0);
});

test("where copying is forbidden the link is shown to be copied by hand", async () => {
  const { page } = await open();
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("forbidden"));
  });
  await unfold(page.locator("#figure-curves [data-tool=link]"));
  await page.locator("#figure-curves [data-tool=link]").click();
  const text = page.locator("dialog textarea");
  await expect(text).toHaveValue(/\?figure=curves#v=1&preset=instant$/);
  await page.keyboard.press("Escape");
  await text.waitFor({ state: "detached" });
});

test("the chapters' names lead to them and leave the settings in the address", async () => {
  const { page } = await open("#v=1&preset=instant&seed=9");
  const hash = () => hashOf(page);
  const before = await hash();
  const links = page.locator(".contents a");
  const headings = page.locator("main h2 .count");
  await expect(links).toHaveCount(await headings.count());
  for (const link of await links.all()) {
    await link.click();
    const chapter = (await link.getAttribute("data-goto")) ?? "";
    assert.equal(await page.evaluate(() => document.activeElement?.id), chapter);
  }
  assert.equal(await hash(), before);
});

test("an address that ends in a chapter's name leads there, and asks for no settings", async () => {
  const { page } = await open("#remedies");
  await expect(page.locator("#remedies-title")).toBeInViewport();
  assert.equal(await hashOf(page), DEFAULT);
  await page.evaluate(() => {
    location.hash = "#v=1&preset=instant&seed=9";
  });
  await expect(page.locator("#summary")).toHaveText(/seed 9/);
  await page.evaluate(() => {
    location.hash = "critics";
  });
  await page.waitForFunction((hash) => location.hash === hash, `${DEFAULT}&seed=9`);
  await expect(page.locator("#critics-title")).toBeInViewport();
  await expect(page.locator("#notices li")).toHaveCount(0);
});

/**
 * What can be taken away of a figure: its picture, its numbers, a link, a snippet.
 * @import { FigureInfo } from "../core/types.js"
 * @import { App } from "../page/app.js"
 */

import { button, download, make, write } from "../lib/dom.js";
import { fonts } from "../lib/fonts.js";
import { addressOf } from "../page/address.js";
import { copy, showText } from "../page/embed.js";
import { snippets } from "../page/snippets.js";
import { isDark, onTheme } from "../page/theme.js";

/** Label by value, which is the pixels in a CSS pixel of a PNG. */
const FORMATS = /** @type {const} */ ([
  ["svg", "SVG"],
  ["2", "PNG 2×"],
  ["4", "PNG 4×"],
]);
const GROUNDS = /** @type {const} */ ([
  ["light", "light ground"],
  ["dark", "dark ground"],
]);

/**
 * @param {FigureInfo} info
 * @param {App} app
 * @param {HTMLElement} stage what the picture is drawn as large as
 * @returns {HTMLElement[]}
 */
export function fileTools({ name, title, drawn }, app, stage) {
  const { page } = app;
  const said = make("span", { role: "status", class: "said" });
  const link = () => addressOf(name, page.figure(name).link);
  /** @param {boolean} csv */
  const records = (csv) =>
    download(
      `${page.file_name(name)}.${csv ? "csv" : "json"}`,
      csv ? "text/csv" : "application/json",
      page.records(name, csv, link()),
    );
  const embed = () =>
    showText("Embed this figure", snippets(name, title, `#${page.figure(name).link}`, drawn));
  const tools = [
    button("CSV", () => records(true), {
      "data-tool": "csv",
      title: "Save all numbers as comma-separated values, with the settings",
    }),
    button("JSON", () => records(false), {
      "data-tool": "json",
      title: "Save all numbers as JSON, with the settings",
    }),
    button("Copy link", () => copyLink(link(), said), {
      "data-tool": "link",
      title: "Copy the link to this figure with these settings",
    }),
    button("Embed", embed, {
      "data-tool": "embed",
      title: "A snippet to show this figure in another page",
    }),
  ];
  const row = make("div", { class: "tools" }, ...tools, said);
  return drawn ? [pictureTools(name, app, stage, link, said), row] : [row];
}

/**
 * Format, ground and words of the picture, and the button that saves it.
 * @param {string} name
 * @param {App} app
 * @param {HTMLElement} stage
 * @param {() => string} link
 * @param {HTMLElement} said
 */
function pictureTools(name, { page }, stage, link, said) {
  const format = select("Format", "format", FORMATS);
  const ground = select("Ground", "ground", GROUNDS);
  const words = make("input", { type: "checkbox", "data-tool": "words" });
  let chosen = false;
  const asPage = () => {
    if (!chosen) ground.value = isDark() ? "dark" : "light";
  };
  ground.addEventListener("change", () => {
    chosen = true;
  });
  onTheme(asPage);
  asPage();
  const save = async () => {
    const { clientWidth, clientHeight } = stage;
    const dark = ground.value === "dark";
    const address = words.checked ? link() : "";
    const file = page.file_name(name);
    const scale = Number(format.value);
    write(said, "");
    try {
      if (!scale) {
        const svg = page.svg(name, clientWidth, clientHeight, dark, address);
        return download(`${file}.svg`, "image/svg+xml", svg);
      }
      await fonts;
      const canvas = make("canvas");
      page.sheet_on(name, canvas, clientWidth, clientHeight, { dark, scale }, address);
      const png = await new Promise((done) => canvas.toBlob(done, "image/png"));
      if (png) return download(`${file}-${scale}x.png`, "image/png", png);
    } catch {
      // It is told below.
    }
    write(said, "Nothing could be drawn.");
  };
  return make(
    "div",
    { class: "tools", role: "group", "aria-label": "Save the picture" },
    format,
    ground,
    make("label", {}, words, " title and settings"),
    button("Save picture", save, { "data-tool": "picture" }),
  );
}

/**
 * @param {string} label
 * @param {string} tool
 * @param {readonly (readonly [string, string])[]} choices value and label
 */
function select(label, tool, choices) {
  const options = choices.map(([value, text]) => make("option", { value }, text));
  return make("select", { "aria-label": label, "data-tool": tool }, ...options);
}

/**
 * @param {string} address
 * @param {HTMLElement} said
 */
async function copyLink(address, said) {
  if (await copy(address)) {
    write(said, "Link copied.");
    setTimeout(() => write(said, ""), 4000);
  } else {
    showText("Link to this figure", {
      link: [address, "It holds all settings: whoever opens it gets the same numbers."],
    });
  }
}

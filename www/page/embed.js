/**
 * A figure in another page: the snippet to paste, and the height reported to the page around.
 */

import { button, make } from "../lib/dom.js";

/**
 * What to paste into a page. The script is optional: it fits the frame to the figure.
 * @param {string} address
 * @param {string} title
 */
export function snippet(address, title) {
  const quote = (/** @type {string} */ text) =>
    text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  return `<iframe src="${quote(address)}" title="${quote(title)}" width="100%" height="640" loading="lazy"
  style="border: 0" allow="clipboard-write"></iframe>
<script>
  // Optional, once a page: fits the frames to the heights that the figures report.
  addEventListener("message", ({ data, source }) => {
    if (data?.type !== "sharp-minima:height") return;
    for (const frame of document.querySelectorAll("iframe"))
      if (frame.contentWindow === source) frame.height = data.height;
  });
</script>`;
}

/**
 * A dialog with text to copy.
 * @param {string} title
 * @param {string} explanation
 * @param {string} text
 */
export function showText(title, explanation, text) {
  const area = make("textarea", {
    readonly: true,
    rows: text.includes("\n") ? "10" : "3",
    "aria-label": title,
    spellcheck: "false",
  });
  area.value = text;
  const said = make("span", { role: "status" });
  const dialog = make(
    "dialog",
    { "aria-label": title },
    make("h2", {}, title),
    make("p", {}, explanation),
    area,
    make(
      "p",
      { class: "tools" },
      button("Copy", async () => {
        area.select();
        said.textContent = (await copy(text))
          ? "Copied."
          : "Copying is not allowed here: the text is selected.";
      }),
      button("Close", () => dialog.close()),
      said,
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  area.select();
  area.scrollTop = 0;
}

/**
 * @param {string} text
 * @returns {Promise<boolean>} false where the browser or the page around forbids it
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

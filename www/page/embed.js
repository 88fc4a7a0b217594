/** Dialogs with text to copy. */

import { button, make, write } from "../lib/dom.js";

/**
 * A dialog with text to copy, or one of several texts.
 * @param {string} title
 * @param {Record<string, [text: string, explanation: string]>} texts by what they are for
 */
export function showText(title, texts) {
  const area = make("textarea", { readonly: true, "aria-label": title, spellcheck: "false" });
  const explanation = make("p");
  const said = make("span", { role: "status" });
  const select = make(
    "select",
    { "aria-label": "For" },
    ...Object.keys(texts).map((name) => make("option", {}, name)),
  );
  const choose = () => {
    const [text = "", why = ""] = texts[select.value] ?? [];
    area.value = text;
    area.rows = text.includes("\n") || text.length > 200 ? 10 : 3;
    write(explanation, why);
    write(said, "");
  };
  select.addEventListener("change", choose);
  const dialog = make(
    "dialog",
    { "aria-label": title },
    make("h2", {}, title),
    ...(select.length > 1 ? [make("label", {}, "For ", select)] : []),
    explanation,
    area,
    make(
      "p",
      { class: "tools" },
      button("Copy", async () => {
        area.select();
        said.textContent = (await copy(area.value))
          ? "Copied."
          : "Copying is not allowed here: the text is selected.";
      }),
      button("Close", () => dialog.close()),
      said,
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  choose();
  const opener = document.activeElement;
  document.body.append(dialog);
  dialog.showModal();
  if (opener) stayBy(dialog, opener);
  area.select();
  area.scrollTop = 0;
}

/**
 * The frame of a figure may be higher than the window that it is seen in: what opens there stays by its button.
 * @param {HTMLDialogElement} dialog
 * @param {Element} opener
 */
function stayBy(dialog, opener) {
  if (window.parent === window) return;
  const wanted = opener.getBoundingClientRect().bottom - dialog.offsetHeight;
  const most = window.innerHeight - dialog.offsetHeight;
  dialog.style.marginTop = `${Math.max(0, Math.min(wanted, most))}px`;
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

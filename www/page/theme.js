/** Light and dark: as the system has it, or as the visitor chose, or as the page around a figure does. */

import { query } from "./address.js";

const KEY = "sharp-minima:theme";
const system = matchMedia("(prefers-color-scheme: dark)");

/** @type {"light" | "dark" | null} */
let chosen = recall();
/** Paper is white. */
let printing = false;
/** @type {((printing: boolean) => void)[]} */
const listeners = [];

/** The style sheet of dark colours applies by its media attribute: no flash, no second copy. */
function apply() {
  const sheet = document.querySelector("[data-theme=dark]");
  sheet?.setAttribute(
    "media",
    chosen === null ? `screen and ${system.media}` : chosen === "dark" ? "screen" : "not all",
  );
  document.documentElement.toggleAttribute("data-chosen", chosen !== null);
  for (const listener of listeners) listener(printing);
}

/** @returns {"light" | "dark" | null} */
function recall() {
  const asked = query("theme");
  if (query("embed") !== null) return asked === "light" || asked === "dark" ? asked : null;
  try {
    const stored = localStorage.getItem(KEY);
    return stored === "light" || stored === "dark" ? stored : null;
  } catch {
    return null; // Storage may be forbidden, for example in a frame.
  }
}

export function isDark() {
  return !printing && (chosen ?? (system.matches ? "dark" : "light")) === "dark";
}

export function toggleTheme() {
  chosen = isDark() ? "light" : "dark";
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // The choice then lasts as long as the page.
  }
  apply();
}

/** @param {"light" | "dark" | "auto"} theme for as long as the page lasts */
export function chooseTheme(theme) {
  chosen = theme === "auto" ? null : theme;
  apply();
}

/** @param {(printing: boolean) => void} listener told whether what it draws is printed at once */
export function onTheme(listener) {
  listeners.push(listener);
}

system.addEventListener("change", apply);
for (const event of ["beforeprint", "afterprint"])
  window.addEventListener(event, () => {
    printing = event === "beforeprint";
    // The figures are drawn for the paper while the page is still laid out for the screen.
    document.querySelector("[data-print]")?.setAttribute("media", printing ? "all" : "print");
    apply();
  });
if (chosen !== null) apply();

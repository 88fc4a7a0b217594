/** Whether the visitor has asked for less motion. */

const stillness = matchMedia("(prefers-reduced-motion: reduce)");

/** @param {(still: boolean) => void} listener told now and at every change */
export function onStillness(listener) {
  const tell = () => listener(stillness.matches);
  stillness.addEventListener("change", tell);
  tell();
}

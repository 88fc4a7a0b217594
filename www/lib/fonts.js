/** The page's fonts. A canvas does not notice when they come: it has to be drawn again. */

/** The fonts of the canvases, as CSS names them. */
const FONTS = ["1em Inter", "600 1em Inter", '1em "Noto Sans Math"'];

/** Resolves when they have come, or are known not to. */
export const fonts = Promise.allSettled(FONTS.map((font) => document.fonts.load(font)));

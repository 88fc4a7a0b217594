/** The engines: how their drivers are started, and what a session with them asks for. */

import process from "node:process";

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {(port: number) => string[]} driver its command line
 * @property {boolean} [needsDisplay] whether it has no headless mode
 * @property {Record<string, string>} [environment] of the driver and the browser
 * @property {Record<string, unknown>} capabilities
 */

/** @param {string} name a variable that `cargo xtask` sets */
function given(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; \`cargo xtask\` sets it`);
  return value;
}

/** @returns {Engine[]} the first is what the others are compared with */
export function engines() {
  return [chromium(), firefox(), webkit()];
}

/** @returns {Engine} */
function chromium() {
  const driver = given("SHARP_MINIMA_CHROMEDRIVER");
  // Chromium's sandbox does not work for root.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return {
    name: "Chromium",
    driver: (port) => [driver, `--port=${port}`, "--log-level=SEVERE"],
    capabilities: {
      browserName: "chrome",
      "goog:chromeOptions": {
        binary: given("SHARP_MINIMA_CHROMIUM"),
        args: [
          "--headless",
          ...sandbox,
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run",
          "--hide-scrollbars",
        ],
      },
    },
  };
}

/** @returns {Engine} */
export function firefox() {
  const driver = given("SHARP_MINIMA_GECKODRIVER");
  return {
    name: "Firefox",
    driver: (port) => [driver, "--port", `${port}`, "--log", "fatal"],
    capabilities: {
      browserName: "firefox",
      "moz:firefoxOptions": {
        binary: given("SHARP_MINIMA_FIREFOX"),
        args: ["-headless"],
        // As on a phone, and as the others have them.
        prefs: { "ui.useOverlayScrollbars": 1 },
      },
    },
  };
}

/** @returns {Engine} */
export function webkit() {
  const driver = given("SHARP_MINIMA_WEBKITDRIVER");
  return {
    name: "WebKit",
    needsDisplay: true,
    driver: (port) => [driver, `--port=${port}`],
    // Its shaders on a graphics card that is only emulated are slow, and not to be relied on.
    environment: { WEBKIT_SKIA_ENABLE_CPU_RENDERING: "1" },
    capabilities: {
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": {
        binary: given("SHARP_MINIMA_MINIBROWSER"),
        args: ["--automation"],
      },
    },
  };
}

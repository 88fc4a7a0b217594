/** What to paste elsewhere to show one figure, by where it is pasted. */

import { site } from "../core/files.js";
import { addressOf } from "./address.js";

/**
 * Each is told what it is for.
 * @param {string} figure
 * @param {string} title the figure's
 * @param {string} link the hash of its settings
 * @param {boolean} drawn whether it has a picture: of each preset, one comes with the site
 * @returns {Record<string, [text: string, explanation: string]>}
 */
export function snippets(figure, title, link, drawn) {
  const name = `Sharp minima: ${title.toLowerCase()}`;
  if (site === null)
    return {
      iframe: [
        frame(`sharp-minima.html?embed=${figure}${link}`, name),
        "For pages and slides that lie beside this file, sharp-minima.html.",
      ],
    };
  const script = `${site}sharp-minima.js`;
  const load = `<script type="module" src="${escaped(script)}"></script>`;
  const element = `<sharp-minima figure="${figure}" link="${escaped(link)}"`;
  const [, preset] = (drawn && /^#v=1&preset=(\w+)$/.exec(link)) || [];
  const shown = `www/${figure === "landscape" ? "landscape" : "screenshot"}.png`;
  const picture = site + (preset ? `figures/${preset}/${figure}-light.svg` : shown);
  const json = JSON.stringify({ base: site, figure, link }, null, 2);
  return {
    "HTML element": [
      `${load}\n${element}>${preset ? `<img src="${picture}" alt="${escaped(name)}">` : ""}</sharp-minima>`,
      `The element is as high as the figure. The script is needed once a page.${preset ? " The picture is seen where nothing runs." : ""}`,
    ],
    iframe: [
      frame(addressOf(figure, link, "embed"), name),
      'The frame reports its height as a message {type: "sharp-minima:height", height}; the script fits the frame to it and may be left out.',
    ],
    "reveal.js": [
      `<section>\n  <h2>${escaped(title)}</h2>\n  ${element}\n    fit="frame" class="r-stretch"></sharp-minima>\n</section>\n${load}`,
      "The figure fills the slide. Keys that it has no use for turn the slides.",
    ],
    MyST: [`\`\`\`{anywidget} ${script}\n${json}\n\`\`\``, "For MyST and Jupyter Book 2."],
    "Jupyter, marimo": [
      `import anywidget
from traitlets import Dict, Unicode


class SharpMinima(anywidget.AnyWidget):
    _esm = "${script}"
    base = Unicode("${site}").tag(sync=True)
    figure = Unicode("${figure}").tag(sync=True)
    link = Unicode("${link}").tag(sync=True)
    theme = Unicode("auto").tag(sync=True)
    result = Dict().tag(sync=True)  # the figure’s numbers, as soon as there are any


widget = SharpMinima()
widget`,
      "It needs the Python package anywidget. The numbers are in widget.result.",
    ],
    Markdown: [
      `[![${name}](${picture})](${addressOf(figure, link)})`,
      "A picture that leads to the figure, where nothing else is allowed.",
    ],
  };
}

/**
 * @param {string} address
 * @param {string} title
 */
function frame(address, title) {
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="640" loading="lazy"
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

/** @param {string} text within an attribute or between tags */
function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}

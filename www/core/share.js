/** What one figure of a note has computed, the site's other figures have too, as the entries that are kept. */

export class Share {
  #channel;

  /**
   * @param {string} version of the program: another names its jobs otherwise
   * @param {(entries: string[]) => void} take told what others have computed
   */
  constructor(version, take) {
    this.#channel = new BroadcastChannel(`sharp-minima ${version}`);
    this.#channel.addEventListener("message", ({ data }) => {
      if (Array.isArray(data) && data.every((entry) => typeof entry === "string")) take(data);
    });
  }

  /** @param {string[]} entries */
  tell(entries) {
    if (entries.length > 0) this.#channel.postMessage(entries);
  }
}

/*
 * A first script of the page and of its workers while a visitor stays: how many workers live, and how much memory their
 * modules have. A browser's driver cannot tell it.
 */
{
  const channel = new BroadcastChannel("soak");
  const QUESTION = "how much?";

  const answer = () => {
    const { modulePages } = /** @type {{ modulePages(): number }} */ (
      /** @type {unknown} */ (self)
    );
    channel.onmessage = ({ data }) => {
      // The others' answers come here as well.
      if (data === QUESTION) channel.postMessage(modulePages());
    };
  };

  const count = () => {
    let living = 0;
    /** @type {WeakSet<Worker>} */
    const all = new WeakSet();
    self.Worker = class extends Worker {
      /** @param {ConstructorParameters<typeof Worker>} given */
      constructor(...given) {
        super(...given);
        all.add(this);
        living += 1;
      }

      terminate() {
        if (all.delete(this)) living -= 1;
        super.terminate();
      }
    };
    return () => living;
  };

  /** @param {() => number} living @param {number} patience milliseconds: one that has just been ended never answers */
  const ask = async (living, patience) => {
    /** @type {number[]} */
    const answers = [];
    channel.onmessage = ({ data }) => answers.push(data);
    channel.postMessage(QUESTION);
    const end = performance.now() + patience;
    while (answers.length < living() && performance.now() < end)
      await new Promise((done) => setTimeout(done, 20));
    return answers.reduce((sum, pages) => sum + pages, 0);
  };

  if (typeof window === "undefined") answer();
  else {
    const living = count();
    Object.assign(window, {
      livingWorkers: living,
      workerPages: (/** @type {number} */ patience) => ask(living, patience),
    });
  }
}

/*
 * The first script of the page and of its workers while the engines are tested: it keeps what goes wrong, as a browser's
 * driver does not tell it in every engine.
 */

/** @type {string[]} */
const problems = [];
const told = new BroadcastChannel("engine problems");

/** @param {string} problem */
function note(problem) {
  problems.push(problem);
  // A worker has nobody who reads its list.
  if (typeof window === "undefined") told.postMessage(`in a worker: ${problem}`);
}

for (const level of /** @type {const} */ (["error", "warn"])) {
  const own = console[level];
  console[level] = (/** @type {unknown[]} */ ...words) => {
    note(`console.${level}: ${words.join(" ")}`);
    own.apply(console, words);
  };
}

/** @param {Event} event an uncaught error, or a part that could not be loaded */
function onError(event) {
  if (event instanceof ErrorEvent) note(`uncaught: ${event.message} (${event.filename})`);
  else if (event.target instanceof Element) note(`not loaded: ${event.target.outerHTML}`);
}

self.addEventListener("error", onError, true);
self.addEventListener("unhandledrejection", ({ reason }) => note(`rejected: ${reason}`));
self.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  note(`forbidden by the policy: ${violatedDirective} ${blockedURI}`),
);
told.addEventListener("message", ({ data }) => problems.push(data));
Object.assign(self, { engineProblems: problems });

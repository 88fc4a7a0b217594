import Reveal from "../../node_modules/reveal.js/dist/reveal.esm.js";

const deck = new Reveal({ hash: true });
Object.assign(window, { deck });
await deck.initialize();

/** Where servers that are started for a test may listen. */

import { createServer } from "node:net";

/** @returns {Promise<number>} a port that nobody uses */
export function freePort() {
  const server = createServer();
  return new Promise((done) =>
    server.listen(0, "127.0.0.1", () => {
      const place = server.address();
      server.close(() => done(place && typeof place === "object" ? place.port : 0));
    }),
  );
}

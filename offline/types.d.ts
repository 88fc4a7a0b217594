/** What the library of DOM types lacks of a service worker's. */

/** A version of the site. */
export interface Site {
  /** Named after the content of all its files. */
  version: string;
  /** What is kept: names from the site's folder, the page itself as "", and SHA-256 in hexadecimal digits. */
  files: [string, string][];
  /** What is kept once it was asked for. */
  asked: [string, string][];
}

interface LongEvent extends Event {
  waitUntil(end: Promise<unknown>): void;
}

interface RequestEvent extends LongEvent {
  request: Request;
  respondWith(response: Promise<Response>): void;
}

export interface Scope {
  registration: ServiceWorkerRegistration;
  clients: { claim(): Promise<void> };
  addEventListener(type: "install" | "activate", listener: (event: LongEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: RequestEvent) => void): void;
}

declare global {
  /** The build puts it before the script. */
  const SITE: Site;
}

/** The messages between the page and its workers. */

/** A job, and whether there is a checkpoint of it. */
export interface JobMessage {
  type: "job";
  id: number;
  job: string;
  labels: Uint32Array[];
  vectors: Float32Array[][];
  files: Uint8Array[];
  begun: boolean;
}

/** From the pool to a worker. */
export type Message =
  | { type: "module"; module: WebAssembly.Module }
  | { type: "archive"; name: string; bytes: Uint8Array }
  | JobMessage
  | { type: "pause" }
  | { type: "resume" }
  | { type: "cancel"; id: number }
  | { type: "ping" };

/** From a worker to the pool. */
export type News =
  | { type: "ready" }
  | { type: "pong" }
  | { type: "progress"; id: number; progress: number; report: string | undefined }
  | { type: "resumed"; id: number; progress: number }
  | { type: "kept"; id: number }
  | { type: "done"; id: number; report: string; labels: Uint32Array; vectors: Float32Array[] }
  | { type: "cancelled"; id: number }
  | { type: "failed"; id: number | null; message: string; trap: boolean };

/** The part of a dedicated worker's global scope that is used. */
export interface WorkerScope {
  postMessage(message: News, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<Message>) => void) | null;
}

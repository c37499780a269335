/** The reference backend, or any server that speaks the same wire (protocol/calls.ts), over HTTP. */
import type { Backend } from "../client/backend.js";
import { type HttpOptions, httpCalls } from "./http-calls.js";

export type { HttpOptions };

export function http(options: HttpOptions): Required<Backend> {
  return httpCalls(options, () => import("./http-files.js"));
}

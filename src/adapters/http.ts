/** The reference backend, or any server that speaks the same wire (protocol/calls.ts), over HTTP. What only a conversation needs, comes with the first call of one. */
import type { Backend } from "../client/backend.js";
import type { HttpOptions } from "./http-calls.js";
import { httpLazily } from "./http-lazy.js";

export type { HttpOptions };

const LATER: { readonly [call in Exclude<keyof Backend, "can" | "site">]: true } = {
  open: true,
  confirm: true,
  pull: true,
  send: true,
  markRead: true,
  identify: true,
  typing: true,
  rate: true,
  erase: true,
  dossier: true,
  upload: true,
  fileAddress: true,
  listen: true,
};

/** The backend of a site on our own server. Its code comes in pieces, each with the first call that needs it. */
export function http(options: HttpOptions): Required<Backend> {
  const backend = httpLazily(options);
  // By their names: whoever wraps one of them takes the others over by `...`.
  return { ...backend, ...Object.fromEntries(Object.keys(LATER).map((call) => [call, Reflect.get(backend, call)])) };
}

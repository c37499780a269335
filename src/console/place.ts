/** Where in the console one is, as the address bar says it: a reload, a bookmark and the phone's Back button all work. */
import { type ReadonlySignal, signal } from "@preact/signals";
import * as v from "valibot";
import { Secret } from "../protocol/index.js";

export type Place =
  | { readonly at: "inbox" }
  | { readonly at: "conversation"; readonly id: string }
  | { readonly at: "settings" }
  /** A sign-in link; without a secret when what stands there cannot be one. */
  | { readonly at: "sign-in"; readonly secret: string | undefined };

/** The fragment never travels to a server and stands in no log: the right place for a secret, and good enough for the rest. */
export function placeOf(hash: string): Place {
  const secret = /^#sign-in=(.*)$/.exec(hash)?.[1];
  if (secret !== undefined) return { at: "sign-in", secret: v.is(Secret, secret) ? secret : undefined };
  const id = /^#\/conversation\/([^/]+)$/.exec(hash)?.[1];
  if (id !== undefined) return { at: "conversation", id: decoded(id) };
  return hash === "#/settings" ? { at: "settings" } : { at: "inbox" };
}

export function hashOf(place: Exclude<Place, { at: "sign-in" }>): string {
  return place.at === "conversation" ? `#/conversation/${encodeURIComponent(place.id)}` : `#/${place.at}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A mangled link leads to "not found", not to a broken page.
  }
}

/** The present place until the signal ends. A secret leaves the address bar, and with it the browser's history, the moment it is read. */
export function followPlace(until: AbortSignal): ReadonlySignal<Place> {
  const place = signal<Place>({ at: "inbox" });
  const read = () => {
    place.value = placeOf(location.hash);
    if (place.value.at === "sign-in") history.replaceState(history.state, "", location.pathname + location.search);
  };
  read();
  window.addEventListener("hashchange", read, { signal: until });
  return place;
}

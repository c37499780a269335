/**
 * Where things lie on the visitor's device. The loader looks for the head record before any of this code is loaded, so it
 * repeats these as typed literals (`const DB: typeof import("../client/platform/names.js").DB = "recado"`).
 */

export const DB = "recado";
export const STORE = "kept";

/** The head record of a site lies under `encodeURIComponent(site) + HEAD`. */
export const HEAD = ":head";
export const SESSION = ":session";
export const DRAFT = ":draft:";
export const PAGE = ":page:";
export const NOTES = ":notes";

/** Everything of one site begins with this; a site id cannot reach into another's records. */
export function siteKey(site: string): string {
  return encodeURIComponent(site);
}

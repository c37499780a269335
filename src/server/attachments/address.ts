/**
 * Addresses that stand for themselves: whoever has one fetches that one file, for some minutes. So a browser can open a file
 * without a token in the address, and what leaks of it is soon worth nothing.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";

/** Long enough to load a picture on a slow line; a page asks again when it needs it again. */
const LIFE_MS = 5 * 60_000;

const signatureOf = (key: string, id: string, until: string) => createHmac("sha256", key).update(`${id}:${until}`).digest();

export function addressOf({ fileKey, now, publicUrl }: Ground, id: string): string {
  const until = String(now() + LIFE_MS);
  return `${publicUrl()}/v1/files/${id}?until=${until}&sign=${signatureOf(fileKey, id, until).toString("base64url")}`;
}

/** Throws "not-found" for what we have not signed, "gone" when its time is over. */
export function checkAddress({ fileKey, now }: Ground, id: string, until: string, sign: string): void {
  const given = Buffer.from(sign, "base64url");
  const ours = signatureOf(fileKey, id, until);
  if (given.length !== ours.length || !timingSafeEqual(given, ours)) throw new Refusal("not-found", "There is no such file");
  if (Number(until) <= now()) throw new Refusal("gone", "This address has ended: ask for a new one");
}

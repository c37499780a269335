/**
 * Since when a form can have been there: signed by us, of one visitor, and good for one contact (spent.ts). A form that comes sooner
 * than a person could fill it in was filled in by a program; one that comes with another's stamp, or none of ours, as well.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Ground } from "../ground.js";
import { newId } from "../secrets.js";

/** A tab may stand open for so long; what is older is asked for again with the next session. */
const LIFE_MS = 86_400_000;

export type Stamp =
  | { readonly is: "good"; readonly id: string; readonly at: number; readonly endsAt: number }
  | { readonly is: "forged" | "stale" };

const sign = ({ fileKey }: Pick<Ground, "fileKey">, visitorId: string, what: string) =>
  createHmac("sha256", fileKey).update(`stamp:${visitorId}:${what}`).digest("base64url");

export function newStamp(ground: Pick<Ground, "fileKey" | "now">, visitorId: string): string {
  const what = `${ground.now()}.${newId()}`;
  return `${what}.${sign(ground, visitorId, what)}`;
}

export function readStamp(ground: Pick<Ground, "fileKey" | "now">, visitorId: string, stamp: string): Stamp {
  const [at = "", id = "", given = ""] = stamp.split(".");
  const ours = Buffer.from(sign(ground, visitorId, `${at}.${id}`));
  const theirs = Buffer.from(given);
  if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return { is: "forged" };
  const endsAt = Number(at) + LIFE_MS;
  return endsAt < ground.now() ? { is: "stale" } : { is: "good", id, at: Number(at), endsAt };
}

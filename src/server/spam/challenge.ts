/**
 * The port behind which a challenge stands: two questions, so that an owner can put Turnstile or another there. Ours is work: cheap
 * for one browser, dear for a thousand. Nobody sees it, and it asks nothing that a screen reader could not do.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Task } from "../../protocol/index.js";

/** What a browser is asked while a site is under attack, and whether its answer is right. */
export interface Challenge {
  /** What this visitor's browser is asked. */
  task(visitorId: string): Task | Promise<Task>;
  /** Under which name an answer that is right is spent: another with the same name is not taken. Undefined for a wrong one. */
  accepts(answer: string, visitorId: string): string | undefined | Promise<string | undefined>;
}

/** Many small pieces take nearly the same time for everybody; one large one takes some people ten times as long. */
const PIECES = 16;
/** Zeros in front: 65,000 hashes for all pieces, a second or two on a desk, some on a phone. */
const BITS = 12;
/** The slowest phone is done long before. */
const LIFE_MS = 10 * 60_000;

/** `key`: the same on every node. */
export function work(key: string, now: () => number, { pieces = PIECES, bits = BITS } = {}): Challenge {
  const sign = (visitorId: string, what: string) =>
    createHmac("sha256", key).update(`work:${visitorId}:${what}`).digest("base64url");
  return {
    task(visitorId) {
      const what = `${pieces}.${bits}.${now()}.${randomBytes(9).toString("base64url")}`;
      return { kind: "work", data: `${what}.${sign(visitorId, what)}` };
    },
    accepts(answer, visitorId) {
      const [data = "", found = ""] = answer.split(":");
      const what = data.slice(0, data.lastIndexOf("."));
      const [ours, theirs] = [Buffer.from(sign(visitorId, what)), Buffer.from(data.slice(what.length + 1))];
      if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return undefined;
      if (Number(what.split(".")[2]) + LIFE_MS < now()) return undefined;
      const nonces = found.split(",");
      const isDone =
        nonces.length === pieces && nonces.every((nonce, n) => /^\d{1,9}$/.test(nonce) && zeros(`${data}:${n}:${nonce}`) >= bits);
      return isDone ? data : undefined;
    },
  };
}

function zeros(text: string): number {
  return Math.clz32(createHash("sha256").update(text).digest().readUInt32BE(0));
}

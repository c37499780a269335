/**
 * Ends a flood before anything is asked of the database: who asks is told from the request alone, and whoever asks for more than
 * limits.ts gives is told when to come again.
 *
 * Each node counts for itself. In the database the count would be one for all nodes, and a flood would be a flood of writes: where
 * a balancer spreads it over two nodes it is ended at twice the numbers instead. What must hold exactly is counted in the database:
 * mails (forwarding/due.ts), files (attachments/quota.ts), sign-in links, and what may be used once.
 */
import type { Context } from "hono";
import { bearerOf } from "../http/bearer.js";
import type { Door } from "../http/routes.js";
import { Refusal } from "../refusal.js";
import { hashed } from "../secrets.js";
import type { LimitName, Limits } from "./limits.js";
import type { NetworkOf } from "./network.js";
import { createPace, type Rate } from "./pace.js";

export interface Limiter {
  /** Takes `n`. Throws "rate-limited" with the time to wait. */
  admit(name: LimitName, c: Context, n?: number): void;
}

export function createLimiter(limits: Limits, networkOf: NetworkOf, now: () => number): Limiter {
  const pace = createPace();
  return {
    admit(name, c, n = 1) {
      const { visitor, network, site } = limits[name];
      const take = (whose: string, rate: Rate | undefined) => {
        const wait = rate === undefined ? 0 : pace.take(`${name} ${whose}`, rate, now(), n);
        if (wait === 0) return;
        // A page must be able to read how long to be quiet, and nothing private is in this answer.
        c.header("Access-Control-Allow-Origin", "*");
        c.header("Access-Control-Expose-Headers", "Retry-After");
        throw tooMuch(wait);
      };
      const token = bearerOf(c);
      // In this order: what one visitor has had too much of is not taken from their neighbours.
      if (token !== undefined) take(hashed(token), visitor);
      take(networkOf(c), network);
      take(`of ${c.req.param("site") ?? ""}`, site);
    },
  };
}

function tooMuch(waitMs: number): Refusal {
  const seconds = Math.ceil(waitMs / 1_000);
  return new Refusal("rate-limited", `That was a lot at once. Nothing is lost: please try again in ${seconds} s`, {
    retryAfterSeconds: seconds,
  });
}

/** A door with a limit before it. */
export const limited =
  (limiter: Limiter) =>
  <Caller>(name: LimitName, door: Door<Caller>): Door<Caller> =>
  async (c) => {
    limiter.admit(name, c);
    return door(c);
  };

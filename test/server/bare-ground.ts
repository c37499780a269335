/** The ground of the server without a server: what its functions stand on when a test calls them one by one. */
import { accountsOf } from "../../src/server/channels/accounts.js";
import type { Database } from "../../src/server/database/tables.js";
import type { Ground } from "../../src/server/ground.js";
import { createHeart } from "../../src/server/heart.js";
import { createHub } from "../../src/server/hub.js";
import { createLines } from "../../src/server/lines.js";

/** A stream of such a ground ends by an event only: its lease never runs out. */
const NEVER_MS = 1e14;

export function bareGround(db: Database, now: () => number): Ground {
  const silent = () => undefined;
  return {
    db,
    attachments: undefined,
    accounts: accountsOf(),
    watch: { isUnderAttack: async () => false, sign: async () => undefined },
    challenge: { task: () => ({ kind: "none", data: "" }), accepts: () => undefined },
    soonestMs: 0,
    pause: async () => undefined,
    limiter: { admit: () => undefined },
    fileKey: "",
    hub: createHub(),
    lines: createLines(),
    log: { debug: silent, info: silent, warn: silent, error: silent },
    now,
    ring: silent,
    epoch: "v",
    publicUrl: () => "https://v.example",
    heartbeatMs: NEVER_MS,
    heart: createHeart(NEVER_MS),
    background: silent,
    closing: new AbortController().signal,
  };
}

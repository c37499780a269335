/** What every part of the server stands on: made once in server.ts, passed down, never imported. */
import type { FileStore } from "./attachments/store.js";
import type { Accounts } from "./channels/accounts.js";
import type { Database } from "./database/tables.js";
import type { Heart } from "./heart.js";
import type { Hub } from "./hub.js";
import type { Limiter } from "./limits/limiter.js";
import type { Lines } from "./lines.js";
import type { Log } from "./log.js";
import type { Watch } from "./spam/attack.js";
import type { Challenge } from "./spam/challenge.js";

export interface Ground {
  readonly db: Database;
  /** Undefined where the operator gave no folder: visitors are offered no uploads then, and what mails bring along is in their originals alone. */
  readonly attachments: FileStore | undefined;
  /** Messenger and Instagram, where anybody has connected any. */
  readonly accounts: Accounts;
  /** Signs addresses of files; the same on every node. */
  readonly fileKey: string;
  readonly hub: Hub;
  /** Before every door that anybody can knock at. */
  readonly limiter: Limiter;
  /** Whether a site is under attack, and what is asked of browsers then. */
  readonly watch: Watch;
  readonly challenge: Challenge;
  /** Since a form can have been there, until it is believed to be a person's. */
  readonly soonestMs: number;
  readonly log: Log;
  /** Milliseconds since 1970: the only clock that decides anything. */
  readonly now: () => number;
  /** Ends early when the server closes. */
  readonly pause: (ms: number) => Promise<void>;
  /** Tells the forwarding worker that a conversation has become due; call it after the commit. */
  readonly ring: () => void;
  /** Tells this past of the database from another: after a restored backup, clients drop what they have and ask again. */
  readonly epoch: string;
  /** Where browsers reach us, without a slash at the end. A function, because a free port is known only once we listen. */
  readonly publicUrl: () => string;
  readonly heartbeatMs: number;
  /** Of all streams of this node. */
  readonly heart: Heart;
  /** Takes over work nobody waits for: a failure is logged, and the server does not close before it is done. */
  readonly background: (work: Promise<void>) => void;
  /** The streams this node holds: they end one after the other before `closing` does. */
  readonly lines: Lines;
  /** Ends when the server drains. */
  readonly closing: AbortSignal;
}

/** How long a silent stream still counts as held. Two beats may be late; a crashed server's visitors are away after this. */
export const presenceLeaseMs = (ground: Ground): number => ground.heartbeatMs * 2.5;

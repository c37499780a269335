/**
 * Answers out of a mailbox the shop already has, by IMAP (`imapflow`): letters then ask to answer to a plus address of it. It takes
 * what was sent to one of those and leaves everything else, read or unread, to whoever reads that mailbox.
 */
import type { ImapFlow } from "imapflow";
import type { Clock } from "../clock.js";
import type { Inbox } from "./door.js";
import { LARGEST_MAIL_BYTES } from "./limits.js";
import { recipientsIn } from "./recipients.js";

export interface MailboxOptions {
  readonly host: string;
  readonly port?: number;
  /** TLS from the start; without it STARTTLS where the server offers it. */
  readonly secure?: boolean;
  readonly user: string;
  readonly password: string;
  readonly folder?: string;
  /** The mailbox's own server, as it calls itself in `Authentication-Results`: what it says of a sender is believed. */
  readonly trustedServerIds?: readonly string[];
}

/** One look at a mailbox: what is unread in it, and the two things done to a mail. */
export interface OpenMailbox {
  unread(): Promise<readonly { readonly uid: number; readonly bytes: number }[]>;
  /** Its head alone, or all of it. */
  fetch(uid: number, part: "head" | "whole"): Promise<Uint8Array | undefined>;
  markRead(uid: number): Promise<void>;
}

const LOOK_EVERY_MS = 30_000;
const SHORTEST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;

/**
 * Takes what is ours, once around. `left` remembers what was looked at and is not ours, or was refused: it stays unread for people,
 * and is not fetched again. Nobody gets a bounce: by now the sender has been told that the mail arrived.
 */
export async function takeUnread(
  mailbox: OpenMailbox,
  inbox: Inbox,
  left: Set<number>,
  trusted: readonly string[],
): Promise<void> {
  for (const { uid, bytes } of await mailbox.unread()) {
    if (left.has(uid)) continue;
    const head = await mailbox.fetch(uid, "head");
    const to = head === undefined ? [] : recipientsIn(head);
    const raw = to.length === 0 || bytes > LARGEST_MAIL_BYTES ? undefined : await mailbox.fetch(uid, "whole");
    let isTaken = false;
    if (raw !== undefined) for (const one of to) if ((await inbox.take({ raw, to: one, trusted })).ok) isTaken = true;
    if (isTaken) await mailbox.markRead(uid);
    else left.add(uid);
  }
}

/** Looks again and again until the signal aborts, over a new connection when one breaks. Never rejects. */
export async function watchMailbox(
  options: MailboxOptions,
  inbox: Inbox,
  { clock, signal, report }: { readonly clock: Clock; readonly signal: AbortSignal; readonly report: (error: unknown) => void },
): Promise<void> {
  let pauseMs = SHORTEST_PAUSE_MS;
  while (!signal.aborted) {
    try {
      await sit(options, inbox, clock, signal, () => {
        pauseMs = SHORTEST_PAUSE_MS;
      });
    } catch (error) {
      if (!signal.aborted) report(error);
    }
    // Also after a polite end: a server that hangs up at once must not be called a hundred times a second.
    await clock.sleep(pauseMs, signal);
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
  }
}

/** One connection, for as long as it lasts. */
async function sit(
  { host, port, secure = true, user, password, folder = "INBOX", trustedServerIds = [] }: MailboxOptions,
  inbox: Inbox,
  clock: Clock,
  signal: AbortSignal,
  onGood: () => void,
): Promise<void> {
  const { ImapFlow } = await import("imapflow");
  const client = new ImapFlow({
    host,
    port: port ?? (secure ? 993 : 143),
    secure,
    auth: { user, pass: password },
    logger: false,
  });
  const broken = new Promise<never>((_, reject) => {
    client.on("error", reject);
    client.on("close", () => reject(new Error("The mailbox's server has hung up")));
  });
  broken.catch(() => undefined); // Heard by the race below; a connection that breaks after it is nobody's news.
  const hangUp = () => client.close();
  signal.addEventListener("abort", hangUp);
  try {
    await client.connect();
    await client.mailboxOpen(folder);
    const left = new Set<number>();
    while (!signal.aborted) {
      await Promise.race([takeUnread(openMailbox(client), inbox, left, trustedServerIds), broken]);
      onGood();
      const arrived = new Promise<void>((resolve) => client.once("exists", () => resolve()));
      const awake = new AbortController();
      await Promise.race([clock.sleep(LOOK_EVERY_MS, AbortSignal.any([signal, awake.signal])), arrived, broken]).finally(() =>
        awake.abort(),
      );
    }
  } finally {
    signal.removeEventListener("abort", hangUp);
    client.close();
  }
}

function openMailbox(client: ImapFlow): OpenMailbox {
  return {
    async unread() {
      const uids = (await client.search({ seen: false }, { uid: true })) || [];
      if (uids.length === 0) return [];
      const found = await client.fetchAll(uids, { uid: true, size: true }, { uid: true });
      return found.map(({ uid, size = 0 }) => ({ uid, bytes: size }));
    },
    async fetch(uid, part) {
      // Peeking: imapflow asks with BODY.PEEK, so that a mail left to people stays unread.
      const query = part === "head" ? ({ headers: true } as const) : ({ source: true } as const);
      const found = await client.fetchOne(String(uid), query, { uid: true });
      return found ? (part === "head" ? found.headers : found.source) : undefined;
    },
    async markRead(uid) {
      await client.messageFlagsAdd(String(uid), ["\\Seen"], { uid: true });
    },
  };
}

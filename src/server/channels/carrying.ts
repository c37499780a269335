/**
 * Takes what is due to the accounts it is for, one message of a conversation after the other. An attempt is written down before it
 * is made: whoever finds us dead waits for its echo first, and only then makes another.
 */
import { type Selectable, sql } from "kysely";
import type { Bell } from "../../forwarding/bell.js";
import { systemClock } from "../../forwarding/clock.js";
import type { ChannelOutcome } from "../../forwarding/index.js";
import { tell } from "../conversation/news.js";
import type { Tables } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { describe } from "../log.js";
import { dueParts } from "./leave.js";
import { tokenRefused, tokenTaken } from "./states.js";

const MOST_AT_ONCE = 10;
const FLOOR_MS = 50;
const LONGEST_SLEEP_MS = 5_000;
/** Longer than a call takes at most, and an echo after it. */
const LEASE_MS = 30_000;
const BACKOFF_MS = [10_000, 60_000, 300_000, 1_800_000, 3_600_000];
/** After that nobody waits for the answer any more. */
const MOST_ATTEMPTS = 12;
/** Of Meta's tag for people who answer late. */
const HUMAN_AGENT_MS = 7 * 24 * 3_600_000;

type Part = Selectable<Tables["channel_parts"]>;

/** Until the server closes, and what is then on its way has arrived or failed. Never rejects. */
export async function keepCarrying(ground: Ground, bell: Bell): Promise<void> {
  const { closing, log } = ground;
  while (!closing.aborted) {
    const parts = await claim(ground).catch((error: unknown) => {
      log.warn(describe(error), "Nobody knows which replies are due");
      return [];
    });
    await Promise.all(
      parts.map((part) =>
        carry(ground, part).catch((error: unknown) => log.error(describe(error), "A reply could not be carried")),
      ),
    );
    await systemClock.sleep(FLOOR_MS, closing);
    if (parts.length > 0) continue;
    const awake = new AbortController();
    const either = AbortSignal.any([closing, awake.signal]);
    await Promise.race([systemClock.sleep(LONGEST_SLEEP_MS, either), bell.heard(either)]);
    awake.abort();
  }
}

/** In one statement: most servers have no account elsewhere, and are asked all the same. */
function claim({ db, now }: Ground): Promise<Part[]> {
  return db
    .updateTable("channel_parts")
    .set(({ eb }) => ({ attempts: eb("attempts", "+", 1), due_at: now() + LEASE_MS }))
    .where("id", "in", dueParts(now(), MOST_AT_ONCE))
    .returningAll()
    .execute();
}

async function carry(ground: Ground, part: Part): Promise<void> {
  const person = await ground.db
    .selectFrom("channel_people")
    .innerJoin("conversations", "conversations.id", "channel_people.conversation_id")
    .select(["channel_people.kind", "account", "person", "heard_at", "window_ends_at", "conversations.site_id as site"])
    .where("conversation_id", "=", part.conversation_id)
    .executeTakeFirst();
  if (person === undefined) return;
  const { kind, account, person: to, site } = person;
  const found = await ground.accounts.find(ground.db, kind, account);
  const outcome = found ? await attempt() : ({ was: "not-connected" } as const);
  await settle(ground, part, outcome);
  if (outcome.was === "refused" && outcome.because === "token")
    await tokenRefused(ground, { kind, account, site }, outcome.reason);
  if (outcome.was === "sent") await tokenTaken(ground, { kind, account, site });
  tell(ground, { site, id: part.conversation_id });

  async function attempt(): Promise<ChannelOutcome> {
    const now = ground.now();
    const isOpen = now < (person?.window_ends_at ?? 0);
    // Whether it is too late for an answer is the account's to say.
    const asHumanAgent = !isOpen && found?.humanAgent === true && now < (person?.heard_at ?? 0) + HUMAN_AGENT_MS;
    if (!isOpen && !asHumanAgent)
      return {
        was: "refused",
        because: "window-closed",
        reason: "They wrote too long ago: the account takes no answer any more",
      };
    const message = { to, text: part.text, id: part.id, ...(asHumanAgent && { asHumanAgent }) };
    return (found as NonNullable<typeof found>).channel.send(message, AbortSignal.timeout(LEASE_MS / 2));
  }
}

/** An echo may have been quicker, or may come later: what is sent stays sent. */
async function settle(ground: Ground, part: Part, outcome: ChannelOutcome | { was: "not-connected" }): Promise<void> {
  const now = ground.now();
  const queued = ground.db.updateTable("channel_parts").where("id", "=", part.id).where("state", "=", sql.lit("queued"));
  if (outcome.was === "sent") {
    await queued.set({ state: "sent", mid: outcome.mid, ended_at: now, because: null, reason: null }).execute();
    return;
  }
  if (outcome.was === "deferred" && part.attempts < MOST_ATTEMPTS) {
    const wait = Math.max(outcome.retryAfterMs ?? 0, BACKOFF_MS[Math.min(part.attempts, BACKOFF_MS.length) - 1] ?? LEASE_MS);
    await queued.set({ due_at: now + wait, reason: outcome.reason }).execute();
    return;
  }
  const because = outcome.was === "refused" ? outcome.because : outcome.was === "deferred" ? "gave-up" : "not-connected";
  const reason = outcome.was === "not-connected" ? "This account is not connected any more" : outcome.reason;
  await queued.set({ state: "failed", because, reason, ended_at: now }).execute();
  // The rest of a reply makes no sense without its beginning.
  await ground.db
    .updateTable("channel_parts")
    .set({ state: "failed", because: "earlier-part", ended_at: now })
    .where("conversation_id", "=", part.conversation_id)
    .where("seq", "=", part.seq)
    .where("n", ">", part.n)
    .where("state", "=", sql.lit("queued"))
    .execute();
}

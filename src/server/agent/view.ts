/** Everything the desk shows of one conversation, as of one moment. */
import { addressState } from "../../forwarding/address.js";
import { decide } from "../../forwarding/decide.js";
import { replyVerdicts } from "../../forwarding/reply-verdicts.js";
import type { ConversationView, Message, Plan } from "../../protocol/index.js";
import { channelMarks } from "../channels/marks.js";
import { MESSAGE_COLUMNS, toMessage } from "../conversation/message.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { suppressedBecause } from "../mail/suppression.js";
import { type Loaded, loadThread } from "../mail/thread.js";
import { Refusal } from "../refusal.js";
import { sendingsOf } from "./decisions.js";
import { deliveryMarks } from "./delivery-marks.js";
import { inboxRows } from "./inbox.js";
import { lastMails } from "./mails.js";

/** The last ones; the desk says so where a conversation is longer. */
const MOST_MESSAGES = 500;
const MOST_PAGES = 50;

export async function conversationView(ground: Ground, siteId: string, id: string, canMail: boolean): Promise<ConversationView> {
  const now = ground.now();
  // One snapshot: a reply that arrives while we read is either everywhere in the view or nowhere.
  return ground.db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (tx) => {
      const [row] = await inboxRows(tx, siteId, now, id);
      const loaded = row === undefined ? undefined : await loadThread(tx, id, now, MOST_MESSAGES);
      const standing = await tx
        .selectFrom("conversations")
        .select(["last_seq", "agents_read_cursor"])
        .where("id", "=", id)
        .executeTakeFirst();
      if (row === undefined || loaded === undefined || standing === undefined)
        throw new Refusal("not-found", "There is no such conversation");
      const { thread } = loaded;
      const { address } = thread;
      const there = await channelMarks(tx, id, standing.last_seq + 1 - MOST_MESSAGES);
      const signedIn = await tx
        .selectFrom("identities")
        .select(["subject", "email", "name"])
        .where("visitor_id", "=", id)
        .executeTakeFirst();
      const because = address === undefined ? undefined : await suppressedBecause(tx, siteId, address.email);
      return {
        ...row,
        messages: await lastMessages(tx, id),
        latest: standing.last_seq,
        readUpTo: thread.readCursor,
        ...(thread.presence.state === "away" && { awaySince: thread.presence.since }),
        agentsReadUpTo: standing.agents_read_cursor,
        address: {
          state: addressState(thread),
          ...(address !== undefined && { email: address.email }),
          ...(because !== undefined && { because }),
        },
        ...(signedIn && {
          signedIn: {
            subject: signedIn.subject,
            ...(signedIn.email !== null && { email: signedIn.email }),
            ...(signedIn.name !== null && { name: signedIn.name }),
          },
        }),
        deliveries: [...deliveryMarks(thread.deliveries, await sendingsOf(tx, id)), ...there],
        // What leaves by a channel has a mark of its own; that it is not mailed goes without saying.
        verdicts: verdictsOf(loaded, canMail, now).filter(({ seq }) => !there.some((mark) => mark.seq === seq)),
        mails: await lastMails(tx, id),
        plan: canMail ? plan(loaded, now) : NO_MAILER,
        replyDelayMs: replyDelay(loaded),
        pages: await lastPages(tx, id),
        now,
      };
    });
}

/** Rows 7–9 of the rules, for a reply that is not written yet. */
function replyDelay({ thread, rules }: Loaded): number {
  if (thread.inMailThread) return rules.mailThreadDelayMs;
  return thread.presence.state === "present" ? rules.presentDelayMs : rules.awayDelayMs;
}

function plan({ thread, rules }: Loaded, now: number): Plan {
  const verdict = decide(thread, rules, now);
  return verdict.do === "send" ? { do: "send" } : verdict;
}

const NO_MAILER = { do: "nothing", because: "no-mailer" } as const;

/** What the rules would do, nobody does where there is no mailer. What was read was read all the same. */
function verdictsOf({ thread, rules }: Loaded, canMail: boolean, now: number) {
  const verdicts = [...replyVerdicts(thread, rules, now)];
  if (canMail) return verdicts;
  return verdicts.map((verdict) => (verdict.because === "read" ? verdict : { seq: verdict.seq, ...NO_MAILER }));
}

async function lastMessages(db: Database, id: string): Promise<Message[]> {
  const query = db.selectFrom("messages").select(MESSAGE_COLUMNS).where("conversation_id", "=", id).orderBy("seq", "desc");
  return (await query.limit(MOST_MESSAGES).execute()).reverse().map(toMessage);
}

async function lastPages(db: Database, id: string): Promise<{ at: number; page: string }[]> {
  const query = db.selectFrom("pages").select(["at", "page"]).where("conversation_id", "=", id).orderBy("id", "desc");
  return (await query.limit(MOST_PAGES).execute()).reverse();
}

/**
 * Everything that comes in by mail goes through here, whatever door it came by: what it counts as is forwarding/inbound's, what
 * becomes of it is written in one transaction, and then whoever looks at the conversation looks again.
 */
import { isVouchedFor, withoutResultsOf } from "../../../forwarding/inbound/auth-results.js";
import type { Inbox } from "../../../forwarding/inbound/door.js";
import { prove, type Resolver } from "../../../forwarding/inbound/prove.js";
import { type Inbound, readInbound } from "../../../forwarding/inbound/read.js";
import { readTokenAddress } from "../../../forwarding/letter/mailboxes.js";
import { tell } from "../../conversation/news.js";
import type { Database } from "../../database/tables.js";
import type { Ground } from "../../ground.js";
import { suppress } from "../suppression.js";
import { bounced } from "./bounced.js";
import { filesOf, type MailFiles } from "./files.js";
import { keepAnswer, keepAutomatic, keepUnconfirmed } from "./keep.js";
import { type LetterOf, letterOf, textOf } from "./letter-of.js";

export interface InboxOptions {
  /** Right side of our Message-IDs. */
  readonly mailDomain: string;
  /** Our own name in `Authentication-Results`. */
  readonly serverId: string;
  readonly resolver: Resolver | undefined;
}

const DAY_MS = 86_400_000;
/** A day's mails of one conversation. No person writes so many; a machine, or somebody who means harm, may. */
const MOST_A_DAY = { answer: 200, unconfirmed: 20, automatic: 20 };

export function createInbox(ground: Ground, { mailDomain, serverId, resolver }: InboxOptions): Inbox {
  const mailed = (way: Parameters<typeof letterOf>[1]) => letterOf(ground.db, way, mailDomain, ground.now());
  return {
    async knows(address) {
      const way = readTokenAddress(address);
      return way !== undefined && (await mailed(way)) !== undefined;
    },
    async take(mail) {
      // The original is shown later: what stands in it under our name must then be ours.
      let raw = withoutResultsOf(mail.raw, serverId);
      const result = await readInbound(
        { ...mail, raw },
        {
          mailed,
          sent: (of) => textOf(ground.db, of),
          async isAuthentic({ headers }, sender) {
            const proof = await prove(raw, sender, { from: mail.from, client: mail.client }, { serverId, resolver });
            raw = Buffer.concat([Buffer.from(`${proof.header}\r\n`), raw]);
            return proof.isAuthentic || isVouchedFor(headers("authentication-results"), mail.trusted ?? [], sender);
          },
        },
      );
      ground.log.debug({ is: result.is, ...("because" in result && { because: result.because }) }, "A mail came in");
      if (result.is === "refused") return { ok: false, because: result.because };
      if (result.is === "nothing") return { ok: true };
      const { conversationId } = result.of.side;
      if ("answer" in result && (await isFull(ground, conversationId, result.is))) return { ok: false, because: "too-many" };
      const files = "answer" in result ? await filesOf(ground, result) : undefined;
      await ground.db.transaction().execute((tx) => write(tx, result, { raw, files }, ground.now()));
      tell(ground, { site: result.of.siteId, id: conversationId });
      return { ok: true };
    },
  };
}

interface Brought {
  readonly raw: Uint8Array;
  readonly files: MailFiles | undefined;
}
type Written = Exclude<Inbound<LetterOf>, { is: "refused" | "nothing" }>;

async function write(tx: Database, result: Written, { raw, files }: Brought, at: number): Promise<void> {
  const { siteId, side, address, agent, delivery } = result.of;
  const { conversationId } = side;
  switch (result.is) {
    case "bounce":
      return bounced(tx, { siteId, side, n: delivery.n, status: result.status, at });
    case "unsubscribe":
      await suppress(tx, siteId, address, "unsubscribed", at);
      await tx.updateTable("conversations").set({ due_at: at }).where("id", "=", conversationId).execute();
      return;
    case "automatic":
      return keepAutomatic(tx, { conversationId, agent, answer: result.answer, raw, files, at }, result.because);
    case "unconfirmed":
      return keepUnconfirmed(tx, { conversationId, agent, answer: result.answer, raw, files, at }, result.because);
    case "answer":
      return keepAnswer(tx, { conversationId, agent, answer: result.answer, raw, files, at }, delivery);
  }
}

async function isFull(ground: Ground, conversationId: string, standing: keyof typeof MOST_A_DAY): Promise<boolean> {
  const { count } = await ground.db
    .selectFrom("received_mails")
    .select((is) => is.fn.countAll<number>().as("count"))
    .where("conversation_id", "=", conversationId)
    .where("standing", "=", standing)
    .where("at", ">", ground.now() - DAY_MS)
    .executeTakeFirstOrThrow();
  return count >= MOST_A_DAY[standing];
}

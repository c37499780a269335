/**
 * Everything that is held about one visitor, as of one moment: what an export shows, and what an erasure takes. Not in it are keys
 * (tokens stand here as hashes alone), the bytes of files, and mails of whom nobody could be sure: those may be somebody else's, and
 * only the owner is shown them.
 */
import type { Attachment, Contact, Message } from "../../protocol/index.js";
import { MESSAGE_COLUMNS, toMessage } from "../conversation/message.js";
import type { Database } from "../database/tables.js";

export interface Held {
  readonly conversation: string;
  readonly since: number;
  readonly language?: string;
  /** Their answers, with the texts of consent that stood beside them. */
  readonly contact?: Contact;
  /** Where replies are mailed; confirmed: whoever reads there has shown it. */
  readonly address?: { readonly email: string; readonly confirmed: boolean };
  /** What the host's own server has signed of them. */
  readonly signedIn?: { readonly subject: string; readonly email?: string; readonly name?: string };
  /** Their account with Messenger or Instagram. */
  readonly account?: { readonly kind: string; readonly person: string };
  /** Browsers that are signed in, and until when. */
  readonly sessions: readonly { readonly until: number }[];
  readonly readUpTo: number;
  readonly pages: readonly { readonly at: number; readonly page: string }[];
  readonly messages: readonly Message[];
  readonly mailed: readonly {
    readonly at: number;
    readonly to: string;
    readonly state: string;
    readonly replies: readonly number[];
  }[];
  readonly received: readonly ReceivedHere[];
}

interface ReceivedHere {
  readonly at: number;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly standing: string;
  readonly files: readonly Pick<Attachment, "name" | "bytes">[];
}

/** Undefined when there is no such visitor. In a snapshot of its caller. */
export async function heldOf(db: Database, id: string, { unconfirmed }: { unconfirmed: boolean }): Promise<Held | undefined> {
  const visitor = await db.selectFrom("visitors").selectAll().where("id", "=", id).executeTakeFirst();
  if (visitor === undefined) return undefined;
  const conversation = await db.selectFrom("conversations").selectAll().where("id", "=", id).executeTakeFirst();
  const account = await db
    .selectFrom("channel_people")
    .select(["kind", "person"])
    .where("conversation_id", "=", id)
    .executeTakeFirst();
  const signed = await db.selectFrom("identities").selectAll().where("visitor_id", "=", id).executeTakeFirst();
  const sessions = db
    .selectFrom("visitor_sessions")
    .select("expires_at")
    .where("visitor_id", "=", id)
    // Of one that has ended there is a hash, which opens nothing.
    .where("expires_at", ">", 0)
    .orderBy("expires_at");
  const pages = db.selectFrom("pages").select(["at", "page"]).where("conversation_id", "=", id).orderBy("id");
  const messages = db.selectFrom("messages").select(MESSAGE_COLUMNS).where("conversation_id", "=", id).orderBy("seq");
  return {
    conversation: id,
    since: visitor.created_at,
    ...(visitor.locale !== null && { language: visitor.locale }),
    ...(visitor.contact !== null && { contact: visitor.contact }),
    ...(conversation?.address && { address: { email: conversation.address, confirmed: conversation.address_verified } }),
    ...(signed !== undefined && {
      signedIn: {
        subject: signed.subject,
        ...(signed.email !== null && { email: signed.email }),
        ...(signed.name !== null && { name: signed.name }),
      },
    }),
    ...(account !== undefined && { account }),
    sessions: (await sessions.execute()).map(({ expires_at }) => ({ until: expires_at })),
    readUpTo: conversation?.read_cursor ?? 0,
    pages: await pages.execute(),
    messages: (await messages.execute()).map(toMessage),
    mailed: await mailedTo(db, id),
    received: await receivedFrom(db, id, unconfirmed),
  };
}

async function mailedTo(db: Database, id: string): Promise<Held["mailed"]> {
  const query = db.selectFrom("deliveries").select("delivery").where("conversation_id", "=", id).where("agent_id", "is", null);
  return (await query.orderBy("n").execute()).map(({ delivery }) => ({
    at: delivery.claimedAt,
    to: delivery.to,
    state: delivery.state,
    replies: delivery.new,
  }));
}

/** Those that answer a mail to an agent are the agent's. */
async function receivedFrom(db: Database, id: string, unconfirmed: boolean): Promise<ReceivedHere[]> {
  const query = db
    .selectFrom("received_mails")
    .select(["id", "at", "from_shown", "subject", "text", "standing", "seq", "files"])
    .where("conversation_id", "=", id)
    .where("agent_id", "is", null)
    .orderBy("at");
  const kept = db.selectFrom("files").select(["mail_id", "name", "bytes"]).where("conversation_id", "=", id).orderBy("n");
  const attachments = await kept.execute();
  return (await query.execute())
    .filter(({ standing, seq }) => unconfirmed || standing !== "unconfirmed" || seq !== null)
    .map(({ id, at, from_shown: from, subject, text, standing, files }) => ({
      ...{ at, from, subject, text, standing },
      files: [...attachments.filter(({ mail_id }) => mail_id === id).map(({ name, bytes }) => ({ name, bytes })), ...files],
    }));
}

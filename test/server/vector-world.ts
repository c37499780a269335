/**
 * One case of the forwarding vectors on the real database: each event goes through the function its route uses, and what is due
 * is done by the real worker's step over the real store. Only the clock is the test's, and the mailer is scripted.
 *
 * Closing writes a line of its own here, so our numbers run ahead of the case's: `ours` and `theirs` translate.
 */

import { rulesOf } from "../../src/cli/vectors/cfg.js";
import type { Cfg, Vector, VectorEvent } from "../../src/cli/vectors/format.js";
import { CONVERSATION, DOMAIN, idOf } from "../../src/cli/vectors/symbols.js";
import { scripted } from "../../src/cli/vectors/world.js";
import { addressState } from "../../src/forwarding/address.js";
import { type Carrier, forwardOne } from "../../src/forwarding/forward-one.js";
import { type MemoryMailer, memoryMailer, ScriptedCrash } from "../../src/forwarding/mailers/memory.js";
import type { ForwardingStore } from "../../src/forwarding/store.js";
import type { Thread } from "../../src/forwarding/thread.js";
import { type } from "../../src/server/agent/replies.js";
import { saveSettings } from "../../src/server/agent/settings.js";
import { changeAddress, verifyAddress } from "../../src/server/conversation/address.js";
import { type Author, append } from "../../src/server/conversation/append.js";
import { beginConversation } from "../../src/server/conversation/begin.js";
import { closeConversation } from "../../src/server/conversation/close.js";
import { visitorRead } from "../../src/server/conversation/cursors.js";
import { createPresence } from "../../src/server/conversation/presence.js";
import type { Database } from "../../src/server/database/tables.js";
import type { Ground } from "../../src/server/ground.js";
import { bounced } from "../../src/server/mail/inbound/bounced.js";
import { keepAnswer } from "../../src/server/mail/inbound/keep.js";
import { forwardingStore } from "../../src/server/mail/store.js";
import { suppress } from "../../src/server/mail/suppression.js";
import { loadThread } from "../../src/server/mail/thread.js";
import { ensureSite } from "../../src/server/site/ensure.js";
import { loadSite } from "../../src/server/site/site.js";
import { bareGround } from "./bare-ground.js";

const SITE = "v";
const OF = { site: SITE, id: CONVERSATION };

interface Taken {
  readonly at: number;
  readonly raw: string;
  readonly to: string;
}

export interface VectorWorld {
  readonly store: ForwardingStore;
  readonly taken: readonly Taken[];
  happen(event: VectorEvent, at: number): Promise<void>;
  /** Everything due at this moment, to the last step. */
  work(now: number): Promise<void>;
  thread(): Promise<Thread>;
  /** A number of ours in the case's own. */
  theirs(seq: number): number;
  state(): Promise<ReturnType<typeof addressState>>;
}

export async function createVectorWorld(db: Database, init: Vector["init"], defaults: Cfg, own: Cfg): Promise<VectorWorld> {
  let now = 0;
  const ground = bareGround(db, () => now);
  const presence = createPresence(ground);
  const taken: Taken[] = [];
  const mailer: MemoryMailer = memoryMailer(({ raw, envelope }) =>
    taken.push({ at: now, raw: Buffer.from(raw).toString(), to: envelope.to }),
  );
  await begin(ground, init, rulesOf(defaults, own));
  await presence.arrive(OF);
  if (init.presence === "offline") await presence.leave(OF);

  const store = forwardingStore(ground, { from: `chat@${DOMAIN}` });
  const unexpected: unknown[] = [];
  const carrier: Carrier = {
    store,
    mailer,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    now: () => now,
    report: ({ error }) => {
      if (!(error instanceof ScriptedCrash)) unexpected.push(error);
    },
  };
  const seqs = new Map<number, number>();
  const ours = (seq: number) => seqs.get(seq) ?? seq;
  const theirs = (seq: number) =>
    [...seqs].find(([, our]) => our === seq)?.[0] ??
    Math.max(0, ...[...seqs].flatMap(([their, our]) => (our < seq ? [their] : [])));
  const thread = async () => {
    const loaded = await loadThread(db, CONVERSATION, now);
    if (loaded === undefined) throw new Error("The case's conversation is gone");
    return loaded.thread;
  };

  const said = async (seq: number, author: Author, channel: "widget" | "email" | "messenger" | "instagram" = "widget") => {
    const message = await append(db, {
      conversationId: CONVERSATION,
      id: `m${seq}`,
      author,
      channel,
      text: `Message ${seq}`,
      at: now,
    });
    seqs.set(seq, message.seq);
  };
  /** What has no door in the server yet is written as that door will write it: due now, like every event. */
  const touch = () => db.updateTable("conversations").set({ due_at: now }).where("id", "=", CONVERSATION).execute();

  async function happen(event: VectorEvent): Promise<void> {
    switch (event.type) {
      case "smtp":
        return mailer.script(scripted(event.outcomes));
      case "visitor":
        if (event.via === "email") return answeredByMail(event);
        return said(event.seq, { by: "visitor", seen: ours(event.seen ?? 0) }, event.via);
      case "agent":
        return said(event.seq, { by: "agent", from: { id: AGENT.id, name: AGENT.name } });
      case "bot":
        return said(event.seq, { by: "bot" });
      case "note":
        // Notes have no author of their own in the database yet; like system lines, they never leave.
        return said(event.seq, { by: "system" });
      case "read":
        await visitorRead(ground, OF, ours(event.seq));
        return;
      case "typing":
        return type(ground, AGENT, OF, event.on);
      case "presence":
        return event.state === "online" ? presence.arrive(OF) : presence.leave(OF);
      case "address":
        await changeAddress(db, CONVERSATION, event.email, now);
        if (event.state === "verified") await verifyAddress(db, CONVERSATION, event.email, now);
        return;
      case "verify": {
        const { address } = await thread();
        if (address !== undefined) await verifyAddress(db, CONVERSATION, address.email, now);
        return;
      }
      case "unsubscribe":
      case "complaint": {
        const { address } = await thread();
        if (address !== undefined) await suppress(db, SITE, address.email, event.type, now);
        await touch();
        return;
      }
      case "close":
        return closeConversation(ground, OF);
      case "mode": {
        const { settings } = await loadSite(db, SITE);
        await saveSettings(ground, SITE, { ...settings, forwarding: { mode: event.mode } });
        return;
      }
      case "delete":
      case "edit": {
        const change = event.type === "delete" ? { deleted_at: now } : { edits: (await editsOf(event.seq)) + 1, edited_at: now };
        await db
          .updateTable("messages")
          .set(change)
          .where("conversation_id", "=", CONVERSATION)
          .where("seq", "=", ours(event.seq))
          .execute();
        await touch();
        return;
      }
      case "bounce":
        return comesBack(event.mail, event.status);
      case "autoreply":
        return;
    }
  }

  async function editsOf(seq: number): Promise<number> {
    return (await thread()).lines.find((line) => line.seq === ours(seq))?.edits ?? 0;
  }

  async function answeredByMail(event: VectorEvent & { type: "visitor" }): Promise<void> {
    if (event.auth !== "pass") return;
    const { deliveries } = await thread();
    const ids = deliveries.map((one) => one.messageId);
    const answered = deliveries.find((one) => event.inReplyTo !== undefined && one.messageId === idOf(event.inReplyTo, ids));
    const id = `mail-${event.mid ?? event.seq}`;
    const answer = {
      id,
      ...(event.mid !== undefined && { messageId: idOf(event.mid, ids) }),
      from: "",
      subject: "",
      text: `Message ${event.seq}`,
      files: [],
    };
    await db.transaction().execute((tx) =>
      keepAnswer(
        tx,
        {
          conversationId: CONVERSATION,
          agent: undefined,
          answer,
          raw: new Uint8Array(),
          files: undefined,
          at: now,
        },
        answered,
      ),
    );
    const [stored] = await db.selectFrom("messages").select("seq").where("id", "=", id).execute();
    if (stored !== undefined) seqs.set(event.seq, stored.seq);
  }

  async function comesBack(mail: string, status: string): Promise<void> {
    const { deliveries } = await thread();
    const id = idOf(
      mail,
      deliveries.map((one) => one.messageId),
    );
    const letter = deliveries.find((one) => one.messageId === id);
    const of = {
      siteId: SITE,
      side: { conversationId: CONVERSATION, agentId: null },
      n: letter?.n ?? 0,
      status,
      at: now,
    };
    await db.transaction().execute((tx) => bounced(tx, of));
  }

  return {
    store,
    taken,
    thread,
    theirs,
    state: async () => addressState(await thread()),
    happen(event, at) {
      now = at;
      return happen(event);
    },
    async work(at) {
      now = at;
      for (let [due] = await store.due(now, 1); due !== undefined; [due] = await store.due(now, 1)) {
        await forwardOne(carrier, due);
        if (unexpected.length > 0) throw unexpected[0];
      }
    },
  };
}

const AGENT = {
  id: "agent",
  siteId: SITE,
  name: "Amélie",
  email: "amelie@v.example",
  status: "invisible" as const,
  offlineAt: undefined,
  endsDay: false,
  seenAt: 0,
  mailMe: "never" as const,
  sessionHash: "",
};

/** The conversation as the case finds it: there, empty, with an address or none. */
async function begin(ground: Ground, init: Vector["init"], rules: ReturnType<typeof rulesOf>): Promise<void> {
  const { db } = ground;
  await db.deleteFrom("sites").where("id", "=", SITE).execute();
  const mode = init.mode ?? "unread";
  await ensureSite(db, { id: SITE, name: "S", origins: [], rules, agents: [], settings: { forwarding: { mode } } }, 0);
  await db
    .insertInto("agents")
    .values({
      id: AGENT.id,
      site_id: SITE,
      name: AGENT.name,
      email: AGENT.email,
      status: AGENT.status,
      // The cases are about the visitor's mails.
      mail_me: AGENT.mailMe,
      created_at: 0,
    })
    .execute();
  const email = init.address ?? undefined;
  await db
    .insertInto("visitors")
    .values({
      id: CONVERSATION,
      site_id: SITE,
      locale: "en",
      created_at: 0,
      contact: email === undefined ? null : JSON.stringify({ email }),
    })
    .execute();
  await beginConversation(db, ground, CONVERSATION, 0);
  await db
    .updateTable("conversations")
    .set({ channel: init.channel ?? "widget" })
    .where("id", "=", CONVERSATION)
    .execute();
  if (email === undefined) return;
  if (init.addressState === "verified") await verifyAddress(db, CONVERSATION, email, 0);
  if (init.addressState === "suppressed") await suppress(db, SITE, email, "before", 0);
}

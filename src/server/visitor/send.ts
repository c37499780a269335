/** A visitor's message from the widget, once, however often it is sent. */
import type { Draft, Message } from "../../protocol/index.js";
import { findStored } from "../conversation/append.js";
import { appendOnce, filesOf } from "../conversation/append-files.js";
import { beginConversation } from "../conversation/begin.js";
import type { Gatherable, Gathered } from "../conversation/gathered.js";
import { tell } from "../conversation/news.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import type { Screen } from "../spam/screen.js";
import type { VisitorCaller } from "./caller.js";
import { requireContact } from "./contact-rule.js";
import { notePage } from "./page.js";

interface Sending {
  readonly gathered: Gathered;
  readonly screen: Screen;
}

export async function send(ground: Ground, { gathered, screen }: Sending, caller: VisitorCaller, draft: Draft): Promise<Message> {
  const { site, visitorId, contact } = caller;
  const entry: Gatherable = entryOf(draft, visitorId, ground.now());
  const { files } = draft;
  const refused = await requireContact(ground.db, site, contact, entry.at).catch((error: unknown) => error);
  if (refused !== undefined) {
    // A draft accepted while the site was online stays accepted, whatever is asked of a new one.
    const known = await findStored(ground.db, { ...entry, attachments: filesOf(visitorId, files) });
    if (known !== undefined) return known;
    throw refused;
  }
  const store = () => (files === undefined ? gathered(entry) : appendOnce(ground.db, entry, visitorId, files));
  const message = await store().catch(async (error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== "not-found") throw error;
    // Their first one: only then is there a conversation to begin.
    await screen.beginning(caller);
    await beginConversation(ground.db, ground, visitorId, entry.at);
    return store();
  });
  tell(ground, { site: site.id, id: visitorId });
  await notePage(ground.db, visitorId, draft.page, entry.at);
  return message;
}

export function entryOf(draft: Draft, conversationId: string, at: number): Gatherable {
  return { conversationId, id: draft.id, author: { by: "visitor", seen: draft.seen }, channel: "widget", text: draft.text, at };
}

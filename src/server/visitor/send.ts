/** A visitor's message from the widget, once, however often it is sent. */
import type { Draft, Message } from "../../protocol/index.js";
import { type Entry, findStored } from "../conversation/append.js";
import { appendOnce, filesOf } from "../conversation/append-files.js";
import { beginConversation } from "../conversation/begin.js";
import { tell } from "../conversation/news.js";
import type { Ground } from "../ground.js";
import type { VisitorCaller } from "./caller.js";
import { requireContact } from "./contact-rule.js";
import { notePage } from "./page.js";

export async function send(ground: Ground, { site, visitorId, contact }: VisitorCaller, draft: Draft): Promise<Message> {
  const entry = entryOf(draft, visitorId, ground.now());
  // First of all: a draft accepted while the site was online stays accepted, whatever would be asked of a new one.
  const known = await findStored(ground.db, { ...entry, attachments: filesOf(visitorId, draft.files) });
  if (known !== undefined) return known;
  await requireContact(ground.db, site, contact, entry.at);
  await beginConversation(ground.db, ground, visitorId, entry.at);
  const message = await appendOnce(ground.db, entry, visitorId, draft.files);
  tell(ground, { site: site.id, id: visitorId });
  await notePage(ground.db, visitorId, draft.page, entry.at);
  return message;
}

export function entryOf(draft: Draft, conversationId: string, at: number): Entry {
  return { conversationId, id: draft.id, author: { by: "visitor", seen: draft.seen }, channel: "widget", text: draft.text, at };
}

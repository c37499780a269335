/** Opening the backend in memory by what the host has signed: the same user, the same conversation; what was begun before goes along. */
import { ChatError } from "../client/errors.js";
import type { Ticket } from "../protocol/index.js";
import { type Books, type Conversation, endToken, newConversation, secret, tell } from "./memory-books.js";

/** The token this one is worth: the device's own, where it is theirs already. */
export function signIn(books: Books, { jwt, token: own = "" }: Extract<Ticket, { kind: "signed" }>): string {
  const { conversations, tokens, signed, now } = books;
  const said = signed.get(jwt);
  if (said === undefined) throw new ChatError("bad-request", "This token was not signed for this site");
  if (said.endsAt <= now()) throw new ChatError("unauthorized", "The token has expired: a fresh one is needed");
  if (books.erased.has(own)) throw new ChatError("gone", "This conversation was deleted");
  const { subject, contact } = said;
  const here = tokens.get(own);
  // Nobody's yet, and begun here: what came by a mail's link may be anybody's who was sent the mail.
  const begun = here && !here.by && !here.conversation.subject ? here.conversation : undefined;
  const known = [...conversations.values()].find((one) => one.subject === subject);
  const theirs = known ?? begun ?? newConversation();
  if (begun && begun !== theirs) takeAlong(books, begun, theirs);
  else if (begun) closeDoors(books, begun, own);
  theirs.subject = subject;
  if (Object.keys(contact).length > 0) theirs.contact = { ...theirs.contact, ...contact };
  conversations.set(theirs.id, theirs);
  if (here?.conversation === theirs && here.by === "signature") return own;
  const token = secret();
  const isSame = here?.conversation === theirs;
  tokens.set(token, { conversation: theirs, needsGesture: false, by: "signature", ...(isSame && { replaces: own }) });
  // Of somebody else, who has left.
  if (!isSame) endToken(books, own);
  return token;
}

/** Whoever else had a key to what is now a user's: a mail's links, and what they have opened. */
function closeDoors(books: Books, begun: Conversation, own?: string): void {
  const { tokens, links } = books;
  for (const [token, { conversation }] of tokens) if (conversation === begun && token !== own) endToken(books, token);
  for (const [link, conversation] of links) if (conversation === begun) links.delete(link);
}

/** Behind what is there, in its own order. What was unread stays unread. */
function takeAlong(books: Books, begun: Conversation, theirs: Conversation): void {
  const { conversations } = books;
  const base = theirs.messages.length;
  // An id that is in both names one message all the same.
  const id = (own: string) => (theirs.taken.has(own) ? crypto.randomUUID() : own);
  for (const message of begun.messages) theirs.messages.push({ ...message, id: id(message.id), seq: theirs.messages.length + 1 });
  for (const [id, text] of begun.taken) theirs.taken.set(id, text);
  for (const [id, upload] of begun.uploads) theirs.uploads.set(id, upload);
  for (const [id, file] of begun.files) theirs.files.set(id, file);
  if (theirs.readUpTo === base) theirs.readUpTo += begun.readUpTo;
  if (theirs.agentsReadUpTo === base) theirs.agentsReadUpTo += begun.agentsReadUpTo;
  if (begun.contact) theirs.contact = { ...begun.contact, ...theirs.contact };
  conversations.delete(begun.id);
  closeDoors(books, begun);
  for (const [token, of] of books.ended) if (of === begun) books.ended.set(token, theirs);
  tell(begun, { type: "gone" });
  begun.lines.clear();
  for (const message of theirs.messages.slice(base)) tell(theirs, { type: "message", message });
}

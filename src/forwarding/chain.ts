/** The e-mail thread of a conversation: which Message-IDs there are and how the next mail refers to them (RFC 5322 3.6.4). */
import type { Thread } from "./thread.js";

/**
 * The id every mail of the conversation refers back to. No mail ever carries it: mail programs thread by it all the same, and so
 * a conversation stays one thread even where its first mail was deleted.
 */
export function rootId(conversationId: string, mailDomain: string): string {
  return `<${localPart(conversationId)}@${mailDomain}>`;
}

/**
 * The same claim gives the same id on every attempt and after every crash. The claim's number is in it because a reply given back
 * by a cancelled mail may be claimed again alone, with the very same range, and then is another letter.
 */
export function messageId(conversationId: string, n: number, seqs: readonly number[], mailDomain: string): string {
  // One by one: a flood has more of them than a call takes arguments.
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (const seq of seqs) [first, last] = [Math.min(first, seq), Math.max(last, seq)];
  const range = seqs.length === 0 ? "all" : `${first}-${last}`;
  return `<${localPart(conversationId)}.${n}.${range}@${mailDomain}>`;
}

/** True for ids made here, so that our own mails coming back in a loop are recognised whatever they claim to be. */
export function isOwnId(id: string, mailDomain: string): boolean {
  return id.toLowerCase().startsWith("<recado.") && id.toLowerCase().endsWith(`@${mailDomain.toLowerCase()}>`);
}

/** Accepted mails in time order, ours and theirs. A mail that came in at the very moment ours was accepted was written before it. */
export function chain(thread: Thread): readonly string[] {
  const ours = thread.deliveries.flatMap((one) => (one.state === "sent" ? [{ id: one.messageId, at: one.acceptedAt }] : []));
  return [...thread.inbound, ...ours].sort((a, b) => a.at - b.at).map((mail) => mail.id);
}

/** In-Reply-To is the last of the chain, or the root before there is one; References is the root and the newest of the chain. */
export function refersTo(
  root: string,
  ids: readonly string[],
  most: number,
): { inReplyTo: string; references: readonly string[] } {
  const newest = ids.slice(Math.max(0, ids.length - (most - 1)));
  return { inReplyTo: ids.at(-1) ?? root, references: [root, ...newest] };
}

/** Conversation ids are ours, but a host's own backend may choose them: only what RFC 5322 calls atext may stand in an id. */
function localPart(conversationId: string): string {
  const safe = conversationId.replace(/[^A-Za-z0-9-]/g, (character) => `_${character.codePointAt(0)?.toString(16)}_`);
  return `recado.${safe}`;
}

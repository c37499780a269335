/** The addresses of one letter that lead back to us. Each carries a token of its own, so that knowing one tells nothing of the others. */
import type { LetterSite } from "./parts.js";
import type { Tokens } from "./tokens.js";

export interface Mailboxes {
  /** Where the reader's answer goes. Absent: to the site's own address. */
  readonly reply?: string;
  readonly unsubscribe?: string;
  /** Envelope sender (VERP): the site's own address where we read no mail. */
  readonly bounce: string;
}

export function mailboxes(site: LetterSite, tokens: Tokens): Mailboxes {
  const { inbound } = site;
  if (inbound === undefined) return { bounce: site.from };
  const reply = tokenAddress(inbound, "r", tokens.reply);
  // A bounce or an unsubscribing that nobody reads would be lost: the shop's own mailbox and the web page take them then.
  if (!inbound.isRead) return { reply, bounce: site.from };
  return {
    reply,
    unsubscribe: tokenAddress(inbound, "u", tokens.unsubscribe),
    bounce: tokenAddress(inbound, "b", tokens.bounce),
  };
}

/** `r-token@reply.host`, or `chat+r-token@shop.example` where the shop has only a mailbox. At most 64 octets stand left of the @. */
function tokenAddress(inbound: NonNullable<LetterSite["inbound"]>, prefix: string, token: string): string {
  if ("host" in inbound) return `${prefix}-${token}@${inbound.host}`;
  const at = inbound.mailbox.lastIndexOf("@");
  return `${inbound.mailbox.slice(0, at)}+${prefix}-${token}${inbound.mailbox.slice(at)}`;
}

/** What a recipient address says about our mail, or undefined when it is none of ours. Case does not matter. */
export function readTokenAddress(
  address: string,
): { readonly for: "reply" | "unsubscribe" | "bounce"; readonly token: string } | undefined {
  const match = /^(?:[^@]*\+)?([rub])-([a-z2-7]{26})@[^@]+$/.exec(address.trim().toLowerCase());
  const [, prefix, token] = match ?? [];
  if (token === undefined) return undefined;
  return { for: prefix === "r" ? "reply" : prefix === "u" ? "unsubscribe" : "bounce", token };
}

/**
 * The address as most servers take it: a domain in other letters by its name in DNS. What is left of the @ has no such name; where it
 * goes beyond ASCII the whole address stays as it is and needs a server that takes those (RFC 6531).
 */
export function mailable(address: string): string {
  const at = address.lastIndexOf("@") + 1;
  const isPlain = /^[\x20-\x7e]+$/.test(address.slice(0, at));
  return isPlain ? `${address.slice(0, at)}${new URL(`http://${address.slice(at)}`).hostname}` : address;
}

/** The ways in that stand open while the server runs, and the inbox behind them. */
import { systemClock } from "../../../forwarding/clock.js";
import type { Inbox } from "../../../forwarding/inbound/door.js";
import { type ListenerOptions, listenForMail } from "../../../forwarding/inbound/listener.js";
import { type MailboxOptions, watchMailbox } from "../../../forwarding/inbound/mailbox.js";
import type { Resolver } from "../../../forwarding/inbound/prove.js";
import type { Ground } from "../../ground.js";
import { describe } from "../../log.js";
import type { Mail } from "../forwarding.js";
import { mailDomainOf } from "../letter-parts.js";
import { createInbox } from "./inbox.js";
import type { WebhookSecrets } from "./webhooks.js";

export interface InboundOptions {
  /** A mail server of our own, for a reply host whose MX leads here. `name` is the reply host unless the MX has another. */
  readonly smtp?: Omit<ListenerOptions, "name"> & { readonly name?: string };
  /** By IMAP, out of `mail.replyMailbox`. */
  readonly mailbox?: MailboxOptions;
  /** Who may hand mails over by HTTP, each with its secret. A door without one does not exist. */
  readonly webhooks?: WebhookSecrets;
  /** Your own mail servers, as they call themselves in `Authentication-Results`: believed of what they pass on to `webhooks.mime`. */
  readonly trustedServerIds?: readonly string[];
  /** As `dns.promises.resolve`; for machines without the internet. */
  readonly resolver?: Resolver;
}

export interface Doors {
  readonly smtpPort: number | undefined;
  close(): Promise<void>;
}

/** Undefined where nothing comes in. */
export function inboxOf(ground: Ground, mail: Mail): Inbox | undefined {
  const { inbound, replyHost = mailDomainOf(mail) } = mail;
  if (inbound === undefined) return undefined;
  return createInbox(ground, {
    mailDomain: mailDomainOf(mail),
    serverId: inbound.smtp?.name ?? replyHost,
    resolver: inbound.resolver,
  });
}

export async function openDoors(ground: Ground, mail: Mail | undefined, inbox: Inbox | undefined): Promise<Doors> {
  const { inbound, replyHost = "" } = mail ?? {};
  if (inbound === undefined || inbox === undefined) return { smtpPort: undefined, close: async () => undefined };
  const report = (error: unknown) => ground.log.warn(describe(error), "A mail could not be taken in");
  const { smtp, mailbox } = inbound;
  const listener = smtp === undefined ? undefined : await listenForMail({ name: replyHost, ...smtp }, inbox, report);
  const means = { clock: { now: ground.now, sleep: systemClock.sleep }, signal: ground.closing, report };
  const watching = mailbox === undefined ? Promise.resolve() : watchMailbox(mailbox, inbox, means);
  return {
    smtpPort: listener?.port,
    close: async () => {
      await Promise.all([listener?.close(), watching]);
    },
  };
}

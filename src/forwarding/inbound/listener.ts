/**
 * Our own mail server, for a reply host whose MX leads here (`smtp-server`). It takes mail for addresses that stand in our letters
 * and for no other, says no while the sender still listens, and keeps nothing itself: 250 means that the inbox has it.
 */
import type { SMTPServerDataStream, SMTPServerSession } from "smtp-server";
import type { Inbox, Taken } from "./door.js";
import { LARGEST_MAIL_BYTES } from "./limits.js";

export interface ListenerOptions {
  readonly host?: string;
  /** 25 for the world; 0 takes a free one. */
  readonly port: number;
  /** Our name in the greeting, as the MX record has it. */
  readonly name: string;
  /** PEM. Without it STARTTLS is not offered. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface MailListener {
  readonly port: number;
  /** Refuses new mails, lets those on their way arrive. */
  close(): Promise<void>;
}

/** Each may hold a mail in memory. */
const MOST_CLIENTS = 20;
const MOST_RECIPIENTS = 10;
const SILENCE_MS = 60_000;
const CLOSING_MS = 10_000;

type Refusal = Extract<Taken, { ok: false }>["because"];

/** RFC 5321 replies with enhanced codes (RFC 3463): all but one are final, since the same mail would get the same answer. */
const REPLIES: Readonly<Record<Refusal, readonly [code: number, text: string]>> = {
  "unknown-address": [550, "5.1.1 No conversation is at this address, or it has ended. Please write on the site again"],
  "other-conversation": [550, "5.1.1 This address is of another conversation than the mail you answer"],
  "too-large": [552, `5.3.4 A mail may have at most ${LARGEST_MAIL_BYTES} bytes`],
  "too-many-headers": [554, "5.6.0 This mail has too many headers"],
  "too-many-lines": [554, "5.6.0 This mail has too many lines"],
  "too-many-parts": [554, "5.6.0 This mail has too many parts"],
  unreadable: [554, "5.6.0 This mail cannot be read"],
  "too-many": [452, "4.2.2 Enough mails for this conversation today"],
};

/** Resolves when it listens. `report` hears of broken connections and of what went wrong behind them. */
export async function listenForMail(
  { host = "127.0.0.1", port, name, tls }: ListenerOptions,
  inbox: Inbox,
  report: (error: unknown) => void,
): Promise<MailListener> {
  const { SMTPServer } = await import("smtp-server");
  const server = new SMTPServer({
    name,
    banner: "Recado",
    ...tls,
    size: LARGEST_MAIL_BYTES,
    maxClients: MOST_CLIENTS,
    maxRecipients: MOST_RECIPIENTS,
    socketTimeout: SILENCE_MS,
    closeTimeout: CLOSING_MS,
    // Its own are by reply code alone; ours, which say more, stand in the texts.
    hideENHANCEDSTATUSCODES: true,
    disableReverseLookup: true,
    authOptional: true,
    disabledCommands: tls === undefined ? ["AUTH", "STARTTLS"] : ["AUTH"],
    onRcptTo({ address }, _, answer) {
      inbox.knows(address).then(
        (isKnown) => answer(isKnown ? null : said(...REPLIES["unknown-address"])),
        (error: unknown) => answer(later(error)),
      );
    },
    onData(stream, session, answer) {
      receive(stream, session, inbox).then(
        (refused) => (refused === undefined ? answer(null, "2.0.0 Taken") : answer(said(...REPLIES[refused]))),
        (error: unknown) => answer(later(error)),
      );
    },
  });
  /** Ours, not theirs: they shall try again. */
  function later(error: unknown): Error {
    report(error);
    return said(451, "4.3.0 Not now, please try again");
  }
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      // A connection that breaks is reported here; unheard, it would end the process.
      server.on("error", report);
      resolve();
    });
  });
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("The mail listener has no port");
  return { port: address.port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Undefined when somebody's conversation has it now. */
async function receive(
  stream: SMTPServerDataStream,
  { envelope, remoteAddress, hostNameAppearsAs }: SMTPServerSession,
  inbox: Inbox,
): Promise<Refusal | undefined> {
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) if (!stream.sizeExceeded) parts.push(part);
  if (stream.sizeExceeded) return "too-large";
  const mail = {
    raw: Buffer.concat(parts),
    from: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
    client: { ip: remoteAddress, helo: hostNameAppearsAs },
  };
  const taken: Taken[] = [];
  for (const to of new Set(envelope.rcptTo.map(({ address }) => address))) taken.push(await inbox.take({ ...mail, to }));
  if (taken.some(({ ok }) => ok)) return undefined;
  return taken.flatMap((one) => (one.ok ? [] : [one.because]))[0] ?? "unknown-address";
}

function said(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

/** What createServer takes and gives, and what it refuses to start with. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Hono } from "hono";
import type { MetaOptions } from "../forwarding/index.js";
import { parseEmail } from "../protocol/index.js";
import { isLoopback } from "./agent/caller.js";
import type { ChannelAccount } from "./channels/accounts.js";
import type { Connection } from "./database/connect.js";
import { limitsWith, type OwnLimits } from "./limits/limits.js";
import { networkReader } from "./limits/network.js";
import type { Log } from "./log.js";
import type { Mail } from "./mail/forwarding.js";
import type { SiteSpec } from "./site/ensure.js";
import { SPAM_RULES, type SpamRules } from "./spam/attack.js";
import type { Challenge } from "./spam/challenge.js";

/** What the operator says of the server. */
export interface ServerOptions {
  /** Any PostgreSQL from version 15 on: a connection string, or what pg.Pool takes. */
  readonly database: Connection;
  /** A schema of the database, made where it is missing: everything of ours is in there, beside tables of your own. */
  readonly schema?: string;
  readonly host?: string;
  /** 0 takes a free one. Without a port nothing listens: `app` or `listener` go into a server of your own. */
  readonly port?: number;
  /** Where browsers reach us when that is not `http://host:port`: behind a proxy, with https, under a path (`https://shop.example/chat`). */
  readonly publicUrl?: string;
  /** A folder with `recado.js`, `chunks/` and `console/`, as built by vite. Without it only the API is served. */
  readonly assets?: string;
  /**
   * A folder of the server's own for the files that mails bring along, the same one for all nodes; made where it is missing. Without it
   * they are in the originals of those mails alone. Back it up together with the database: neither is of use without the other.
   */
  readonly attachments?: string;
  /** Without it nothing is mailed, and visitors are promised no answer by e-mail. Whoever made the mailer closes it, after the server. */
  readonly mail?: Mail;
  /**
   * Messenger and Instagram: people who write to these accounts are answered there. Their webhook is `/v1/channels/meta`. Owners
   * connect others on the desk.
   */
  readonly channels?: readonly ChannelAccount[];
  /** Which version of Meta's API the accounts connected on the desk are reached by, and where, if not at Meta's own. */
  readonly meta?: Pick<MetaOptions, "version" | "url">;
  /**
   * Addresses or networks of the proxies in front of the server (`["10.0.0.7", "fd00::/8"]`): whom they name in `X-Forwarded-For` is
   * believed, and nobody else's word. Without it, all who come through a proxy count as one network.
   */
  readonly trustedProxies?: readonly string[];
  /** Numbers in place of ours (limits/limits.ts): `{ say: { visitor: { burst: 20, perMinute: 10 } } }`. */
  readonly limits?: OwnLimits;
  /** When a site counts as under attack, and what browsers are asked to do then in place of our own work. */
  readonly spam?: Partial<SpamRules> & { readonly challenge?: Challenge };
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  readonly log?: Log;
  /** Between two beats of a stream. A visitor counts as present for two and a half of them. */
  readonly heartbeatMs?: number;
}

/** A running server. */
export interface RecadoServer {
  readonly url: string;
  /** Every route, for a Hono app of your own: `yours.route("/chat", app)`. */
  readonly app: Hono;
  /** The same for Node's own server and for Express. It sees addresses without the path of `publicUrl`. */
  readonly listener: (request: IncomingMessage, response: ServerResponse) => void;
  /** Where the mail listener listens, if `mail.inbound.smtp` asked for one. */
  readonly smtpPort: number | undefined;
  /** Creates the site, or brings the operator's part of it up to date. Repeats are harmless. */
  ensureSite(spec: SiteSpec): Promise<{ readonly isNew: boolean }>;
  /** An address that signs this agent in, once, within 15 minutes. */
  signInLink(email: string): Promise<string>;
  /** Ends every session of this visitor: their tokens are refused from now on, and their streams end. */
  signOutVisitor(site: string, conversation: string): Promise<void>;
  /** Answers what was asked, ends the streams, lets mails on their way arrive, and closes the pool. Repeats wait for the same end. */
  close(): Promise<void>;
}

const HEARTBEAT_MS = 20_000;
const SHORTEST_SECRET = 16;
/** 64 in all (RFC 5321), and 29 of them are `+r-` and the token. */
const LONGEST_MAILBOX = 35;
/** Reachable as 127.0.0.1, so that an address can be made up. */
const LOCAL_HOSTS = new Set(["127.0.0.1", "::1", "localhost", "0.0.0.0", "::"]);
/** Below this a stream is nothing but beats. */
const SHORTEST_HEARTBEAT_MS = 10;

/** As PostgreSQL writes a name without quotes. */
const SCHEMA = /^[a-z_][a-z0-9_]{0,62}$/;

export function checked(options: ServerOptions) {
  const { host = "127.0.0.1", port, publicUrl, mail, heartbeatMs = HEARTBEAT_MS, trustedProxies = [], schema } = options;
  if (port === undefined && publicUrl === undefined)
    throw new RangeError("A server without a port goes into one of yours, and needs a publicUrl: where browsers reach it");
  if (port !== undefined && (!Number.isInteger(port) || port < 0 || port > 65_535))
    throw new RangeError(`A port is a number from 0 to 65535, not ${port}`);
  if (schema !== undefined && !SCHEMA.test(schema))
    throw new RangeError(`schema is a name of small letters, digits and _, at most 63, not "${schema}"`);
  if (!Number.isFinite(heartbeatMs) || heartbeatMs < SHORTEST_HEARTBEAT_MS) {
    throw new RangeError(`heartbeatMs must be at least ${SHORTEST_HEARTBEAT_MS}, not ${heartbeatMs}`);
  }
  if (publicUrl !== undefined) checkPublicUrl(publicUrl);
  if (mail !== undefined) checkMail(mail);
  else if (!LOCAL_HOSTS.has(host)) throw new RangeError(`Listening on ${host} needs a publicUrl, so that links and cookies fit`);
  return {
    host,
    port,
    heartbeatMs,
    limits: limitsWith(options.limits),
    spam: spamWith(options.spam),
    networkOf: networkReader(trustedProxies, warnOnce(options)),
  };
}

function spamWith({ challenge, ...own }: NonNullable<ServerOptions["spam"]> = {}) {
  const rules: SpamRules = { ...SPAM_RULES, ...own };
  if (!(rules.soonestMs >= 0 && rules.soonestMs <= 10_000))
    throw new RangeError(`spam.soonestMs is from 0 to 10,000 milliseconds, not ${rules.soonestMs}`);
  for (const name of ["signs", "begun"] as const)
    if (!Number.isInteger(rules[name]) || rules[name] < 1)
      throw new RangeError(`spam.${name} is a whole number above 0, not ${rules[name]}`);
  return { rules, challenge };
}

/** A server behind a proxy it does not know would take all of its visitors for one office. */
function warnOnce({ trustedProxies, log }: ServerOptions): () => void {
  let isDue = trustedProxies === undefined;
  return () => {
    if (isDue)
      log?.warn(
        {},
        "A request came through a proxy that is not among trustedProxies: all who come through it count as one network",
      );
    isDue = false;
  };
}

/** Found out now, and not when the first letter cannot be written. */
function checkMail({ from, replyHost, replyMailbox, inbound }: Mail): void {
  if (parseEmail(from) === undefined) throw new RangeError(`mail.from is an address like chat@shop.example, not "${from}"`);
  if (replyHost !== undefined && parseEmail(`r@${replyHost}`) === undefined)
    throw new RangeError(`mail.replyHost is a host like reply.shop.example, not "${replyHost}"`);
  if (replyMailbox !== undefined && (parseEmail(replyMailbox) === undefined || replyMailbox.indexOf("@") > LONGEST_MAILBOX))
    throw new RangeError(
      `mail.replyMailbox is an address like chat@shop.example, at most ${LONGEST_MAILBOX} characters before the @, not "${replyMailbox}"`,
    );
  if (inbound !== undefined && (replyHost === undefined) === (replyMailbox === undefined))
    throw new RangeError("mail.inbound needs a mail.replyHost or a mail.replyMailbox: where letters ask to answer to");
  for (const [name, secret] of Object.entries(inbound?.webhooks ?? {}))
    if (typeof secret !== "string" || secret.length < SHORTEST_SECRET)
      throw new RangeError(`mail.inbound.webhooks.${name} must be a secret of at least ${SHORTEST_SECRET} characters`);
}

function checkPublicUrl(publicUrl: string): void {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  if (url === undefined || url.origin + url.pathname.replace(/\/$/, "") !== publicUrl) {
    throw new RangeError(`publicUrl is written like https://chat.shop.example or https://shop.example/chat, not "${publicUrl}"`);
  }
  // Without https anybody on the way could take an agent's cookie.
  if (url.protocol !== "https:" && !isLoopback(url)) throw new RangeError("publicUrl must be https, except on this machine");
}

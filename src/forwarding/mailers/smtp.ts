/** Letters by SMTP: pooled, over TLS where the server can, the frozen bytes as they are. Reads every answer for whose fault it was. */
import { createPrivateKey } from "node:crypto";
import { createTransport } from "nodemailer";
import { parseConnectionUrl } from "nodemailer/lib/shared";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { Mailer } from "../mailer.js";
import { outcomeOfError } from "./smtp-errors.js";

/** Which mail server, and how letters go there. */
export interface SmtpOptions {
  /** `smtps://user:pass@host` (TLS from the start), or `smtp://host:587`. */
  readonly url: string;
  /**
   * For `smtp://`: `required` sends nothing without TLS, `opportunistic` uses it where the server offers it. Unless said, a login
   * that goes to another machine requires it: whoever sits on the line could hide the offer and read the password.
   */
  readonly startTls?: "required" | "opportunistic";
  /** Signs every letter on its way out; the bytes kept stay unsigned. An RSA key as PEM; its other half is a DNS record of the domain. */
  readonly dkim?: { readonly domainName: string; readonly keySelector: string; readonly privateKey: string };
  /** Connections at once. As many as the worker has lanes. */
  readonly connections?: number;
  /** For tests with short ones. All of them together stay below the worker's lease. */
  readonly timeoutsMs?: Partial<typeof TIMEOUTS_MS>;
}

/**
 * `silence` is the longest gap between two answers. One after another they stay below the lease of 120 s; a server that dribbles, a
 * gap at every command, meets the signal of `send` instead.
 */
export const TIMEOUTS_MS = { dns: 10_000, connection: 15_000, greeting: 15_000, silence: 40_000 };

/** All that the letter has. RFC 8058 asks for both of the List-Unsubscribe ones; the builder's own list leaves out the second. */
const SIGNED =
  "From:To:Reply-To:Subject:Date:Message-ID:In-Reply-To:References:MIME-Version:Content-Type:Content-Language:Auto-Submitted:X-Auto-Response-Suppress:List-Unsubscribe:List-Unsubscribe-Post";
/** Shorter keys are not taken seriously by anybody (RFC 8301). */
const SHORTEST_KEY_BITS = 1024;
const LOOPBACK = ["localhost", "127.0.0.1", "::1", "[::1]"];

/** A mailer over SMTP. Throws RangeError for options with which nothing could be sent. */
export function smtpMailer(options: SmtpOptions): Mailer {
  const { url, dkim, connections, timeoutsMs, requireTLS } = checked(options);
  const server = {
    ...parseConnectionUrl(url),
    ...(requireTLS && { requireTLS }),
    dnsTimeout: timeoutsMs.dns,
    connectionTimeout: timeoutsMs.connection,
    greetingTimeout: timeoutsMs.greeting,
    socketTimeout: timeoutsMs.silence,
  };
  const transport = createTransport({
    ...server,
    pool: true,
    maxConnections: connections,
    // A server may count mails per connection against us; a fresh one now and then also follows its changes of address.
    maxMessages: 100,
    // A server that hangs up before its greeting is tried once more; the worker's own waits do the rest.
    maxRequeues: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(dkim && { dkim: { ...dkim, headerFieldNames: SIGNED } }),
  });
  return {
    async send({ raw, envelope }, signal) {
      signal.throwIfAborted();
      try {
        if (!isAscii(envelope.to) && !(await takesEveryAddress(server, signal)))
          return { was: "refused", reason: "This mail server does not take non-ASCII addresses" };
        const { response } = await transport.sendMail({
          raw: Buffer.from(raw),
          envelope: { from: envelope.from, to: [envelope.to] },
          // RFC 3461, used where the server offers it. Notices of success and of delay are of no use to anybody.
          dsn: { return: "headers", notify: "failure" },
          signal,
        });
        return { was: "accepted", response };
      } catch (error) {
        // Given up by the worker, not answered by a server: what became of the letter is not known, and must not be guessed.
        if (signal.aborted) throw error;
        return outcomeOfError(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Whatever would fail at the first letter, or fail every letter, is said at once. */
function checked({ url, startTls, dkim, connections = 5, timeoutsMs = {} }: SmtpOptions) {
  if (!/^smtps?:\/\/./.test(url) || !URL.canParse(url))
    throw new RangeError("An SMTP server is written like smtp://mail.example.com:587 or smtps://user:word@host");
  if (startTls !== undefined && startTls !== "required" && startTls !== "opportunistic")
    throw new RangeError(`startTls is required or opportunistic, not "${startTls}"`);
  if (!Number.isInteger(connections) || connections < 1)
    throw new RangeError(`An SMTP mailer needs at least one connection, not ${connections}`);
  const timeouts = { ...TIMEOUTS_MS, ...timeoutsMs };
  for (const [name, ms] of Object.entries(timeouts))
    if (!Number.isFinite(ms) || ms <= 0) throw new RangeError(`The SMTP timeout ${name} must be above 0 ms, not ${ms}`);
  if (dkim !== undefined) checkDkim(dkim);
  const { protocol, username, hostname } = new URL(url);
  const hasLogin = username !== "" && !LOOPBACK.includes(hostname);
  const requireTLS = protocol === "smtp:" && (startTls === undefined ? hasLogin : startTls === "required");
  return { url, dkim, connections, timeoutsMs: timeouts, requireTLS };
}

function checkDkim({ domainName, keySelector, privateKey }: NonNullable<SmtpOptions["dkim"]>): void {
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(domainName) || !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(keySelector))
    throw new RangeError("DKIM wants a domain like shop.example and a selector like recado");
  const key = readKey(privateKey);
  if (key.asymmetricKeyType !== "rsa" || (key.asymmetricKeyDetails?.modulusLength ?? 0) < SHORTEST_KEY_BITS)
    throw new RangeError(`DKIM wants an RSA key of at least ${SHORTEST_KEY_BITS} bits, not ${key.asymmetricKeyType}`);
}

function readKey(pem: string): ReturnType<typeof createPrivateKey> {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new RangeError("The DKIM key is no private key in PEM", { cause });
  }
}

function isAscii(address: string): boolean {
  return /^[\x20-\x7e]*$/.test(address);
}

/**
 * Whether the server offers SMTPUTF8 (RFC 6531). Asked for the few letters that need it, over a connection of its own: the pool would
 * hand such an address to a server that does not, and what that one makes of it nobody knows.
 */
function takesEveryAddress(server: ConstructorParameters<typeof SMTPConnection>[0], signal: AbortSignal): Promise<boolean> {
  const connection = new SMTPConnection(server);
  const stop = () => connection.close();
  signal.addEventListener("abort", stop);
  const asked = new Promise<boolean>((resolve, reject) => {
    connection.once("error", reject);
    connection.once("end", () => reject(signal.reason));
    connection.connect((error) => {
      if (error) return reject(error);
      // Of all that it said, the last is the answer to EHLO; over TLS, if it came to that, to the second.
      resolve(/^250[ -]SMTPUTF8\b/im.test(String(connection.lastServerResponse)));
      connection.quit();
    });
  });
  return asked.finally(() => signal.removeEventListener("abort", stop));
}

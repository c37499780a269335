/** Letters by SMTP: pooled, over TLS where the server can, the frozen bytes as they are. Reads every answer for whose fault it was. */
import { createTransport } from "nodemailer";
import type { Mailer } from "../mailer.js";
import { outcomeOfError } from "./smtp-errors.js";

export interface SmtpOptions {
  /** `smtps://user:pass@host` (TLS from the start), or `smtp://host:587` (STARTTLS where offered; `?requireTLS=true` insists). */
  readonly url: string;
  /** Signs every letter on its way out; the bytes kept stay unsigned. The key is PEM. */
  readonly dkim?: { readonly domainName: string; readonly keySelector: string; readonly privateKey: string };
  /** Connections at once. As many as the worker has lanes. */
  readonly connections?: number;
  /** For tests with short ones. All of them together stay below the worker's lease. */
  readonly timeoutsMs?: Partial<typeof TIMEOUTS_MS>;
}

/** Every one well below the lease of 120 s, also when several are used up after one another; `silence` is the longest gap between two answers. */
const TIMEOUTS_MS = { dns: 10_000, connection: 15_000, greeting: 15_000, silence: 40_000 };

/** RFC 8058 asks for both of the List-Unsubscribe ones; the builder's own list leaves out the second. */
const SIGNED =
  "From:To:Reply-To:Subject:Date:Message-ID:In-Reply-To:References:MIME-Version:Content-Type:Auto-Submitted:List-Unsubscribe:List-Unsubscribe-Post";

export function smtpMailer({ url, dkim, connections = 5, timeoutsMs = {} }: SmtpOptions): Mailer {
  if (!/^smtps?:\/\/./.test(url) || !URL.canParse(url))
    throw new RangeError("An SMTP server is written like smtp://mail.example.com:587 or smtps://user:word@host");
  const { dns, connection, greeting, silence } = { ...TIMEOUTS_MS, ...timeoutsMs };
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    // A server may count mails per connection against us; a fresh one now and then also follows its changes of address.
    maxMessages: 100,
    // A server that hangs up before its greeting is tried once more; the worker's own waits do the rest.
    maxRequeues: 1,
    dnsTimeout: dns,
    connectionTimeout: connection,
    greetingTimeout: greeting,
    socketTimeout: silence,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(dkim === undefined ? {} : { dkim: { ...dkim, headerFieldNames: SIGNED } }),
  });
  return {
    async send(letter, signal) {
      signal.throwIfAborted();
      try {
        const { response } = await transport.sendMail({
          raw: Buffer.from(letter.raw),
          envelope: { from: letter.envelope.from, to: [letter.envelope.to] },
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

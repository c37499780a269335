/** A real SMTP server with one mailbox for everybody, which can be told to refuse. */
import { once } from "node:events";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

interface Received {
  readonly raw: Buffer;
  readonly mail: Email;
  readonly from: string;
  readonly to: string;
  readonly at: number;
}

export interface Mailbox {
  readonly url: string;
  readonly received: readonly Received[];
  readonly of: (email: string) => readonly Received[];
  /** How often a recipient was named, refused or not. */
  attempts(email: string): number;
  /** Answers to the next recipients, like "451 4.3.0 Later"; accepted when the list is used up. */
  refuse(answers: readonly string[]): void;
  close(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  const received: Received[] = [];
  const named: string[] = [];
  let refusals: readonly string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo({ address }, _, answer) {
      named.push(address);
      const [refusal, ...rest] = refusals;
      refusals = rest;
      if (refusal === undefined) return answer();
      answer(Object.assign(new Error(refusal.slice(4)), { responseCode: Number(refusal.slice(0, 3)) }));
    },
    onData(stream, { envelope }, answer) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks);
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        new PostalMime().parse(raw).then((mail) => {
          received.push({ raw, mail, from, to: envelope.rcptTo[0]?.address ?? "", at: Date.now() });
          answer();
        }, answer);
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("The mailbox listens on no port");
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    received,
    of: (email) => received.filter(({ to }) => to === email),
    attempts: (email) => named.filter((one) => one === email).length,
    refuse(answers) {
      refusals = answers;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

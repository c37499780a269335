/** A real SMTP server that keeps what it took, and can say at which moment of a letter it is, so that the sender may die right there. */
import { once } from "node:events";
import { SMTPServer } from "smtp-server";

export type Moment =
  /** The sender has said who it is and for whom it has something; no byte of the letter has come. */
  | "envelope"
  /** The whole letter is here, but it is not kept and not answered: the server dies with it. */
  | "letter"
  /** It is kept; the 250 never goes out. */
  | "kept"
  /** The 250 goes out, and nobody hears what the sender does with it. */
  | "accepted";

export interface MailDoor {
  readonly url: string;
  /** Everything kept, in order. */
  readonly kept: readonly { readonly to: string; readonly raw: string }[];
  /** Calls `then` at the next such moment, once; the answer is held back until `then` has resolved, but for "accepted". */
  stopAt(moment: Moment, then: () => Promise<void>): void;
  /** Says "later" to the next letter, once. */
  defer(): void;
  close(): Promise<void>;
}

export async function mailDoor(): Promise<MailDoor> {
  const kept: { to: string; raw: string }[] = [];
  let armed: { moment: Moment; then: () => Promise<void> } | undefined;
  const take = (moment: Moment) => {
    if (armed?.moment !== moment) return undefined;
    const { then } = armed;
    armed = undefined;
    return then;
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onRcptTo(_address, _session, done) {
      const stop = take("envelope");
      if (stop === undefined) done();
      else stop().then(() => done(), done);
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.once("end", () => {
        const lose = take("letter");
        if (lose !== undefined) return void lose().then(() => done(new Error("lost")), done);
        kept.push({ to: envelope.rcptTo[0]?.address ?? "", raw: Buffer.concat(chunks).toString("latin1") });
        const hush = take("kept");
        if (hush !== undefined) return void hush().then(() => done(), done);
        done();
        take("accepted")?.();
      });
    },
  });
  // Its clients are killed in the middle of a word.
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("The door has no port");
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    kept,
    stopAt(moment, then) {
      armed = { moment, then };
    },
    defer() {
      const then = () => Promise.reject(Object.assign(new Error("Come back later"), { responseCode: 451 }));
      armed = { moment: "envelope", then };
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

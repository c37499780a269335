/** The store's and the mailer's kit on PostgreSQL and on SMTP: what the reference backend forwards with. */
import { connect as connectTo, createServer } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, describe, test } from "vitest";
import { type MailerWorld, type MailTrouble, mailerKit, type StoreWorld, storeKit } from "../../src/conformance/index.js";
import { type CarriedLetter, smtpMailer } from "../../src/forwarding/index.js";
import { changeAddress } from "../../src/server/conversation/address.js";
import { append } from "../../src/server/conversation/append.js";
import { beginConversation } from "../../src/server/conversation/begin.js";
import { connect } from "../../src/server/database/connect.js";
import { migrate } from "../../src/server/database/migrate.js";
import { forwardingStore } from "../../src/server/mail/store.js";
import { ensureSite } from "../../src/server/site/ensure.js";
import { bareGround } from "./bare-ground.js";
import { freshDatabase } from "./database.js";

const SITE = "kit";

async function onPostgres(): Promise<StoreWorld> {
  const database = await freshDatabase();
  const ground = bareGround(connect(database.connection, { debug() {}, info() {}, warn() {}, error() {} }), () => 0);
  const { db } = ground;
  afterAll(async () => {
    await db.destroy();
    await database.drop();
  });
  await migrate(db);
  await ensureSite(db, { id: SITE, name: "Kit", origins: [], agents: [] }, 0);
  await db
    .insertInto("agents")
    .values({ id: "a", site_id: SITE, name: "Amélie", email: "a@kit.example", status: "online", mail_me: "never", created_at: 0 })
    .execute();
  let made = 0;
  const reply = async (conversationId: string, at: number) => {
    const author = { by: "agent", from: { id: "a", name: "Amélie" } } as const;
    await append(db, { conversationId, id: `m${++made}`, author, channel: "widget", text: "Yes.", at });
  };
  return {
    store: () => forwardingStore(ground, { from: "chat@kit.example" }),
    reply,
    async waiting(email, at) {
      const id = `kit${++made}`;
      await db.insertInto("visitors").values({ id, site_id: SITE, locale: "en", created_at: at, contact: null }).execute();
      await beginConversation(db, ground, id, at);
      await changeAddress(db, id, email, at);
      await db.updateTable("conversations").set({ present_until: null, away_since: at }).where("id", "=", id).execute();
      await reply(id, at);
      return id;
    },
    verdicts: async (id) =>
      (await db.selectFrom("verdicts").select("verdict").where("conversation_id", "=", id).orderBy("id").execute()).map(
        ({ verdict }) => verdict,
      ),
  };
}

const ANSWERS: Partial<Record<MailTrouble, [code: number, words: string]>> = {
  later: [451, "4.7.1 Come again"],
  "no-such-address": [550, "5.1.1 No such user"],
  "too-large": [552, "5.3.4 Too large"],
};
/** Of a machine that stands still meanwhile; only who is told to be silent is waited for so long. */
const PATIENCE_MS = 10_000;

/** A mail server that does what it is told to. */
async function onSmtp(): Promise<MailerWorld> {
  const taken: CarriedLetter[] = [];
  let trouble: MailTrouble | "none" = "none";
  const answer = (...kinds: MailTrouble[]) => {
    const [responseCode, words] = (kinds.includes(trouble as MailTrouble) && ANSWERS[trouble as MailTrouble]) || [];
    return words === undefined ? null : Object.assign(new Error(words), { responseCode });
  };
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    logger: false,
    allowInsecureAuth: true,
    onAuth: (_, __, done) => done(trouble === "no-login" ? new Error("No") : null, { user: "kit" }),
    onRcptTo(_, __, done) {
      if (trouble !== "silent") done(answer("later", "no-such-address"));
    },
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.once("end", () => {
        const refusal = answer("too-large");
        if (refusal !== null) return done(refusal);
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        for (const { address: to } of envelope.rcptTo) taken.push({ raw: Buffer.concat(parts), envelope: { from, to } });
        done();
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.server.address() as { port: number };
  // Stands between: the kit asks for a server that is gone while the mailer goes on with the same address.
  const door = createServer((socket) => {
    socket.on("error", () => {});
    if (trouble === "gone") return void socket.destroy();
    const line = connectTo(port);
    line.on("error", () => socket.destroy());
    socket.pipe(line).pipe(socket);
    socket.once("close", () => line.destroy());
  });
  await new Promise<void>((ready) => door.listen(0, "127.0.0.1", ready));
  const url = `smtp://kit:word@127.0.0.1:${(door.address() as { port: number }).port}`;
  const mailers: ReturnType<typeof smtpMailer>[] = [];
  afterAll(async () => {
    for (const mailer of mailers) mailer.close();
    door.close();
    await new Promise<void>((closed) => server.close(closed));
  });
  return {
    mailer() {
      const mailer = smtpMailer({ url, timeoutsMs: { connection: PATIENCE_MS, greeting: PATIENCE_MS, silence: PATIENCE_MS } });
      mailers.push(mailer);
      return mailer;
    },
    taken: async () => taken,
    trouble: async (kind) => {
      trouble = kind;
    },
  };
}

describe("the store on PostgreSQL", async () => {
  const world = await onPostgres();
  test.each(storeKit)("$name", ({ run }) => run(world));
});

describe("the mailer on SMTP", async () => {
  const world = await onSmtp();
  test.each(mailerKit)("$name", ({ run }) => run(world));
});

/**
 * `npm start`: everything on one machine, to see it work. A shop with the tag, the chat server on an embedded PostgreSQL,
 * the agents' console, and a mail inbox that receives what Recado forwards. Delays are short, so that a mail comes in
 * seconds. PORT (0: free ones), RECADO_DATA, DATABASE_URL and SMTP_URL change where things are.
 */
import { join, resolve } from "node:path";
import { type Rules, smtpMailer } from "../src/forwarding/index.js";
import { defaultDataDir, startEmbeddedPostgres } from "../src/server/embedded-postgres.js";
import { createServer, type ServerOptions } from "../src/server/index.js";
import { startInbox } from "./inbox.js";
import { leaveSampleMessage } from "./sample.js";
import { startShop } from "./shop.js";

const AGENT = { name: "Amélie", email: "amelie@flora.example" };

/** Short enough to watch; a real site keeps the defaults (two minutes and more). */
const DEMO_RULES: Partial<Rules> = {
  awayDelayMs: 10_000,
  presentDelayMs: 60_000,
  mailThreadDelayMs: 5_000,
  awayGraceMs: 2_000,
  typingGraceMs: 2_000,
  gapMs: 5_000,
  closeDelayMs: 3_000,
  closeDelayPresentMs: 10_000,
  transcriptCloseDelayMs: 5_000,
  transcriptQuietMs: 30_000,
  backoffMs: [3_000, 10_000, 60_000],
};

function firstPort(text = "3000"): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_532)
    throw new Error(`PORT must be a number from 0 to 65532, not "${text}"`);
  return port;
}

async function main(): Promise<void> {
  const port = firstPort(process.env.PORT);
  const nth = (n: number) => (port === 0 ? 0 : port + n);
  const closers: (() => Promise<void>)[] = [];
  // The first Ctrl-C drains: mails on their way, answers half written. Last started, first stopped; the database goes last.
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      for (const close of closers.reverse()) await close();
    })();
    return stopping;
  };
  const onSignal = () => {
    stop().then(
      () => process.exit(0),
      (cause: unknown) => {
        console.error(cause);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);

  try {
    const dataDir = resolve(await defaultDataDir());
    let database: ServerOptions["database"] | undefined = process.env.DATABASE_URL;
    if (database === undefined) {
      const postgres = await startEmbeddedPostgres({ dataDir });
      closers.push(() => postgres.stop());
      database = postgres.connection;
    }

    const inbox = await startInbox({ folder: join(dataDir, "inbox"), port: nth(2), smtpPort: nth(3) });
    closers.push(() => inbox.close());
    const mailer = smtpMailer({ url: process.env.SMTP_URL ?? inbox.smtpUrl });
    closers.push(async () => mailer.close());
    let recadoUrl = "";
    const shop = await startShop({ port: nth(0), recado: () => recadoUrl });
    closers.push(() => shop.close());

    const server = await createServer({
      database,
      port: nth(1),
      assets: resolve("dist"),
      mail: { mailer, from: "chat@flora.example", replyHost: "reply.flora.example" },
    });
    closers.push(() => server.close());
    recadoUrl = server.url;
    const { isNew } = await server.ensureSite({
      id: "flora",
      name: "Flora Garden Shop",
      origins: [shop.url],
      chatPage: `${shop.url}/`,
      rules: DEMO_RULES,
      agents: [AGENT],
    });
    if (isNew) await leaveSampleMessage({ server: server.url, site: "flora", page: `${shop.url}/olive-tree` });

    console.log(`
  Recado is ready.

    Shop      ${shop.url}
    Console   ${await server.signInLink(AGENT.email)}
    Inbox     ${inbox.url}

  Write in the shop's chat, answer in the console (its link works once, for 15 minutes; a new one can be
  sent to ${AGENT.email} from its sign-in page), and read the forwarded mail in the inbox.
  Ctrl-C stops it all; the conversations stay in ${process.env.DATABASE_URL === undefined ? dataDir : "your database"}.
`);
  } catch (cause) {
    console.error(`\nRecado did not start: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    await stop();
    process.exit(1);
  }
}

await main();

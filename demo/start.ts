/**
 * `npm start`: everything on one machine, to see it work. A shop with the tag, the chat server on an embedded PostgreSQL,
 * the agents' console, and a mail inbox that receives what Recado forwards and can answer it. Delays are short, so that a mail comes in
 * seconds. PORT (0: free ones), RECADO_DATA, DATABASE_URL and SMTP_URL change where things are.
 */
import { join, resolve } from "node:path";
import { type Rules, smtpMailer } from "../src/forwarding/index.js";
import type { Hours } from "../src/protocol/index.js";
import { defaultDataDir, makePassable, startEmbeddedPostgres } from "../src/server/embedded-postgres.js";
import { createServer, type ServerOptions } from "../src/server/index.js";
import { startInbox } from "./inbox.js";
import { createMailProvider, type Outgoing } from "./mail-provider.js";
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

/** Day and night, so that whoever tries it finds the shop open whenever that is; closed on a Christmas that is not in the way. */
function shopHours(): Hours {
  const day: Hours["week"][number] = [{ from: "00:00", to: "24:00" }];
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  // From the middle of December on the next year's.
  const year = new Date(Date.now() + 17 * 86_400_000).getFullYear();
  return {
    timeZone,
    week: [day, day, day, day, day, day, day],
    holidays: [{ date: `${year}-12-25`, name: "Christmas", spans: [] }],
  };
}

function firstPort(text = "3000"): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_532)
    throw new Error(`PORT must be a number from 0 to 65532, not "${text}"`);
  return port;
}

/** Everything that was started, in order, and its end: at the first Ctrl-C, also in the middle of starting. */
function parts() {
  const closers: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | undefined;

  async function stopAll(): Promise<void> {
    // Last started, first stopped: mails on their way and answers half written still find their database.
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
  }
  return {
    isStopping: () => stopping !== undefined,
    stop(): Promise<void> {
      stopping ??= stopAll();
      return stopping;
    },
    /** Known before it runs, so that one that is still starting is waited for and stopped too. */
    async start<T>(starting: Promise<T>, close: (part: T) => Promise<void>): Promise<T> {
      closers.push(() => starting.then(close, () => undefined));
      const part = await starting;
      if (stopping !== undefined) throw new Error("Stopped while starting");
      return part;
    },
  };
}

async function main(): Promise<void> {
  const all = parts();
  const onSignal = () => {
    all.stop().then(
      () => process.exit(0),
      (cause: unknown) => {
        console.error(cause);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);

  try {
    const port = firstPort(process.env.PORT);
    const nth = (n: number) => (port === 0 ? 0 : port + n);
    const dataDir = resolve(await defaultDataDir());
    const ownDatabase = process.env.DATABASE_URL || undefined;
    const database: ServerOptions["database"] =
      ownDatabase ?? (await all.start(startEmbeddedPostgres({ dataDir }), (postgres) => postgres.stop())).connection;

    await makePassable(dataDir);
    const provider = createMailProvider();
    let answersPort: number | undefined;
    const answer = async (mail: Outgoing) =>
      answersPort === undefined ? "Not yet: the chat server is still starting" : provider.send(mail, answersPort);
    const inbox = await all.start(
      startInbox({ folder: join(dataDir, "inbox"), port: nth(2), smtpPort: nth(3), answer }),
      (part) => part.close(),
    );
    const mailer = smtpMailer({ url: process.env.SMTP_URL || inbox.smtpUrl });
    await all.start(Promise.resolve(mailer), async (part) => part.close());
    let recadoUrl = "";
    const shop = await all.start(startShop({ port: nth(0), recado: () => recadoUrl }), (part) => part.close());
    // Nobody but our own inbox writes to it: any free port will do.
    const inbound = { smtp: { port: 0 }, resolver: provider.resolver };
    const mail = { mailer, from: "chat@flora.example", replyHost: "reply.flora.example", inbound };
    const server = await all.start(
      createServer({ database, port: nth(1), assets: resolve("dist"), attachments: join(dataDir, "attachments"), mail }),
      (part) => part.close(),
    );
    recadoUrl = server.url;
    answersPort = server.smtpPort;
    const { isNew } = await server.ensureSite({
      id: "flora",
      name: "Flora Garden Shop",
      origins: [shop.url],
      chatPage: `${shop.url}/`,
      rules: DEMO_RULES,
      settings: { hours: shopHours(), replyTime: "minutes" },
      agents: [AGENT],
    });
    if (isNew) await leaveSampleMessage({ server: server.url, site: "flora", page: `${shop.url}/olive-tree` });

    console.log(`
  Recado is ready.

    Shop      ${shop.url}
    Console   ${await server.signInLink(AGENT.email)}
    Inbox     ${inbox.url}

  Write in the shop's chat, answer in the console (its link works once, for 15 minutes; a new one can be
  sent to ${AGENT.email} from its sign-in page), and read the forwarded mail in the inbox. It can be
  answered there: the answer comes back into the conversation. While nobody is online in the console, what
  visitors write is mailed to ${AGENT.email}, and can be answered there too.
  Ctrl-C stops it all; the conversations stay in ${ownDatabase === undefined ? dataDir : "your database"}.
`);
  } catch (cause) {
    // Whoever pressed Ctrl-C knows why it did not start.
    if (all.isStopping()) return all.stop();
    console.error(`\nRecado did not start: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    await all.stop();
    process.exit(1);
  }
}

await main();

/**
 * The reference backend, put together: database, hub, app, forwarding, and their end. Everything long-lived is made here and
 * passed down, and ends here in this order: streams and the sockets, the mails on their way, the word to other nodes, the pool.
 */
import { setMaxListeners } from "node:events";
import { getRequestListener } from "@hono/node-server";
import { createBell } from "../forwarding/bell.js";
import { systemClock } from "../forwarding/clock.js";
import { linkForOperator } from "./agent/sign-in.js";
import { createApp } from "./app.js";
import { folderStore } from "./attachments/store.js";
import { keepSweeping } from "./attachments/sweeping.js";
import { createBackground } from "./background.js";
import { accountsOf, configuredAccounts } from "./channels/accounts.js";
import { keepCarrying } from "./channels/carrying.js";
import { connect, readEpoch, readFileKey } from "./database/connect.js";
import { migrate } from "./database/migrate.js";
import type { Database } from "./database/tables.js";
import type { Ground } from "./ground.js";
import { createHeart } from "./heart.js";
import { createHub } from "./hub.js";
import { createLimiter } from "./limits/limiter.js";
import { createLines } from "./lines.js";
import { listen } from "./listen.js";
import { defaultLog } from "./log.js";
import { forward } from "./mail/forwarding.js";
import { inboxOf, openDoors } from "./mail/inbound/doors.js";
import { checked, type RecadoServer, type ServerOptions } from "./options.js";
import { shareHub } from "./shared-hub.js";
import { ensureSite } from "./site/ensure.js";
import { keepExpiring } from "./site/retention.js";
import { keepWatch } from "./site/watch.js";
import { watchFor } from "./spam/attack.js";
import { work } from "./spam/challenge.js";
import { revokeSessions } from "./visitor/session.js";

/** Resolves when it listens, with the database up to date. Rejects with a sentence when an option or the database is no good. */
export async function createServer(options: ServerOptions): Promise<RecadoServer> {
  checked(options);
  const log = options.log ?? defaultLog();
  const db = connect(options.database, log, options.schema);
  try {
    await migrate(db, options.schema);
    return await start(db, { ...options, log });
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

async function start(db: Database, options: ServerOptions & { log: NonNullable<ServerOptions["log"]> }): Promise<RecadoServer> {
  const { host, port, heartbeatMs, limits, networkOf, spam } = checked(options);
  const { log, mail, clock: now = Date.now } = options;
  const closing = new AbortController();
  // One listener a stream: thousands are no leak here.
  setMaxListeners(0, closing.signal);
  const background = createBackground(log);
  const bell = createBell();
  const channelBell = createBell();
  let publicUrl = options.publicUrl;
  const epoch = await readEpoch(db);
  const sharing = shareHub(createHub(), db, { connection: options.database, channel: `recado_${epoch}` }, log);
  const fileKey = await readFileKey(db);
  const ground: Ground = {
    db,
    attachments: options.attachments === undefined ? undefined : await folderStore(options.attachments),
    log,
    accounts: accountsOf(configuredAccounts(options.channels), options.meta),
    fileKey,
    hub: sharing.hub,
    lines: createLines(),
    limiter: createLimiter(limits, networkOf, now),
    watch: watchFor(db, now, spam.rules),
    soonestMs: spam.rules.soonestMs,
    challenge: spam.challenge ?? work(fileKey, now),
    now,
    pause: (ms) => systemClock.sleep(ms, closing.signal),
    ring() {
      bell.ring();
      channelBell.ring();
    },
    epoch,
    publicUrl: () => publicUrl ?? "",
    heartbeatMs,
    heart: createHeart(heartbeatMs),
    background: background.run,
    closing: closing.signal,
  };
  ground.background(keepSweeping(ground));
  ground.background(keepExpiring(ground));
  ground.background(keepWatch(ground));
  const inbox = mail === undefined ? undefined : inboxOf(ground, mail);
  const app = await createApp(ground, { mail, inbox, assets: options.assets });
  const doors = await openDoors(ground, mail, inbox);
  // Not in place of the process's own Request and Response: we are a guest in it.
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const socket = await (port === undefined ? undefined : listen(listener, host, port))?.catch(async (error: unknown) => {
    await doors.close();
    throw error;
  });
  publicUrl ??= socket?.url ?? "";
  const forwarding = mail === undefined ? Promise.resolve() : forward(ground, mail, bell, closing.signal);

  const carrying = keepCarrying(ground, channelBell);
  const silence = new AbortController();
  const shared = sharing.run(silence.signal);

  const drain = async () => {
    const streams = ground.lines.end();
    const closed = Promise.all([socket?.close(streams), doors.close()]);
    await streams;
    closing.abort();
    await closed;
    await Promise.all([forwarding, carrying]);
    // Last of those who write: the end of every stream is a visitor's leaving.
    await background.settled();
    silence.abort();
    await shared;
    await db.destroy();
  };
  let drained: Promise<void> | undefined;
  return {
    url: publicUrl,
    app,
    listener,
    smtpPort: doors.smtpPort,
    ensureSite: async (spec) => {
      const ensured = await ensureSite(db, spec, ground.now());
      ground.hub.publish({ about: "site", site: spec.id });
      return ensured;
    },
    signInLink: (email) => linkForOperator(ground, email),
    signOutVisitor: (site, conversation) => revokeSessions(ground, site, conversation),
    close() {
      drained ??= drain();
      return drained;
    },
  };
}

/** The backend kit on the http adapter, against a real server on a real database, with a real agent at the desk. */
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { afterAll, describe, expect, test } from "vitest";
import { http } from "../../src/adapters/http.js";
import { type BackendWorld, backendKit, whySkipped } from "../../src/conformance/index.js";
import { IdentityKeys } from "../../src/protocol/index.js";
import { signedToken } from "../signed.js";
import { until } from "../until.js";
import { createWorld, type World } from "./world.js";

const HOUR_MS = 3_600_000;
/** So long a visitor who is there counts as there: two and a half heartbeats. */
const LEASE_MS = 50_000;

const folder = await mkdtemp(join(tmpdir(), "recado-conformance-"));
const world = await createWorld({ attachments: folder });
afterAll(() => rm(folder, { recursive: true }));
const worlds = {
  "the http adapter on the reference backend": await atTheDesk(world, http),
  "the same, where something on the way lets no stream through": heardByPolls(world, await atTheDesk(world, polling)),
};

/** As whoever listens does, it tries a stream that was cut a second time; from then on there are polls. */
function polling(options: Parameters<typeof http>[0]) {
  const backend = http({
    ...options,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      return request.url.endsWith("/events") ? new Response("Bad gateway", { status: 502 }) : fetch(request);
    },
  });
  const { listen } = backend;
  return { ...backend, listen: (...how: Parameters<typeof listen>) => listen(...how).catch(() => listen(...how)) };
}

/** Between two polls nobody hears that the sessions end; the next one is refused at the door. So a poll has to be waiting. */
function heardByPolls({ database, now }: World, desk: BackendWorld): BackendWorld {
  const listening = new Set<string>();
  async function whilePolled<T>(conversation: string, end: () => Promise<T>): Promise<T> {
    const asked = now();
    if (!listening.has(conversation)) return end();
    await until(async () => {
      const [row] = await database.query("select present_until from conversations where id = $1", [conversation]);
      return row === undefined || Number(row.present_until) - LEASE_MS > asked;
    });
    return end();
  }
  return {
    ...desk,
    device() {
      const backend = desk.device();
      const { open, listen, erase } = backend;
      let conversation = "";
      return {
        ...backend,
        async open(...how: Parameters<typeof open>) {
          const session = await open(...how);
          ({ conversation } = session);
          return session;
        },
        listen(...how: Parameters<typeof listen>) {
          listening.add(conversation);
          return listen(...how).finally(() => listening.delete(conversation));
        },
        erase: (signal: AbortSignal) => whilePolled(conversation, async () => erase?.(signal)),
      };
    },
    revocation: { revoke: (conversation) => whilePolled(conversation, async () => desk.revocation?.revoke(conversation)) },
  };
}

async function atTheDesk({ shop, server, url, database, now }: World, adapter: typeof http): Promise<BackendWorld> {
  const { id: site, agent: signIn } = await shop();
  const agent = await signIn();
  const done = async (asked: Promise<{ status: number; text: string }>) => {
    const { status, text } = await asked;
    expect(status, text).toBeLessThan(300);
  };
  const settings = (await agent.ask("settings")).body;
  const key = v.parse(IdentityKeys, (await agent.ask("newIdentityKey")).body).key?.secret ?? "";
  return {
    device: () => adapter({ url, site }),
    // Invisible, not offline: what visitors see must be the same.
    setAvailability: (availability) =>
      done(agent.ask("status", { body: { status: availability === "online" ? "online" : "invisible" } })),
    setContactForm: (contactForm) => done(agent.ask("saveSettings", { body: { ...settings, contactForm } })),
    reply: (conversation, text) => done(agent.reply(conversation, text)),
    close: (id) => done(agent.ask("close", { id, body: {} })),
    agentReads: (id, upTo) => done(agent.ask("agentRead", { id, body: { upTo } })),
    signedToken: async (subject, email) => signedToken(key, { aud: site, sub: subject, email }),
    async resumeSecret(conversation) {
      // What a letter does when it is claimed; letters themselves have tests of their own.
      const secret = randomBytes(32).toString("base64url");
      const hash = createHash("sha256").update(secret).digest("hex");
      await database.query(
        "insert into mail_tokens (hash, kind, conversation_id, n, address, expires_at) values ($1, 'resume', $2, 1, $3, $4)",
        [hash, conversation, "ana@example.com", now() + HOUR_MS],
      );
      return secret;
    },
    revocation: { revoke: (conversation) => server.signOutVisitor(site, conversation) },
  };
}

for (const [which, onHttp] of Object.entries(worlds)) {
  describe(which, () => {
    for (const { name, needs, run } of backendKit) {
      const why = whySkipped(needs, onHttp);
      test.skipIf(why !== undefined)(why === undefined ? name : `${name} (skipped: ${why})`, () => run(onHttp));
    }
  });
}

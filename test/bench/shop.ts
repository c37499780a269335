/** The real server with a shop, for as long as the bench runs, and conversations of whatever length in it. */

import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { http } from "../../src/adapters/http.js";
import { newId } from "../../src/client/id.js";
import { createServer } from "../../src/server/index.js";
import { freshDatabase } from "../server/database.js";

const SITE = "flora";
const FACT = [
  "The olive tree is two years old.",
  "It likes the sun, and little water.",
  "We send it on Tuesdays, in a box of straw with holes in it, and a note about what it needs in the first weeks.",
  "Yes.",
];

export interface BenchShop {
  readonly url: string;
  readonly tag: string;
  /** A conversation with so many messages, all of them read, by turns of both sides. */
  conversation(messages: number): Promise<Stored>;
  close(): Promise<void>;
}

interface Stored {
  /** Leaves the browser as an earlier visit would have: it knows whose conversation this is. */
  putInto(page: Page): Promise<void>;
}

export async function openShop(): Promise<BenchShop> {
  const database = await freshDatabase();
  const quiet = () => undefined;
  const server = await createServer({
    database: database.connection,
    port: 0,
    assets: resolve("dist"),
    log: { debug: quiet, info: quiet, warn: quiet, error: console.error },
  });
  const agent = { name: "Amélie", email: "amelie@flora.example" };
  await server.ensureSite({
    id: SITE,
    name: "Flora",
    origins: [],
    agents: [agent],
    settings: { contactForm: { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] } },
  });
  return {
    url: server.url,
    tag: `<script async src="${server.url}/recado.js" data-site="${SITE}"></script>`,
    async conversation(messages) {
      const backend = http({ url: server.url, site: SITE });
      const never = new AbortController().signal;
      const session = await backend.open({ kind: "new" }, never);
      await backend.send({ id: newId(), text: "Hello!", seen: 0 }, never);
      await database.query(
        `insert into messages (conversation_id, seq, id, by, channel, text, at)
         select $1, n, 'bench-' || n, case when n / 3 % 2 = 0 then 'visitor' else 'agent' end, 'widget', ($2::text[])[n % 4 + 1] || ' ' || n,
                (extract(epoch from now()) * 1000)::bigint - ($3::bigint - n) * 400000
         from generate_series(2, $3::int) n`,
        [session.conversation, FACT, messages],
      );
      await database.query("update conversations set last_seq = $2, read_cursor = $2 where id = $1", [
        session.conversation,
        messages,
      ]);
      const record = {
        v: 1,
        token: session.token,
        conversation: session.conversation,
        mine: messages,
        told: messages,
        agentsReadUpTo: 0,
      };
      const head = { v: 1, conversation: session.conversation, unread: 0, latest: messages };
      return {
        putInto: (page) =>
          page.evaluate(
            ({ site, record, head }) =>
              new Promise<void>((kept, failed) => {
                const open = indexedDB.open("recado");
                open.onupgradeneeded = () => open.result.createObjectStore("kept");
                open.onerror = failed;
                open.onsuccess = () => {
                  const change = open.result.transaction("kept", "readwrite");
                  change.objectStore("kept").put(record, `${site}:session`);
                  change.objectStore("kept").put(head, `${site}:head`);
                  change.oncomplete = () => {
                    open.result.close();
                    kept();
                  };
                };
              }),
            { site: SITE, record, head },
          ),
      };
    },
    async close() {
      await server.close();
      await database.drop();
    },
  };
}

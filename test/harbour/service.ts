/**
 * Harbour: a plain chat service with ideas of its own, for the adapter that the guide (src/adapters/README.md) builds. In memory,
 * one office. Guests hold a pass and have one thread; notes are numbered in it; news come by long poll; no links, no edits.
 */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { type Context, Hono } from "hono";

export interface Note {
  readonly no: number;
  readonly ref: string;
  readonly who: "guest" | "office";
  readonly words: string;
  /** ISO 8601. */
  readonly sent: string;
  /** The Idempotency-Key it was brought with. */
  readonly key?: string;
}
export interface Card {
  readonly mail?: string;
  readonly called?: string;
  readonly phone?: string;
  readonly agreed?: string;
}
export interface Office {
  readonly name: string;
  readonly door: "open" | "closed";
  /** Whether a guest leaves a card before the first note, by door; and what is on it. */
  readonly card: Record<"open" | "closed", "no" | "may" | "must"> & {
    readonly lines: readonly { readonly line: "mail" | "called" | "phone"; readonly must: boolean }[];
    readonly agree?: { readonly text: string; readonly link?: string | undefined } | undefined;
  };
}
export type News =
  | { readonly what: "note"; readonly note: Note }
  | { readonly what: "seen"; readonly who: "guest" | "office"; readonly no: number }
  | { readonly what: "door"; readonly door: Office["door"] };

/** How things stand in a thread. */
export interface Stand {
  readonly thread: string;
  readonly pass: string;
  /** Another one when Harbour has started anew: numbers mean something else then. */
  readonly book: string;
  readonly top: number;
  readonly seen: { readonly guest: number; readonly office: number };
  readonly door: Office["door"];
  readonly card?: Card | undefined;
  readonly clock: string;
  /** For the next question after news. */
  readonly since: number;
}

interface Thread {
  readonly id: string;
  readonly pass: string;
  readonly notes: Note[];
  readonly seen: { guest: number; office: number };
  readonly news: News[];
  card?: Card;
}

const LONGEST_POLL_SECONDS = 15;
const LONGEST_WORDS = 4_000;

/** Its own words for what went wrong. */
class Oops extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 413,
    readonly oops: string,
  ) {
    super(oops);
  }
}

export async function openHarbour() {
  const book = `book-${randomBytes(4).toString("hex")}`;
  const threads = new Map<string, Thread>();
  let office: Office = {
    name: "Harbour office",
    door: "closed",
    card: { open: "no", closed: "no", lines: [{ line: "mail", must: true }] },
  };
  /** Whoever waits for news. */
  const waiting = new Set<(isOver?: boolean) => void>();

  function tell(thread: Thread, news: News): void {
    thread.news.push(news);
    for (const wake of waiting) wake();
  }
  function guestsThread(c: Context): Thread {
    const thread = threads.get(c.req.param("id") ?? "");
    if (thread === undefined || c.req.header("X-Pass") !== thread.pass) throw new Oops(401, "no-such-pass");
    return thread;
  }
  function staffsThread(c: Context): Thread {
    const thread = threads.get(c.req.param("id") ?? "");
    if (thread === undefined) throw new Oops(404, "no-such-thread");
    return thread;
  }
  function write(thread: Thread, who: Note["who"], words: string, key?: string): Note {
    const no = thread.notes.length + 1;
    const note: Note = { no, ref: `${thread.id}/${no}`, who, words, sent: new Date().toISOString(), ...(key && { key }) };
    thread.notes.push(note);
    tell(thread, { what: "note", note });
    return note;
  }
  function see(thread: Thread, who: Note["who"], no: number): { seen: number } {
    const seen = Math.max(thread.seen[who], Math.min(no, thread.notes.length));
    if (seen > thread.seen[who]) {
      thread.seen[who] = seen;
      tell(thread, { what: "seen", who, no: seen });
    }
    return { seen };
  }
  const stand = (thread: Thread): Stand => ({
    thread: thread.id,
    pass: thread.pass,
    book,
    top: thread.notes.length,
    seen: { ...thread.seen },
    door: office.door,
    card: thread.card,
    clock: new Date().toISOString(),
    since: thread.news.length,
  });

  const app = new Hono();
  app.onError((error, c) =>
    error instanceof Oops ? c.json({ oops: error.oops }, error.status) : c.json({ oops: "broken", says: String(error) }, 500),
  );
  app.get("/office", (c) => c.json(office));
  app.post("/threads", (c) => {
    const thread: Thread = {
      id: `T${1001 + threads.size}`,
      pass: randomBytes(15).toString("base64url"),
      notes: [],
      seen: { guest: 0, office: 0 },
      news: [],
    };
    threads.set(thread.id, thread);
    return c.json(stand(thread), 201);
  });
  app.get("/threads/:id", (c) => c.json(stand(guestsThread(c))));
  app.get("/threads/:id/notes", (c) => {
    const { notes } = guestsThread(c);
    const from = Number(c.req.query("from") ?? 1);
    const to = Number(c.req.query("to") ?? notes.length);
    return c.json({ book, top: notes.length, notes: notes.filter(({ no }) => no >= from && no <= to) });
  });
  app.post("/threads/:id/notes", async (c) => {
    const thread = guestsThread(c);
    const { words } = await c.req.json<{ words: string }>();
    const key = c.req.header("Idempotency-Key");
    const earlier = thread.notes.find((note) => key !== undefined && note.key === key);
    if (earlier !== undefined && earlier.words !== words) throw new Oops(409, "key-spent");
    if (earlier !== undefined) return c.json(earlier);
    if (!words.trim()) throw new Oops(400, "nothing-said");
    if (words.length > LONGEST_WORDS) throw new Oops(413, "too-many-words");
    if (office.card[office.door] === "must" && thread.card === undefined) throw new Oops(403, "card-first");
    return c.json(write(thread, "guest", words, key), 201);
  });
  app.put("/threads/:id/seen", async (c) => c.json(see(guestsThread(c), "guest", (await c.req.json<{ no: number }>()).no)));
  app.put("/threads/:id/card", async (c) => {
    const thread = guestsThread(c);
    const card = await c.req.json<Card>();
    if (!/^\S+@\S+\.\S+$/.test(card.mail ?? "")) throw new Oops(400, "bad-mail");
    thread.card = { ...thread.card, ...card };
    return c.json(thread.card);
  });
  /** Answers at once when there is news after `since`, else with none when the longest wait is over. */
  app.get("/threads/:id/news", async (c) => {
    const thread = guestsThread(c);
    const since = Number(c.req.query("since") ?? thread.news.length);
    const { signal } = c.req.raw;
    await new Promise<void>((resolve) => {
      const late = setTimeout(wake, LONGEST_POLL_SECONDS * 1000, true);
      function wake(isOver = false): void {
        if (!isOver && !signal.aborted && thread.news.length <= since) return;
        clearTimeout(late);
        waiting.delete(wake);
        resolve();
      }
      signal.addEventListener("abort", () => wake());
      waiting.add(wake);
      wake();
    });
    return c.json({ news: thread.news.slice(since), since: thread.news.length, top: thread.notes.length });
  });

  app.put("/staff/office", async (c) => {
    office = { ...office, ...(await c.req.json<Partial<Office>>()) };
    for (const thread of threads.values()) tell(thread, { what: "door", door: office.door });
    return c.json(office);
  });
  app.post("/staff/threads/:id/answer", async (c) =>
    c.json(write(staffsThread(c), "office", (await c.req.json<{ words: string }>()).words), 201),
  );
  app.put("/staff/threads/:id/seen", async (c) =>
    c.json(see(staffsThread(c), "office", (await c.req.json<{ no: number }>()).no)),
  );

  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
  await once(server, "listening");
  server.unref();
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

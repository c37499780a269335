/** The kits on the implementations in memory, and proof that they can fail: each fault put in is caught by the case that names it. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { memory, memoryWorld } from "../../src/adapters/memory.js";
import type { Backend } from "../../src/client/backend.js";
import { type Cache, memoryCache } from "../../src/client/cache.js";
import { ChatError } from "../../src/client/errors.js";
import { type BackendWorld, backendKit, cacheKit, whySkipped } from "../../src/conformance/index.js";
import type { Draft, Message, Rating } from "../../src/protocol/index.js";

type Break = (backend: Backend) => Backend;

function inMemory(broken: Break = (backend) => backend): BackendWorld {
  const world = memoryWorld({ site: { uploads: { largestBytes: 10_000_000, kinds: ["picture", "document", "media"] } } });
  const { desk } = world;
  return {
    device: () => broken(memory({ world })),
    setAvailability: async (availability) => desk.setAvailability(availability),
    setContactForm: async (form) => desk.setContactForm(form),
    reply: async (conversation, text) => void desk.reply(conversation, text),
    agentReads: async (conversation, upTo) => desk.read(conversation, upTo),
    close: async (conversation) => desk.close(conversation),
    signedToken: async (subject, email) => desk.sign(subject, email === undefined ? {} : { email }),
    resumeSecret: async (conversation) => desk.resumeSecret(conversation),
    edits: { edit: async (conversation, seq, text) => desk.edit(conversation, seq, text) },
    deletions: { remove: async (conversation, seq) => desk.remove(conversation, seq) },
    revocation: { revoke: async (conversation) => desk.erase(conversation) },
  };
}

describe("the memory backend", () => {
  const world = inMemory();
  test.each(backendKit)("$name", ({ run }) => run(world));

  test("can be asked every case", () => {
    expect(backendKit.filter(({ needs }) => whySkipped(needs, world) !== undefined)).toEqual([]);
    expect(new Set(backendKit.map(({ name }) => name)).size).toBe(backendKit.length);
  });
});

test("an ability of which an adapter does not speak is not asked of it: it may be younger than the adapter", () => {
  const old = inMemory((backend) => {
    const { uploads: _, ...can } = backend.can;
    return { ...backend, can: can as Backend["can"] };
  });
  expect(whySkipped(["uploads"], old)).toBe("the backend says it cannot: uploads");
  expect(whySkipped(["edits", "repeats", "typing"], old)).toBeUndefined();
});

describe("the memory cache", () => {
  test.each(cacheKit)("$name", ({ run }) => {
    const cache = memoryCache();
    return run({ pageView: () => cache });
  });
});

/** What a careless adapter or server does, and the case that says so. */
const faults: Record<string, { caughtBy: string; broken: Break }> = {
  "gives every attempt a new message": {
    caughtBy: "a draft sent again returns the message already stored",
    broken: (backend) => ({ ...backend, send: (draft, signal) => backend.send({ ...draft, id: fresh(draft) }, signal) }),
  },
  "forgets to compare the text of a repeated id": {
    caughtBy: "an id that already stands for another text is refused, and the first text stays",
    broken: (backend) => ({
      ...backend,
      send: (draft, signal) =>
        backend.send(draft, signal).catch(async (error: unknown) => {
          if (!(error instanceof ChatError) || error.code !== "id-reused") throw error;
          const { messages } = await backend.pull({}, signal);
          return messages.find(({ id }) => id === draft.id) ?? raise(error);
        }),
    }),
  },
  "trims what was written": {
    caughtBy: "a text comes back exactly as it was written",
    broken: (backend) => ({
      ...backend,
      send: (draft, signal) => backend.send({ ...draft, text: draft.text.trim() || draft.text }, signal),
    }),
  },
  "tells the time in words": {
    caughtBy: "every answer and event has the form of its type",
    broken: (backend) =>
      withPages(backend, (messages) =>
        messages.map((message) => ({ ...message, at: new Date(message.at).toISOString() as never })),
      ),
  },
  "gives a token that no device keeps": {
    caughtBy: "every answer and event has the form of its type",
    broken: (backend) => ({
      ...backend,
      open: async (ticket, signal) => ({ ...(await backend.open(ticket, signal)), token: "T1001" }),
    }),
  },
  "names a message anew": {
    caughtBy: "a message keeps the id of its draft",
    broken: (backend) => ({
      ...backend,
      send: async (draft, signal) => ({ ...(await backend.send(draft, signal)), id: fresh(draft) }),
    }),
  },
  "calls a refused text an outage": {
    caughtBy: "a text beyond the limits is refused for good, and the next message is taken",
    broken: (backend) => ({
      ...backend,
      send: (draft, signal) =>
        backend.send(draft, signal).catch((error: unknown) => raise(recoded(error, "bad-request", "unavailable"))),
    }),
  },
  "leaves a hole in a page": {
    caughtBy: "messages are numbered from 1, without holes, in the order they were sent",
    broken: (backend) => withPages(backend, (messages) => messages.filter(({ seq }) => seq !== 2)),
  },
  "turns a page upside down": {
    caughtBy: "a pull without bounds brings the last messages, oldest first",
    broken: (backend) => withPages(backend, (messages) => [...messages].reverse()),
  },
  "counts `after` as included": {
    caughtBy: "a pull after a number brings what follows it, and nothing when nothing does",
    broken: (backend) => ({
      ...backend,
      pull: (range, signal) => backend.pull(range.after ? { ...range, after: range.after - 1 } : range, signal),
    }),
  },
  "counts `before` as included": {
    caughtBy: "a pull before a number brings what leads up to it",
    broken: (backend) => ({
      ...backend,
      pull: (range, signal) => backend.pull(range.before ? { ...range, before: range.before + 1 } : range, signal),
    }),
  },
  "opens a line without a hello": {
    caughtBy: "a line opens with hello, which says how far the conversation reaches",
    broken: (backend) => withEvents(backend, (event) => event.type !== "hello"),
  },
  "loses live messages": {
    caughtBy: "a reply arrives on the line while it is up, with its number",
    broken: (backend) => withEvents(backend, (event) => event.type !== "message"),
  },
  "repeats everything when a line is taken up again": {
    caughtBy: "a line taken up at a position repeats nothing before it, and what came after is not lost",
    broken: (backend) => ({
      ...backend,
      listen: (after, onEvent, signal) => backend.listen(after && { ...after, seq: 0 }, onEvent, signal),
    }),
  },
  "goes on after the signal": {
    caughtBy: "listen resolves when its signal ends, and nothing comes after that",
    broken: (backend) => ({
      ...backend,
      listen(after, onEvent, signal) {
        void backend.listen(after, onEvent, new AbortController().signal);
        return new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
      },
    }),
  },
  "rejects when the signal ends": {
    caughtBy: "listen resolves when its signal ends, and nothing comes after that",
    broken: (backend) => ({
      ...backend,
      listen: async (after, onEvent, signal) => {
        await backend.listen(after, onEvent, signal);
        throw new ChatError("aborted", "hung up");
      },
    }),
  },
  "sends an edit as a new message": {
    caughtBy: "an edit arrives on the line as a change, not as a new message",
    broken: (backend) => ({
      ...backend,
      listen: (after, onEvent, signal) =>
        backend.listen(after, (event) => onEvent(event.type === "changed" ? { ...event, type: "message" } : event), signal),
    }),
  },
  "lets the cursor fall": {
    caughtBy: "the read cursor keeps its maximum, whatever comes later",
    broken: (backend) => ({
      ...backend,
      markRead: async (upTo, signal) => Math.min(upTo, await backend.markRead(upTo, signal)),
    }),
  },
  "believes any cursor": {
    caughtBy: "the read cursor never passes the last message",
    broken: (backend) => ({ ...backend, markRead: async (upTo, signal) => Math.max(upTo, await backend.markRead(upTo, signal)) }),
  },
  "ignores what was on display": {
    caughtBy: "a message moves the cursor to what was on display when it was written, and no further",
    broken: (backend) => ({ ...backend, send: (draft, signal) => backend.send({ ...draft, seen: 0 }, signal) }),
  },
  "reverses what was held": {
    caughtBy: "the contact and everything held arrive together, once, in the order it was written",
    broken: (backend) => ({
      ...backend,
      identify: (contact, held, signal) => backend.identify(contact, [...held].reverse(), signal),
    }),
  },
  "stores held messages anew each time": {
    caughtBy: "the same contact with the same drafts again changes nothing",
    broken: (backend) => ({
      ...backend,
      identify: (contact, held, signal) =>
        backend.identify(
          contact,
          held.map((draft) => ({ ...draft, id: fresh(draft) })),
          signal,
        ),
    }),
  },
  "takes the messages of an impossible contact": {
    caughtBy: "an impossible contact is refused with everything that came with it",
    broken: (backend) => ({
      ...backend,
      identify: (contact, held, signal) =>
        backend.identify({ email: "x@example.com", ...(ok(contact.email) ? contact : {}) }, held, signal),
    }),
  },
  "asks nobody for a contact": {
    caughtBy: "while the contact is required, a message without it is refused and not stored",
    broken: (backend) => ({
      ...backend,
      send: (draft, signal) =>
        backend.send(draft, signal).catch(async (error: unknown) => {
          if (!(error instanceof ChatError) || error.code !== "contact-required") throw error;
          const [message] = (await backend.identify({ email: "nobody@example.com" }, [draft], signal)).messages;
          return message ?? raise(error);
        }),
    }),
  },
  "opens a new conversation for a token it does not know": {
    caughtBy: "a token nobody has issued is refused as unauthorized",
    broken: (backend) => ({
      ...backend,
      open: (ticket, signal) => backend.open(ticket, signal).catch(() => backend.open({ kind: "new" }, signal)),
    }),
  },
  "lets anybody in": {
    caughtBy: "without a session every call is refused as unauthorized, the line too",
    broken: (backend) => ({
      ...backend,
      pull: async (range, signal) => backend.pull(range, signal).catch(() => ({ messages: [], latest: 0, epoch: "" })),
    }),
  },
  "tells about the visitor in the settings": {
    caughtBy: "the site's settings are the same for everybody, and say nothing about anybody",
    broken(backend) {
      let greeting = "Hello";
      return {
        ...backend,
        site: async (signal) => ({ ...(await backend.site(signal)), greeting }),
        identify(contact, held, signal) {
          greeting = `Hello ${contact.name}`;
          return backend.identify(contact, held, signal);
        },
      };
    },
  },
  "keeps the first rating": {
    caughtBy: "a rating stands in the line that says the conversation was closed, and the last word counts",
    broken(backend) {
      let first: Rating | undefined;
      return {
        ...backend,
        rate(seq, rating, signal) {
          first ??= rating;
          return backend.rate?.(seq, first, signal) ?? raise("none");
        },
      };
    },
  },
  "takes a rating of anything": {
    caughtBy: "only a closed conversation is rated",
    broken: (backend) => ({
      ...backend,
      rate: (seq, rating, signal) =>
        (backend.rate?.(seq, rating, signal) ?? raise("none")).catch(
          async () => (await backend.pull({}, signal)).messages[0] ?? raise("none"),
        ),
    }),
  },
  "deletes in the browser alone": {
    caughtBy: "what was deleted is gone for every device, and nothing brings it back",
    broken: (backend) => ({ ...backend, erase: async () => undefined }),
  },
  "takes a followed link for a gesture": {
    caughtBy: "a followed resume link shows the conversation, and neither reads nor writes before a gesture",
    broken: (backend) => ({
      ...backend,
      async open(ticket, signal) {
        const session = await backend.open(ticket, signal);
        await backend.confirm(signal);
        return session;
      },
    }),
  },
  "takes a file for another each time": {
    caughtBy: "an upload under the same id is the same file",
    broken: (backend) => ({
      ...backend,
      upload: (file, onProgress, signal) => {
        const id = fresh({ ...file, text: "", seen: 0 });
        return backend.upload?.({ ...file, id }, onProgress, signal) ?? raise("no upload");
      },
    }),
  },
  "begins again behind what was there": {
    caughtBy: "an upload that was cut goes on under the same id, or begins anew, and is whole in the end",
    broken(backend) {
      const before = new Set<string>();
      return {
        ...backend,
        upload(file, onProgress, signal) {
          // What it takes for the rest is the beginning.
          const content = before.has(file.id)
            ? new Blob([file.content.slice(0, 65_536), file.content.slice(0, -65_536)])
            : file.content;
          before.add(file.id);
          return backend.upload?.({ ...file, content }, onProgress, signal) ?? raise("no upload");
        },
      };
    },
  },
  "says nothing before the end": {
    caughtBy: "progress begins anywhere, only grows, and ends with the whole",
    broken: (backend) => ({
      ...backend,
      upload: (file, onProgress, signal) =>
        backend.upload?.(file, (received) => received === file.content.size && onProgress(received), signal) ??
        raise("no upload"),
    }),
  },
  "goes on with a file that nobody waits for": {
    caughtBy: "an upload that was cut goes on under the same id, or begins anew, and is whole in the end",
    broken: (backend) => ({
      ...backend,
      upload: (file, onProgress) => backend.upload?.(file, onProgress, new AbortController().signal) ?? raise("no upload"),
    }),
  },
  "sends a message without the files that are missing": {
    caughtBy: "a message that names a file nobody uploaded is refused, and is not stored",
    broken: (backend) => ({
      ...backend,
      send: (draft, signal) =>
        backend.send(draft, signal).catch((error: unknown) => {
          if (!(error instanceof ChatError) || error.code !== "upload-needed") throw error;
          const { files: _, ...rest } = draft;
          return backend.send(rest, signal);
        }),
    }),
  },
  "forgets the order of the files": {
    caughtBy: "a file goes along with the message that names it, and comes back byte for byte",
    broken: (backend) => ({
      ...backend,
      send: (draft, signal) => backend.send({ ...draft, ...(draft.files && { files: [...draft.files].reverse() }) }, signal),
    }),
  },
  "tells everybody where a file is": {
    caughtBy: "a file is its visitor's alone: nobody else sends it or fetches it",
    broken: (backend) => ({
      ...backend,
      fileAddress: async (id, signal) => backend.fileAddress?.(id, signal).catch(() => "blob:here") ?? raise("no address"),
    }),
  },
  "calls a refused file an outage": {
    caughtBy: "a page that calls itself something else is refused for good, and the next message is taken",
    broken: (backend) => ({
      ...backend,
      upload: async (file, onProgress, signal) =>
        backend
          .upload?.(file, onProgress, signal)
          .catch((error: unknown) => raise(recoded(error, "kind-refused", "unavailable"))) ?? raise("no upload"),
    }),
  },
  "goes on after a revocation": {
    caughtBy: "after a revocation the line says gone, and the token opens nothing",
    broken: (backend) => withEvents(backend, (event) => event.type !== "gone"),
  },
};

describe("a backend that", () => {
  const PATIENCE_MS = 10_000;
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test.each(Object.entries(faults))("%s is found out", async (_, { caughtBy, broken }) => {
    const named = backendKit.find(({ name }) => name === caughtBy);
    expect(named, caughtBy).toBeDefined();
    const accused = expect(named?.run(inMemory(broken))).rejects.toThrow();
    // A fault that shows as something missing is waited for.
    await vi.advanceTimersByTimeAsync(PATIENCE_MS);
    await accused;
  });

  test("works is not accused: the same wrapping without a fault passes", async () => {
    const world = inMemory((backend) =>
      withEvents(
        withPages({ ...backend }, (messages) => messages),
        () => true,
      ),
    );
    for (const { run } of backendKit) await Promise.all([run(world), vi.advanceTimersByTimeAsync(PATIENCE_MS)]);
  });
});

describe("a cache that", () => {
  const faults: Record<string, { caughtBy: string; broken: (cache: Cache) => Cache }> = {
    forgets: { caughtBy: "what one page view keeps, the next one finds", broken: () => memoryCache() },
    "does not clone": {
      caughtBy: "what was put is not changed by changing the object afterwards",
      broken(cache) {
        const held = new Map<string, unknown>();
        return {
          ...cache,
          get: async (keys) => keys.map((key) => held.get(key)),
          async put(records) {
            for (const [key, value] of records) held.set(key, value);
            return "memory";
          },
        };
      },
    },
    "tears a write": {
      caughtBy: "of records that cannot all be kept none is",
      broken: (cache) => ({
        ...cache,
        async put(records, durability) {
          for (const record of records) await cache.put([record], durability);
          return "memory";
        },
      }),
    },
    "replaces what may not be replaced": {
      caughtBy: "what may not be replaced stays",
      broken: (cache) => ({ ...cache, put: (records, durability) => cache.put(records, durability) }),
    },
    "wipes too much": {
      caughtBy: "a wipe takes everything under its prefix and leaves the rest",
      broken: (cache) => ({ ...cache, wipe: () => cache.wipe("") }),
    },
    "wipes without looking": {
      caughtBy: "a wipe that looks takes what it is told to, as it is by then",
      broken: (cache) => ({ ...cache, wipe: (prefix) => cache.wipe(prefix) }),
    },
    "lets removals overtake what is being written": {
      caughtBy: "steps count in the order they were asked for, whether anybody waited for them or not",
      broken: (cache) => ({ ...cache, put: async (...args) => Promise.resolve().then(() => cache.put(...args)) }),
    },
    "says nothing of what it has not kept": {
      caughtBy: "an empty write stores nothing, and says whether what was written before it is kept",
      broken: (cache) => ({
        ...cache,
        put: async (records, durability) => (records.length > 0 ? cache.put(records, durability) : "kept"),
      }),
    },
    "lists in the order of writing": {
      caughtBy: "a list has everything under its prefix, in the order of the keys, and nothing else",
      broken: (cache) => ({ ...cache, list: async (prefix) => [...(await cache.list(prefix))].reverse() }),
    },
  };
  test.each(Object.entries(faults))("%s is found out", async (_, { caughtBy, broken }) => {
    const named = cacheKit.find(({ name }) => name === caughtBy);
    expect(named, caughtBy).toBeDefined();
    const cache = memoryCache();
    await expect(named?.run({ pageView: () => broken(cache) })).rejects.toThrow();
  });
});

let count = 0;
/** Another id of the same kind. */
function fresh({ id }: Draft): string {
  count += 1;
  return id.slice(0, -6) + count.toString(16).padStart(6, "0");
}
function ok(email: string | undefined): boolean {
  return email !== undefined && /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email);
}
function raise(error: unknown): never {
  throw error;
}
function recoded(error: unknown, from: ChatError["code"], to: ChatError["code"]): unknown {
  return error instanceof ChatError && error.code === from ? new ChatError(to, error.message) : error;
}
function withPages(backend: Backend, change: (messages: Message[]) => Message[]): Backend {
  return {
    ...backend,
    async pull(range, signal) {
      const page = await backend.pull(range, signal);
      return { ...page, messages: change(page.messages) };
    },
  };
}
function withEvents(backend: Backend, passes: (event: { type: string }) => boolean): Backend {
  return {
    ...backend,
    listen: (after, onEvent, signal) => backend.listen(after, (event) => passes(event) && onEvent(event), signal),
  };
}

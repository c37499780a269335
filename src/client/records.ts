/**
 * What a device keeps of one conversation, as records with a version. Parsed on read: what a newer release, a crash or a
 * curious hand left behind is dropped and fetched again, never thrown at the visitor.
 */
import * as v from "valibot";
import { Contact } from "../protocol/contact.js";
import { STATUS } from "../protocol/errors.js";
import { Draft, Instant, Message, Seq } from "../protocol/message.js";
import { Secret } from "../protocol/session.js";
import type { Cache, CacheRecord, Kept } from "./cache.js";
import { ChatError, type ChatErrorCode } from "./errors.js";
import type { Pending } from "./outbox.js";
import { DRAFT, HEAD, PAGE, SESSION, siteKey } from "./platform/names.js";

const V = v.literal(1);

const SessionRecord = v.object({
  v: V,
  token: Secret,
  conversation: v.string(),
  /** The read cursor, and how much of it the backend has acknowledged. */
  mine: Seq,
  told: Seq,
  agentsReadUpTo: Seq,
  contact: v.optional(Contact),
});
export type SessionRecord = Omit<v.InferOutput<typeof SessionRecord>, "v">;

/** Small, for the loader: whether there is something to come back for, and the number on the badge. */
export const HeadRecord = v.object({ v: V, unread: v.number(), latest: Seq });
export type HeadRecord = v.InferOutput<typeof HeadRecord>;

const codes: readonly string[] = [...Object.keys(STATUS), "offline", "timeout", "bad-answer", "aborted"];
const DraftRecord = v.object({
  v: V,
  draft: Draft,
  writtenAt: Instant,
  state: v.variant("at", [
    v.object({ at: v.literal("held") }),
    v.object({ at: v.literal("queued") }),
    v.object({
      at: v.literal("failed"),
      code: v.custom<ChatErrorCode>((code) => typeof code === "string" && codes.includes(code)),
      message: v.string(),
    }),
  ]),
});

const PageRecord = v.object({ v: V, epoch: v.string(), messages: v.array(Message) });

/** Messages per record: one that changes rewrites fifty, ten thousand of them make two hundred. */
export const PAGE_SIZE = 50;

/** What was found on the device; `messages` are the last ones, without a hole. */
export interface Found {
  readonly session: SessionRecord | undefined;
  readonly drafts: readonly Pending[];
  readonly epoch: string | undefined;
  readonly messages: readonly Message[];
}

export interface Records {
  load(): Promise<Found>;
  saveSession(session: SessionRecord, durability: "strict" | "relaxed"): Promise<Kept>;
  saveHead(head: Omit<HeadRecord, "v">): Promise<Kept>;
  saveDrafts(drafts: readonly Pending[]): Promise<Kept>;
  dropDrafts(ids: readonly string[]): Promise<void>;
  /** One page, by its number: the messages (number - 1) × PAGE_SIZE + 1 and on. */
  savePage(number: number, epoch: string, messages: readonly Message[]): Promise<Kept>;
  page(number: number): Promise<readonly Message[]>;
  /** Everything but the drafts. */
  dropConversation(): Promise<void>;
  wipe(): Promise<void>;
}

export function pageOf(seq: Seq): number {
  return Math.ceil(seq / PAGE_SIZE);
}

export function records(cache: Cache, site: string): Records {
  const prefix = siteKey(site);
  const pageKey = (number: number) => `${prefix}${PAGE}${number}`;
  const readPage = async (number: number) => read(PageRecord, (await cache.get([pageKey(number)]))[0]);
  return {
    async load() {
      const [sessionFound, headFound] = await cache.get([prefix + SESSION, prefix + HEAD]);
      const session = read(SessionRecord, sessionFound);
      const drafts = (await cache.list(prefix + DRAFT)).flatMap(readDraft);
      const last = pageOf(read(HeadRecord, headFound)?.latest ?? 0);
      if (session === undefined || last === 0) return { session, drafts, epoch: undefined, messages: [] };
      const [before, end] = await Promise.all([readPage(last - 1), readPage(last)]);
      const messages = [...(before?.epoch === end?.epoch ? (before?.messages ?? []) : []), ...(end?.messages ?? [])];
      return { session, drafts, epoch: end?.epoch, messages: lastRun(messages) };
    },
    saveSession: (session, durability) => cache.put([[prefix + SESSION, { v: 1, ...session }]], durability),
    saveHead: (head) => cache.put([[prefix + HEAD, { v: 1, ...head }]], "relaxed"),
    saveDrafts: (drafts) => cache.put(drafts.map(draftRecord), "strict"),
    dropDrafts: (ids) => cache.remove(ids.map((id) => prefix + DRAFT + id)),
    savePage: (number, epoch, messages) => cache.put([[pageKey(number), { v: 1, epoch, messages }]], "relaxed"),
    page: async (number) => (await readPage(number))?.messages ?? [],
    async dropConversation() {
      await Promise.all([cache.remove([prefix + SESSION, prefix + HEAD]), cache.wipe(prefix + PAGE)]);
    },
    wipe: () => cache.wipe(`${prefix}:`),
  };

  function draftRecord({ draft, writtenAt, state }: Pending): CacheRecord {
    const failed = state.at === "failed" && { at: state.at, code: state.error.code, message: state.error.message };
    // Whether an attempt was under way when the page went is unknown on the next one: it begins again as queued.
    const kept = state.at === "held" ? state : failed || { at: "queued" };
    return [prefix + DRAFT + draft.id, { v: 1, draft, writtenAt, state: kept }];
  }
}

function readDraft([, value]: CacheRecord): Pending[] {
  const found = read(DraftRecord, value);
  if (found === undefined) return [];
  const { draft, writtenAt, state } = found;
  if (state.at !== "failed") return [{ draft, writtenAt, state }];
  return [{ draft, writtenAt, state: { at: "failed", error: new ChatError(state.code, state.message) } }];
}

/** A page may be missing or torn: only what joins the end without a hole is shown. */
function lastRun(messages: readonly Message[]): readonly Message[] {
  let first = messages.length - 1;
  while (first > 0 && messages[first - 1]?.seq === (messages[first]?.seq ?? 0) - 1) first -= 1;
  return messages.slice(Math.max(0, first));
}

function read<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> | undefined {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : undefined;
}

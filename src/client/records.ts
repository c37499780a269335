/**
 * What a device keeps of one conversation, as records with a version. Each names its conversation, so that whoever forgets one
 * takes nothing of another along. Parsed on read: what a newer release, a crash or a curious hand left behind is dropped and
 * fetched again, never thrown at the visitor.
 */
import * as v from "valibot";
import { Contact } from "../protocol/contact.js";
import { Draft, Instant, Message, Seq } from "../protocol/message.js";
import { object } from "../protocol/object.js";
import { Secret } from "../protocol/secret.js";
import type { Cache, Kept, MayReplace } from "./cache.js";
import { ChatError, type ChatErrorCode } from "./errors.js";
import { fitting } from "./fitting.js";
import { type Outbox, type Pending, unseen } from "./outbox.js";
import { DRAFT, HEAD, NOTES, PAGE, SESSION, siteKey } from "./platform/names.js";
import type { Identity, Quiet } from "./state.js";

const V = v.picklist([1]);

export const SessionRecord = object({
  v: V,
  token: Secret,
  conversation: v.string(),
  /** The host's id of the user, if they are signed in. */
  subject: v.optional(v.string()),
  /** The server's past in which the numbers below, and those of the pages, mean what they say. */
  epoch: v.optional(v.string()),
  /** The read cursor, and how much of it the backend has acknowledged. */
  mine: Seq,
  told: Seq,
  agentsReadUpTo: Seq,
  contact: v.optional(Contact),
});
export type SessionRecord = v.InferOutput<typeof SessionRecord>;

/** Small, for the loader: whether there is something to come back for, and the number on the badge. What is read here, too: */
const HeadRecord = object({ v: V, conversation: v.optional(v.string()), latest: Seq, quiet: v.optional(v.array(v.number())) });
interface Head {
  readonly conversation: string | undefined;
  readonly unread: number;
  readonly latest: Seq;
  readonly quiet: Quiet | undefined;
}

const NotesRecord = object({ v: V, conversation: v.string(), unsent: v.string(), isMuted: v.boolean() });
type NotesRecord = v.InferOutput<typeof NotesRecord>;

/** Within which a number names one message: another conversation, or a server with another past, has another one under it. */
const chapter = { conversation: v.optional(v.string()), epoch: v.optional(v.string()) };
interface Chapter {
  readonly conversation?: string | undefined;
  readonly epoch?: string | undefined;
}

const DraftRecord = object({
  v: V,
  /**
   * In which `seen` was on display; empty before the server has opened one. Records of before it was written down are of the
   * session beside them.
   */
  ...chapter,
  draft: Draft,
  /** Without its content where the device had no room for it: cache.ts. */
  files: v.optional(v.array(object({ id: v.string(), name: v.string(), bytes: v.number(), content: v.optional(v.blob()) }))),
  writtenAt: Instant,
  ahead: v.optional(v.number()),
  state: object({
    at: v.picklist(["held", "queued", "failed"]),
    /** Why it failed, if it did. A younger release may know more reasons: whichever it was, the message is not dropped for it. */
    code: v.optional(v.string(), "internal"),
    message: v.optional(v.string(), ""),
  }),
});

const PageRecord = object({ v: V, conversation: v.string(), epoch: v.string(), messages: v.array(Message) });

/** Messages per record: one that changes rewrites fifty. */
export const PAGE_SIZE = 50;
/**
 * A ring of them is kept: a new one takes the place of the oldest. With so many characters in each, two bytes a character,
 * that is never more than 5 MB, without counting.
 */
export const MOST_PAGES = 25;
const LARGEST_PAGE = 100_000;

/** What was found on the device; `messages` are the last ones, without a hole. */
export interface Found {
  readonly session: Omit<SessionRecord, "v"> | undefined;
  readonly notes: Omit<NotesRecord, "v"> | undefined;
  readonly drafts: readonly Pending[];
  readonly messages: readonly Message[];
  readonly quiet?: Quiet | undefined;
}

export interface Records {
  /** Rejects while the device does not answer. */
  load(): Promise<Found>;
  /** Whether everything saved so far is kept by now; what is not is tried again. */
  settle(): Promise<Kept>;
  /**
   * Unless another tab's has its place, be it a fresher one of the same conversation; one of the token `over` may be replaced.
   * Where there is none, somebody may have signed out: only what the server has opened takes the place, and as `strict`, that
   * is, for the first time or because somebody writes here.
   */
  saveSession(
    session: Omit<SessionRecord, "v"> & Pick<Identity, "isVouched">,
    durability: "strict" | "relaxed",
    over?: string,
  ): Promise<Kept>;
  saveHead(head: Head): Promise<Kept>;
  saveNotes(notes: Omit<NotesRecord, "v">): Promise<Kept>;
  saveDrafts(drafts: readonly Pending[], epoch: string | undefined): Promise<Kept>;
  dropDrafts(ids: readonly string[]): Promise<void>;
  /** One page, by its number: the messages (number - 1) × PAGE_SIZE + 1 and on. */
  savePage(number: number, of: Chapter, messages: readonly Message[]): Promise<Kept>;
  /** Empty where the device has none of this chapter. */
  page(number: number, of: Chapter): Promise<readonly Message[]>;
  dropPages(): Promise<void>;
  /**
   * Everything that names this conversation; where only this token of it is worth nothing any more (`true`: none is), neither
   * the drafts nor another token. What was written since lies under no name, or another.
   */
  forget(conversation: string | undefined, worthless?: string | true): Promise<void>;
  /** Everything but the drafts that stay, by when they were written; asked whenever it is tried. */
  wipe(stays?: (writtenAt: number) => boolean): Promise<void>;
}

export function pageOf(seq: Seq): number {
  return Math.ceil(seq / PAGE_SIZE);
}

export function records(cache: Cache, site: string): Records {
  const prefix = siteKey(site);
  const save = (key: string, record: object, durability: "strict" | "relaxed" = "relaxed", mayReplace?: MayReplace) =>
    cache.put([[prefix + key, { v: 1, ...record }]], durability, mayReplace);
  const slot = (number: number) => PAGE + (number % MOST_PAGES);
  const readPage = async (number: number) => {
    const page = fitting(PageRecord, (await cache.get([prefix + slot(number)]))[0]);
    return page && pageOf(page.messages[0]?.seq ?? 0) === number ? page : undefined;
  };
  const dropPages = () => cache.wipe(prefix + PAGE);
  const forget = (conversation: string | undefined, worthless?: string | true) =>
    cache.wipe(`${prefix}:`, (record) => {
      const { conversation: of, draft, token = worthless } = Object(record);
      // Undefined is what is about to be removed: that names nothing, either, and must go all the same.
      return !!record && of === conversation && !(worthless && (draft || ![token, true].includes(worthless)));
    });
  return {
    async load() {
      const ask = () => cache.get([prefix + SESSION, prefix + HEAD, prefix + NOTES]);
      let [sessionFound, headFound, notesFound] = await ask();
      const draftsFound = await cache.list(prefix + DRAFT);
      // Another tab may have written them in between, together with their session.
      if (!sessionFound && draftsFound.length > 0) [sessionFound, headFound, notesFound] = await ask();
      const session = fitting(SessionRecord, sessionFound);
      const notes = fitting(NotesRecord, notesFound);
      const drafts = draftsFound.flatMap(([, value]) => readDraft(value, session));
      const { latest = 0, conversation: of, quiet } = fitting(HeadRecord, headFound) ?? {};
      // Left by a page that went on apart from the device's session, and is maybe gone: a badge that nobody could ever clear. By
      // nobody's token, so that a session stays that another tab writes at this moment.
      if (headFound && !session && drafts.length === 0) void forget(of, "none");
      const last = pageOf(latest);
      if (session === undefined || last === 0) return { session, notes, drafts, messages: [], quiet };
      const pages = await Promise.all([readPage(last - 1), readPage(last)]);
      return { session, notes, drafts, messages: lastRun(pages.flatMap((page) => messagesOf(page, session))), quiet };
    },
    settle: () => cache.put([], "relaxed"),
    saveSession: (session, durability, over) => save(SESSION, session, durability, isOf(session, durability, over)),
    saveHead: (head) => save(HEAD, head),
    saveNotes: (notes) => save(NOTES, notes),
    saveDrafts: (drafts, epoch) =>
      cache.put(
        drafts.map((pending) => [prefix + DRAFT + pending.draft.id, draftRecord(pending, epoch)]),
        "strict",
      ),
    dropDrafts: (ids) => cache.remove(ids.map((id) => prefix + DRAFT + id)),
    savePage: (number, of, messages) => save(slot(number), { ...of, messages: lastOf(messages) }),
    page: async (number, of) => messagesOf(await readPage(number), of),
    dropPages,
    forget,
    wipe: (stays) => cache.wipe(`${prefix}:`, (record) => !stays?.(Object(record).writtenAt)),
  };
}

export function draftRecord(pending: Pending, epoch: string | undefined): unknown {
  const { draft, files, conversation = "", writtenAt, ahead, state } = pending;
  const { at } = state;
  // Whether an attempt was under way when the page went is unknown on the next one: it begins again as queued.
  const kept =
    at === "failed" ? { at, code: state.error.code, message: state.error.message } : { at: at === "held" ? at : "queued" };
  return { v: 1, conversation, epoch, draft, files, writtenAt, ahead, state: kept };
}

/** None of another chapter: two tabs may have written here, each of a conversation of its own. */
function messagesOf(page: v.InferOutput<typeof PageRecord> | undefined, here: Chapter): readonly Message[] {
  return page && isSameChapter(page, here) ? page.messages : [];
}

/** As it is to be read in this chapter: what was on display in another one says nothing here. */
export function readDraft(value: unknown, here: Chapter = {}): Outbox {
  const found = fitting(DraftRecord, value);
  if (found === undefined) return [];
  const { draft, files, writtenAt, ahead, state, conversation = here.conversation ?? "" } = found;
  const { at, code, message } = state;
  const pending: Pending = {
    draft,
    files,
    conversation,
    writtenAt,
    ahead,
    state: at === "failed" ? { at, error: new ChatError(code as ChatErrorCode, message) } : { at },
  };
  return isSameChapter(found, here) ? [pending] : unseen([pending]);
}

function isSameChapter(one: Chapter, other: Chapter): boolean {
  return one.conversation === other.conversation && one.epoch === other.epoch;
}

/** What nobody owns, in a way we can read, is nothing. */
function isOf({ token, isVouched }: Pick<Identity, "token" | "isVouched">, how: string, over?: string): MayReplace {
  return (found) => {
    const before = fitting(SessionRecord, found)?.token;
    return before === undefined ? isVouched === true && how === "strict" : before === token || before === over;
  };
}

/** As many of the last ones as there is room for. */
function lastOf(messages: readonly Message[]): readonly Message[] {
  let room = LARGEST_PAGE;
  const newestFirst = [...messages].reverse().filter((message) => {
    room -= JSON.stringify(message).length;
    return room >= 0;
  });
  return newestFirst.reverse();
}

/** A page may be missing or torn: only what joins the end without a hole is shown. */
function lastRun(messages: readonly Message[]): readonly Message[] {
  return messages.slice(messages.map(({ seq }, index) => seq - 1 !== messages[index - 1]?.seq).lastIndexOf(true));
}

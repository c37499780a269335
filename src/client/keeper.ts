/**
 * Writes down what changes, by watching it: nobody who changes something has to think of storage. Nothing is written before
 * there is a conversation or a draft for one.
 */
import { computed, effect, untracked } from "@preact/signals-core";
import type { Message } from "../protocol/index.js";
import type { Kept } from "./cache.js";
import { type Pending, waiting } from "./outbox.js";
import { MOST_PAGES, PAGE_SIZE, pageOf, type Records } from "./records.js";
import { type Identity, NO_NOTES, type State } from "./state.js";
import { isSame, solid } from "./timeline.js";
import { unreadIn } from "./unread.js";

export interface Keeper {
  /** Resolves when this draft is where it would survive a reload (or the device has refused): only then it may be sent. */
  draftKept(id: string): Promise<unknown>;
  /** What the device still has of a page of this conversation. */
  page(number: number): Promise<readonly Message[]>;
  /** Whether the device has everything by now; what it has not is tried again. */
  isKept(): Promise<boolean>;
  /** Where it writes now. */
  records(): Records;
  /** From now on into these records, beginning with everything there is, in the place of this token. */
  moveTo(records: Records, before?: string): void;
}

export function keeper(state: State, first: Records, signal: AbortSignal): Keeper {
  let records = first;
  const drafts = new Map<string, { pending: Pending; kept: Promise<unknown> }>();
  const pages = new Map<number, readonly Message[]>();
  const epoch = computed(() => state.known.value.epoch);
  const chapter = () => ({ conversation: state.identity.peek()?.conversation, epoch: epoch.peek() });
  /** Who is signed in and has not written anything leaves no trace. */
  const owner = computed(() => {
    const { identity, known, outbox } = state;
    return identity.value?.subject && !known.value.latest && outbox.value.length === 0 ? undefined : identity.value;
  });
  /** What the device has, as far as is known: the identity that it has taken, and the token that it had, which makes way. */
  let saved: Identity | undefined;
  let over: string | undefined;
  let head = "";
  let written = NO_NOTES;
  let watching: (() => void)[] = [];

  const noted = (kept: Promise<Kept>) =>
    kept.then((where) => {
      const isKept = where === "kept";
      if (!signal.aborted) state.isSaved.value = isKept;
      return isKept;
    });

  function keepDrafts(): void {
    const all = state.outbox.value;
    const box = waiting(all, state.identity.value);
    const changed = box.filter((pending) => !looksTheSame(drafts.get(pending.draft.id)?.pending, pending));
    if (changed.length > 0) {
      // First whose it is and that it waits: the database may have been deleted since that was written.
      saved = undefined;
      head = "";
      untracked(keepSession);
      untracked(keepHead);
      const kept = noted(records.saveDrafts(changed, epoch.peek()));
      for (const pending of changed) drafts.set(pending.draft.id, { pending, kept });
    }
    // What has been sent was maybe found here, beside its message.
    const gone = [...drafts.keys(), ...all.map(({ draft }) => draft.id)].filter(
      (id) => !box.some(({ draft }) => draft.id === id),
    );
    for (const id of gone) drafts.delete(id);
    if (gone.length > 0) void records.dropDrafts(gone);
  }

  function keepSession(): void {
    const identity = owner.value;
    if (identity === undefined) return;
    // Without its token a conversation is lost; a cursor is only said again, and not where somebody has signed out meanwhile.
    const isNew = identity !== saved;
    const { cursor, agentsReadUpTo, contact } = state;
    const session = {
      ...identity,
      epoch: epoch.value,
      ...cursor.value,
      agentsReadUpTo: agentsReadUpTo.value,
      contact: contact.value,
    };
    const there = records;
    void noted(there.saveSession(session, isNew ? "strict" : "relaxed", over)).then((isKept) => {
      if (isKept && there === records) [saved, over] = [identity, identity.token];
    });
  }

  function keepNotes(): void {
    const conversation = owner.value?.conversation;
    const now = state.notes.value;
    if (conversation === undefined || now === written) return;
    written = now;
    void records.saveNotes({ conversation, ...now });
  }

  function keepPages(): void {
    const { epoch, messages } = state.known.value;
    const conversation = state.identity.value?.conversation;
    if (conversation === undefined || epoch === undefined) return;
    // Nothing of it came off the disk: what lies there is of another conversation.
    if (messages.length === 0) void records.dropPages();
    const recent = messages.slice(-MOST_PAGES * PAGE_SIZE);
    const last = pageOf(solid(state.known.value));
    for (let number = last - MOST_PAGES + 1; number <= last; number++) {
      const content = recent.filter(({ seq }) => pageOf(seq) === number);
      if (isSame(content, pages.get(number) ?? [])) continue;
      pages.set(number, content);
      void records.savePage(number, { conversation, epoch }, content);
    }
  }

  function keepHead(): void {
    // The loader also has to come back for a draft that found no server yet.
    const conversation = owner.value?.conversation;
    if (conversation === undefined && state.outbox.value.length === 0) return;
    const unread = unreadIn(state.known.value, state.cursor.value);
    const latest = solid(state.known.value);
    const before = head;
    const now = { unread, latest, conversation, quiet: state.quiet.value };
    head = JSON.stringify(now);
    if (head !== before) void records.saveHead(now);
  }

  function stop(): void {
    for (const end of watching) end();
  }
  function watch(): void {
    if (signal.aborted) return;
    drafts.clear();
    pages.clear();
    saved = undefined;
    head = "";
    written = NO_NOTES;
    watching = [keepDrafts, keepSession, keepPages, keepHead, keepNotes].map((keep) => effect(keep));
  }

  signal.addEventListener("abort", stop);
  watch();
  return {
    draftKept: async (id) => drafts.get(id)?.kept,
    page: (number) => records.page(number, chapter()).catch(() => []),
    isKept: () => noted(records.settle()),
    records: () => records,
    moveTo(other, before) {
      stop();
      records = other;
      over = before;
      watch();
    },
  };
}

/** A draft that is being sent is, on the next page view, one that waits to be sent: no reason to write. */
function looksTheSame(before: Pending | undefined, now: Pending): boolean {
  const kept = ({ state: { at } }: Pending) => (at === "sending" ? "queued" : at);
  return before?.draft === now.draft && before.conversation === now.conversation && kept(before) === kept(now);
}

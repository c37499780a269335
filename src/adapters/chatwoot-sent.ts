/**
 * Which message is which draft's. Chatwoot knows no id of ours but the echo_id of a line that happens to be up: after an
 * answer that got lost, what is stored is compared with what was written before it is sent again.
 *
 * What remains: two drafts of the same words, with files of the same sizes, written offline, with the page reloaded between the
 * first one's sending and the second one's, are taken for one; and an attempt that reaches the server after we have looked is
 * stored twice.
 */
import type { Attachment, Draft } from "../protocol/index.js";
import type { Entry, Ledger } from "./chatwoot-ledger.js";

/** What a message says, as far as it can be told from another's: its words, and how large its files are. */
export interface Said {
  readonly text: string;
  readonly sizes: readonly number[];
}

export const saidBy = ({ text, attachments = [] }: { text: string; attachments?: readonly Attachment[] | undefined }): Said => ({
  text,
  sizes: attachments.map(({ bytes }) => bytes),
});

export function sentBook() {
  const byDraft = new Map<string, { readonly key: number; readonly text: string }>();
  const byKey = new Map<number, string>();
  /** Tried, and nobody knows yet whether they arrived. */
  const tried = new Map<string, Said>();

  function claim(id: string, key: number, text: string): void {
    byDraft.set(id, { key, text });
    byKey.set(key, id);
    tried.delete(id);
  }

  return {
    claim,
    get: (id: string) => byDraft.get(id),
    /** The id a message goes by: its draft's, if that is known. */
    idOf: (key: number): string | undefined => byKey.get(key),
    isDoubtful: (id: string): boolean => tried.has(id),
    trying(id: string, said: Said): void {
      tried.set(id, said);
    },
    refused(id: string): void {
      tried.delete(id);
    },
    /** A message of the visitor's that nobody has seen before: the answer to an attempt may come later than its message. */
    arrived(key: number, said: Said): void {
      const found = [...tried].find(([, one]) => isSame(one, said));
      if (found && !byKey.has(key)) claim(found[0], key, found[1].text);
    },
    /** What an earlier attempt at this draft has left behind: it was written before, and stands after what was on display then. */
    leftBy({ seen }: Pick<Draft, "seen">, said: Said, { entries }: Ledger): Entry | undefined {
      return entries.find(
        ({ key, message }) => message.by === "visitor" && message.seq > seen && !byKey.has(key) && isSame(saidBy(message), said),
      );
    },
  };
}

/** Space around a text may be trimmed on its way. */
const isSame = (one: Said, other: Said): boolean =>
  one.text.trim() === other.text.trim() && one.sizes.join() === other.sizes.join();

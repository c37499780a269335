/**
 * What has to do with files, loaded with the first of them: those of one draft on their way to the backend, before the draft
 * itself, and those of messages on their way here. It imports nothing, so that it stays a file of its own.
 */
import type { Backend } from "./backend.js";
import type { ChatError } from "./errors.js";
import type { DraftFile, FileDesk } from "./face.js";
import type { Keeper } from "./keeper.js";
import type { Life } from "./life.js";
import type { Pending } from "./outbox.js";
import type { Access } from "./session.js";

/** So long nothing may arrive: the line is dead, even if nobody says so. */
const SILENCE_MS = 60_000;

export interface Files extends FileDesk {
  /** Resolves when all of them have arrived, or the draft was taken back. What has arrived before is not sent again. */
  bringFiles(pending: Pending): Promise<void>;
}

export function files(
  { state: { outbox }, backend, clock, signal }: Life,
  access: Pick<Access, "as" | "ask">,
  keeper: Pick<Keeper, "records">,
  Trouble: typeof ChatError,
): Files {
  const address = (id: string) => access.ask(async (ending) => backend.fileAddress?.(id, ending) ?? "");

  async function bring(file: DraftFile, content: Blob, call: NonNullable<Backend["upload"]>, draft: string): Promise<void> {
    const own = new AbortController();
    let failure = new Trouble("aborted", "Taken back");
    let cancel = () => {};
    const end = () => own.abort();
    const wait = () => {
      cancel();
      cancel = clock.after(SILENCE_MS, () => {
        failure = new Trouble("timeout", "Nothing has arrived for a minute");
        end();
      });
    };
    const stopLooking = outbox.subscribe((box) => isIn(box, draft) || end());
    signal.addEventListener("abort", end, { signal: own.signal });
    wait();
    const hasEnded = new Promise<never>((_, reject) => own.signal.addEventListener("abort", () => reject(failure)));
    try {
      const onProgress = (received: number) => {
        if (own.signal.aborted) return;
        wait();
        outbox.value = outbox.peek().map((one) => (one.draft.id === draft ? withReceived(one, file.id, received) : one));
      };
      await Promise.race([call({ id: file.id, name: file.name, content }, onProgress, own.signal), hasEnded]);
    } finally {
      cancel();
      stopLooking();
      // Also where nobody ends it: its listeners go. Nobody waits for it any more.
      hasEnded.catch(() => undefined);
      end();
    }
  }

  return {
    address,
    async content(id) {
      const url = await address(id);
      const answer = await fetch(url, { signal }).catch((cause: unknown) => {
        throw new Trouble(signal.aborted ? "aborted" : "offline", "The file could not be fetched", { cause });
      });
      if (!answer.ok) throw new Trouble("bad-answer", `The file was answered with ${answer.status}`);
      return answer.blob();
    },
    async bringFiles({ draft: { id }, files = [] }) {
      // What the device keeps stays as it was chosen; what the visitor chose may have been changed, moved or deleted since.
      const found = await keeper
        .records()
        .load()
        .catch(() => undefined);
      const own = found?.drafts.find(({ draft }) => draft.id === id)?.files;
      const kept = new Map(own?.map((file) => [file.id, file.content]));
      const { upload } = backend;
      for (const file of files) {
        if (!isIn(outbox.peek(), id)) return;
        const content = kept.get(file.id) ?? file.content;
        if (!content || !upload) throw new Trouble("file-lost", "The file is not on this device any more");
        try {
          await access.as(() => bring(file, content, upload, id));
        } catch (caught) {
          if (isIn(outbox.peek(), id)) throw caught;
        }
      }
    },
  };
}

function isIn(box: readonly Pending[], id: string): boolean {
  return box.some(({ draft }) => draft.id === id);
}

function withReceived(pending: Pending, id: string, received: number): Pending {
  return { ...pending, files: pending.files?.map((file) => (file.id === id ? { ...file, received } : file)) };
}

/** A network between the chat and a backend that works: it goes down, loses answers, refuses and dawdles when a test says so. */
import type { Backend } from "../../../src/client/backend.js";
import { ChatError } from "../../../src/client/errors.js";

type Call = Exclude<keyof Backend, "can">;

export interface Network {
  readonly backend: Backend;
  /** Every call that left the device, in order. */
  readonly calls: readonly Call[];
  /** Nothing gets through any more, and open lines break. */
  down(): void;
  up(): void;
  /** The next call of this kind is carried out, but its answer never arrives. */
  loseAnswer(call: Call): void;
  /** The next call of this kind is refused on the way. */
  refuse(call: Call, error: ChatError): void;
  /** The next call of this kind waits until the function returned is called. */
  hold(call: Call): () => void;
  /** The next upload breaks when so much of the file has arrived. */
  cutUpload(at: number): void;
  /** Open lines end without a word. */
  cutLines(): void;
  /** Open lines stay open and nothing comes through them. */
  silenceLines(): void;
  /** How many lines are open. */
  openLines(): number;
  /** The device is switched off: open lines end at the far side, and nobody here hears of anything. */
  die(): void;
}

const offline = () => new ChatError("offline", "The network is down");

/** `awake`: whether, and when, the page takes in what arrives. */
export function network(far: Backend, awake: (then: () => void) => void = (then) => then()): Network {
  const calls: Call[] = [];
  const plans = new Map<Call, (() => Promise<"carry on" | "and lose the answer">)[]>();
  const lines = new Map<(error: ChatError) => void, AbortController>();
  const cuts: number[] = [];
  let isDown = false;
  let isSilent = false;

  const plan = (call: Call, step: () => Promise<"carry on" | "and lose the answer">) =>
    plans.set(call, [...(plans.get(call) ?? []), step]);

  async function carried<T>(call: Call, work: () => Promise<T>): Promise<T> {
    calls.push(call);
    if (isDown) throw offline();
    const how = await plans.get(call)?.shift()?.();
    const answer = await work();
    if (how === "and lose the answer") throw offline();
    return answer;
  }

  return {
    calls,
    backend: {
      can: far.can,
      site: (signal) => carried("site", () => far.site(signal)),
      open: (ticket, signal) => carried("open", () => far.open(ticket, signal)),
      confirm: (signal) => carried("confirm", () => far.confirm(signal)),
      pull: (range, signal) => carried("pull", () => far.pull(range, signal)),
      send: (draft, signal) => carried("send", () => far.send(draft, signal)),
      markRead: (upTo, signal) => carried("markRead", () => far.markRead(upTo, signal)),
      identify: (contact, held, signal) => carried("identify", () => far.identify(contact, held, signal)),
      typing: (on, signal) => carried("typing", () => far.typing(on, signal)),
      rate: (...args) => carried("rate", async () => far.rate?.(...args) ?? Promise.reject(new Error("It cannot rate"))),
      erase: (signal) => carried("erase", async () => far.erase?.(signal)),
      upload: (file, onProgress, signal) =>
        carried("upload", async () => {
          const cut = cuts.shift();
          const own = new AbortController();
          signal.addEventListener("abort", () => own.abort(), { once: true });
          const told = (received: number) => {
            if (cut !== undefined && received >= cut * file.content.size) own.abort();
            else onProgress(received);
          };
          const asked = far.upload?.(file, told, own.signal) ?? Promise.reject(new Error("It takes no files"));
          return asked.catch((error: unknown) => {
            throw own.signal.aborted && !signal.aborted ? offline() : error;
          });
        }),
      fileAddress: (...args) => carried("fileAddress", async () => far.fileAddress?.(...args) ?? ""),
      listen: (after, onEvent, signal) =>
        carried("listen", () => {
          const own = new AbortController();
          signal.addEventListener("abort", () => own.abort(), { once: true });
          return new Promise<void>((resolve, reject) => {
            const breaks = (error: ChatError) => {
              own.abort();
              reject(error);
            };
            lines.set(breaks, own);
            far
              .listen(after, (event) => isSilent || awake(() => onEvent(event)), own.signal)
              .then(resolve, reject)
              .finally(() => lines.delete(breaks));
          });
        }),
    },
    down() {
      isDown = true;
      for (const breaks of lines.keys()) breaks(offline());
    },
    up() {
      isDown = false;
    },
    cutUpload: (at) => cuts.push(at),
    loseAnswer: (call) => plan(call, async () => "and lose the answer"),
    refuse: (call, error) => plan(call, () => Promise.reject(error)),
    hold(call) {
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      plan(call, async () => {
        await released;
        return "carry on";
      });
      return release;
    },
    cutLines() {
      for (const breaks of lines.keys()) breaks(new ChatError("unavailable", "The line ended"));
    },
    silenceLines() {
      isSilent = true;
    },
    openLines: () => lines.size,
    die() {
      isDown = true;
      for (const own of lines.values()) own.abort();
      lines.clear();
    },
  };
}

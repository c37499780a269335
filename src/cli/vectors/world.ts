/** The world a case plays in: the memory store, a scripted mailer, a clock that jumps, and the worker's own forwardOne(). */
import {
  forwardOne,
  type LetterParts,
  type MemoryMailer,
  type MemoryStore,
  memoryMailer,
  memoryStore,
  type Rules,
  type Scripted,
  ScriptedCrash,
  type Thread,
} from "../../forwarding/index.js";
import type { Vector } from "./format.js";
import { CONVERSATION, DOMAIN } from "./symbols.js";

export interface World {
  readonly store: MemoryStore;
  readonly mailer: MemoryMailer;
  /** What the other side took, in the words of its headers. */
  readonly taken: readonly { readonly at: number; readonly raw: string; readonly to: string }[];
  /** Does everything due at this moment, to the last step. */
  work(now: number): Promise<void>;
}

/** No case needs as many mails at one moment; more means the rules never come to rest. */
const MOST_ROUNDS = 1_000;

export function createWorld(init: Vector["init"], rules: Rules): World {
  let now = 0;
  const taken: { at: number; raw: string; to: string }[] = [];
  const mailer = memoryMailer(({ raw, envelope }) =>
    taken.push({ at: now, raw: new TextDecoder().decode(raw), to: envelope.to }),
  );
  const store = memoryStore({ rules, letter: (id, seqs) => lettersParts(store.kept(id).thread, seqs) });
  store.open(CONVERSATION, startOf(init));
  const unexpected: unknown[] = [];
  const carrier = {
    store,
    mailer,
    // Nothing of a case depends on chance; the letters only need some bytes.
    random: (bytes: number) => new Uint8Array(bytes),
    now: () => now,
    report: ({ error }: { error: unknown }) => {
      if (!(error instanceof ScriptedCrash)) unexpected.push(error);
    },
  };
  return {
    store,
    mailer,
    taken,
    async work(at) {
      now = at;
      for (let rounds = 0; (await store.due(now, 1)).length > 0; rounds++) {
        if (rounds === MOST_ROUNDS) throw new Error(`Still something due at ${at / 1_000} s after ${MOST_ROUNDS} rounds`);
        await forwardOne(carrier, CONVERSATION);
        if (unexpected.length > 0) throw unexpected[0];
      }
    },
  };
}

/** An acceptance, a delay, a refusal with its status, or a death before or after the other side took the letter. */
export function scripted(outcomes: readonly string[]): Scripted[] {
  return outcomes.map((outcome) => {
    if (outcome === "lost" || outcome === "crash") return outcome;
    if (outcome === "250") return { was: "accepted", response: "250 2.0.0 taken" };
    if (outcome === "4xx") return { was: "deferred", reason: "451 4.3.0 later" };
    return { was: "refused", status: outcome, reason: `550 ${outcome} no` };
  });
}

function startOf(init: Vector["init"]): Partial<Thread> {
  const email = init.address ?? undefined;
  const state = init.addressState ?? (email === undefined ? "none" : "typed");
  if ((email === undefined) !== (state === "none")) throw new Error(`The start has address ${init.address} with state ${state}`);
  return {
    ...(init.mode === undefined ? {} : { mode: init.mode }),
    ...(init.channel === undefined ? {} : { channel: init.channel }),
    presence: init.presence === "offline" ? { state: "away", since: 0 } : { state: "present" },
    ...(email === undefined ? {} : { address: { email, verified: state === "verified", withheldUpTo: 0 } }),
    suppressed: email !== undefined && state === "suppressed" ? [email.toLowerCase()] : [],
  };
}

/** Texts of no meaning, but of the right authors: a note asked for here would be a note in a mail. */
function lettersParts(thread: Thread, seqs: readonly number[]): LetterParts {
  const lines = seqs.map((seq) => {
    const line = thread.lines.find((one) => one.seq === seq);
    if (line === undefined || line.by === "note" || line.by === "system")
      throw new Error(`Message ${seq} must not be in a letter`);
    return { seq, by: line.by, text: `Message ${seq}`, at: line.at };
  });
  const site = {
    name: "S",
    from: `chat@${DOMAIN}`,
    mailDomain: DOMAIN,
    unsubscribeLink: "https://v.example/unsubscribe/{token}",
  };
  return { locale: "en", site, lines };
}

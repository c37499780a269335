/**
 * What an agent has written and nobody has yet: drafts by conversation, and replies on their way. It outlives a session that
 * ends under the agent's hands, and (in this tab) a reload; signing out, or another agent signing in, takes it away.
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import * as v from "valibot";
import { DraftId } from "../protocol/index.js";

/** `interrupted`: the page was left, or the session ended, before an answer came. */
export const Outgoing = v.object({
  id: DraftId,
  text: v.string(),
  quickReplies: v.optional(v.array(v.string())),
  /** Without what is in them: that lives as long as the page (uploads.ts). */
  files: v.optional(v.array(v.object({ id: DraftId, name: v.string(), bytes: v.number() }))),
  at: v.number(),
  state: v.variant("at", [
    v.object({ at: v.literal("sending") }),
    v.object({ at: v.literal("failed"), because: v.union([v.literal("interrupted"), v.object({ said: v.string() })]) }),
  ]),
});
export type Outgoing = v.InferOutput<typeof Outgoing>;

export const Kept = v.object({
  agent: v.string(),
  drafts: v.record(v.string(), v.string()),
  outgoing: v.record(v.string(), v.array(Outgoing)),
});
export type Kept = v.InferOutput<typeof Kept>;

export interface Keep {
  readonly kept: ReadonlySignal<Kept>;
  change(step: (kept: Kept) => Kept): void;
  /** Whoever signs in finds what is theirs; what was another agent's is gone. */
  claim(agent: string): void;
  forget(): void;
}

const KEY = "recado-desk";
const NOTHING: Kept = { agent: "", drafts: {}, outgoing: {} };

export function makeKeep(storage: Pick<Storage, "getItem" | "setItem" | "removeItem">): Keep {
  const kept = signal(read(storage));
  const set = (value: Kept) => {
    kept.value = value;
    try {
      if (value === NOTHING) storage.removeItem(KEY);
      else storage.setItem(KEY, JSON.stringify(value));
    } catch {
      // Full or refused: it lives in memory as long as the page does, which is what the promise above needs first.
    }
  };
  return {
    kept,
    change: (step) => set(step(kept.peek())),
    claim(agent) {
      if (kept.peek().agent !== agent) set({ ...NOTHING, agent });
    },
    forget: () => set(NOTHING),
  };
}

function read(storage: Pick<Storage, "getItem">): Kept {
  try {
    const found = v.safeParse(Kept, JSON.parse(storage.getItem(KEY) ?? "null"));
    return found.success ? interrupted(found.output) : NOTHING;
  } catch {
    return NOTHING; // Storage refused, or somebody else's text under our key.
  }
}

export function withDraft(kept: Kept, conversation: string, text: string): Kept {
  const { [conversation]: _, ...others } = kept.drafts;
  return { ...kept, drafts: text === "" ? others : { ...others, [conversation]: text } };
}

/** Whatever was on its way may have arrived or not: asking again under the same id finds out without harm. */
function interrupted(kept: Kept): Kept {
  const outgoing = Object.entries(kept.outgoing).map(([conversation, replies]): [string, Outgoing[]] => [
    conversation,
    replies.map((reply) =>
      reply.state.at === "sending" ? { ...reply, state: { at: "failed", because: "interrupted" } } : reply,
    ),
  ]);
  return { ...kept, outgoing: Object.fromEntries(outgoing) };
}

/** The sentence below the composer, counting with the clock; drawn anew only when its words change. */
import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ConversationView } from "../../protocol/index.js";
import { planSentence } from "../plan.js";
import { words } from "../words.js";

export function PlanLine({ view, now }: { view: ConversationView; now: ReadonlySignal<number> }) {
  const latest = useSignal(view);
  useEffect(() => {
    latest.value = view;
  }, [view]);
  const sentence = useComputed(() => planSentence(latest.value, now.value));
  return (
    <>
      {view.closedAt === undefined ? null : `${words.isClosed} `}
      {sentence}
    </>
  );
}

/** Everything the forwarding decided about a conversation, for whoever asks; fetched only then. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Decision } from "../../protocol/index.js";
import type { Fresh } from "../fresh.js";
import { momentOf } from "../times.js";
import { decided } from "../why.js";
import { words } from "../words.js";
import { Loaded } from "./loaded.js";
import { Time } from "./small.js";

/** `asOf`: of the conversation shown beside it; when that is newer, the log may be too. */
export function DecisionLog({ decisions, asOf }: { decisions: Fresh<readonly Decision[]>; asOf: number }) {
  const isOpen = useSignal(false);
  useEffect(() => {
    if (isOpen.value) decisions.ask();
  }, [isOpen.value, asOf, decisions]);
  return (
    <details
      class="decisions"
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>{words.decisions.title}</summary>
      {isOpen.value ? (
        <Loaded shown={decisions.shown} onAgain={decisions.ask}>
          {(all) =>
            all.length === 0 ? (
              <p class="hint">{words.decisions.none}</p>
            ) : (
              <>
                <p class="hint">{words.decisions.hint}</p>
                <ol>
                  {all.map((decision, index) => (
                    <li key={index}>
                      <Time at={decision.at} text={momentOf(decision.at, asOf)} />
                      <span>{decided(decision, asOf)}</span>
                    </li>
                  ))}
                </ol>
              </>
            )
          }
        </Loaded>
      ) : null}
    </details>
  );
}

/** Addresses that get no mail: seen, added, and lifted only by their reader's wish. Each change counts at once: "Save" is for the rest. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { parseEmail } from "../../protocol/index.js";
import { readable } from "../calls.js";
import type { Suppressions } from "../suppressions.js";
import { words } from "../words.js";
import { AddressField } from "./address-field.js";
import { Folded } from "./folded.js";
import { SuppressionRow } from "./suppression-row.js";

const say = words.suppressions;

export function SuppressionList({ suppressions }: { suppressions: Suppressions }) {
  return (
    <Folded
      title={say.title}
      text={say.text}
      before={<Add onAdd={suppressions.add} />}
      shown={suppressions.shown}
      onAgain={suppressions.ask}
    >
      {(all) =>
        all.length === 0 ? (
          <p class="hint">{say.none}</p>
        ) : (
          <ul class="suppressed">
            {all.map((one) => (
              <SuppressionRow key={one.email} one={one} onLift={(asked) => suppressions.lift(one.email, asked)} />
            ))}
          </ul>
        )
      }
    </Folded>
  );
}

function Add({ onAdd }: { onAdd(email: string): Promise<void> }) {
  const trouble = useSignal<string | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const add = async () => {
    const { current } = input;
    const email = parseEmail(current?.value ?? "");
    trouble.value = email === undefined ? words.signIn.notAnAddress : undefined;
    if (current === null || email === undefined) return current?.focus();
    try {
      await onAdd(email);
      current.value = "";
    } catch (cause) {
      trouble.value = say.notAdded(readable(cause).message);
    }
    current.focus();
  };
  return <AddressField input={input} label={say.add} error={trouble.value} button={say.addButton} onGo={add} />;
}

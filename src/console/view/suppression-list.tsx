/** Addresses that get no mail: seen, added, and lifted only by their reader's wish. Each change counts at once: "Save" is for the rest. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { parseEmail } from "../../protocol/index.js";
import { readable } from "../calls.js";
import type { Suppressions } from "../suppressions.js";
import { words } from "../words.js";
import { Field } from "./field.js";
import { Loaded } from "./loaded.js";
import { SuppressionRow } from "./suppression-row.js";

const say = words.suppressions;

export function SuppressionList({ suppressions }: { suppressions: Suppressions }) {
  const isOpen = useSignal(false);
  useEffect(() => {
    if (isOpen.value) suppressions.ask();
  }, [isOpen.value, suppressions]);
  return (
    <details
      class="part"
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>{say.title}</summary>
      <div class="fold">
        <p class="hint">{say.text}</p>
        <Add onAdd={suppressions.add} />
        {isOpen.value ? (
          <Loaded shown={suppressions.shown} onAgain={suppressions.ask}>
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
          </Loaded>
        ) : null}
      </div>
    </details>
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
  return (
    <Field label={say.add} error={trouble.value}>
      {(named) => (
        <div class="with-button">
          <input
            ref={input}
            {...named}
            type="email"
            inputMode="email"
            autocomplete="off"
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              // It stands inside the settings' form, and is none of what that one saves.
              event.preventDefault();
              void add();
            }}
          />
          <button type="button" class="quiet" onClick={() => void add()}>
            {say.addButton}
          </button>
        </div>
      )}
    </Field>
  );
}

/** A part of the settings that most never open: what it shows is asked for once it is open. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Loaded, type LoadedProps } from "./loaded.js";

interface Props<T> extends LoadedProps<T> {
  readonly title: string;
  readonly text: string;
  /** What can be done without knowing what is there. */
  readonly before?: ComponentChildren;
}

export function Folded<T>({ title, text, before, shown, onAgain, children }: Props<T>) {
  const isOpen = useSignal(false);
  useEffect(() => {
    if (isOpen.value) onAgain();
  }, [isOpen.value, onAgain]);
  return (
    <details
      class="part"
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>{title}</summary>
      <div class="fold">
        <p class="hint">{text}</p>
        {before}
        {isOpen.value ? (
          <Loaded shown={shown} onAgain={onAgain}>
            {children}
          </Loaded>
        ) : null}
      </div>
    </details>
  );
}

/** Shows what is here, a quiet "Loading…" before, and what went wrong instead. */
import type { ReadonlySignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Shown } from "../fresh.js";
import { words } from "../words.js";
import { Empty } from "./small.js";

export interface LoadedProps<T> {
  shown: ReadonlySignal<Shown<T>>;
  onAgain(): void;
  children(value: T): ComponentChildren;
}

export function Loaded<T>({ shown, onAgain, children }: LoadedProps<T>) {
  const now = shown.value;
  switch (now.at) {
    case "loading":
      return (
        <p class="loading" role="status">
          {words.loading}
        </p>
      );
    case "failed":
      // Nothing there is an answer too, and asking again would not change it.
      if (now.error.code === "not-found") return <Empty title={words.notFoundTitle} text={words.notFoundText} />;
      return (
        <Empty title={words.couldNotLoad(now.error.message)}>
          <button type="button" class="quiet" onClick={onAgain}>
            {words.tryAgain}
          </button>
        </Empty>
      );
    case "here":
      return <>{children(now.value)}</>;
  }
}

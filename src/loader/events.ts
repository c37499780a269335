/** Who on the page wants to hear what. A callback that throws is the page's own error: it stays out of our way, and visible. */
import type { Events } from "../api.js";

export interface PageEvents {
  on<Name extends keyof Events>(name: Name, callback: (detail: Events[Name]) => void): () => void;
  emit<Name extends keyof Events>(name: Name, detail: Events[Name]): void;
}

export function createEvents(): PageEvents {
  const listeners = new Set<readonly [name: string, callback: (detail: never) => void]>();
  return {
    on(name, callback) {
      const listener = [name, callback] as const;
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit(name, detail) {
      for (const [wanted, callback] of listeners) if (wanted === name) queueMicrotask(() => callback(detail as never));
    },
  };
}

/** Who on the page wants to hear what. A callback that throws is the page's own error: it stays out of our way, and visible. */
import type { Events, Handover } from "../api.js";

export interface PageEvents extends Pick<Handover, "emit" | "complain"> {
  on<Name extends keyof Events>(name: Name, callback: (detail: Events[Name]) => void): () => void;
}

const NAMES = /^(ready|open|close|message|unread|contact|availability|error)$/;

export function createEvents(): PageEvents {
  const listeners = new Set<readonly [name: string, callback: (detail: never) => void]>();
  const events: PageEvents = {
    on(name, callback) {
      const listener = [name, callback] as const;
      if (NAMES.test(name) && typeof callback === "function") listeners.add(listener);
      else events.complain("bad-call", `There is no on("${name}", ${typeof callback}).`);
      return () => void listeners.delete(listener);
    },
    emit(name, detail) {
      for (const [wanted, callback] of listeners) if (wanted === name) queueMicrotask(() => callback(detail as never));
    },
    complain(code, message) {
      console.warn("Recado:", message);
      events.emit("error", { code, message });
    },
  };
  return events;
}

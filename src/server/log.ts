/** The server's log. What people said, their addresses and their tokens have no place in it, also not inside an error's message. */
import { pino } from "pino";

/** The part of pino that is used; any logger with this shape does. */
export interface Log {
  debug(facts: object, sentence: string): void;
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
}

export const defaultLog = (): Log => pino({ base: null });

const MAILBOX = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g;
const SECRET = /[A-Za-z0-9_-]{32,}/g;
const QUOTED = /"[^"]*"/g;

/** What may be written about an error nobody expected. Quoted parts go too: PostgreSQL quotes the value it could not take. */
export function describe(error: unknown): object {
  if (!(error instanceof Error)) return { error: typeof error };
  const clean = (text: string) => text.replace(QUOTED, '"…"').replace(MAILBOX, "…@…").replace(SECRET, "…");
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const constraint = "constraint" in error && typeof error.constraint === "string" ? { constraint: error.constraint } : {};
  // The frames of a stack start after its first lines, which repeat the message.
  const frames = error.stack?.slice(error.stack.indexOf("\n    at ")).trim();
  return { error: error.name, message: clean(error.message), ...code, ...constraint, at: frames };
}

/**
 * What is asked again and again is planned once a connection: PostgreSQL keeps a statement that has a name. To plan our larger ones
 * takes it longer than to run them. Such a plan is for any values, so what an index hangs on (`where state = 'sent'`) is written into
 * the statement (`sql.lit`); test/server/plans.test.ts looks at plans for any values.
 */
import { createHash } from "node:crypto";
import pg from "pg";

/** From then on a statement has a name. What is asked at a start, or by a hand in the console, needs none. */
const OFTEN = 10;
/** Each is some ten kilobytes in each connection of the database. */
const MOST_NAMES = 200;
/** Texts that are never the same twice must not be remembered for ever. */
const MOST_COUNTED = 1_000;

/** Said before anything was run: the table has another column since (another node has migrated), so what was planned answers no more. */
const IS_OUTDATED = "0A000";
/** A pooler gave us another connection than the one that knows the name, or one on which somebody else took it. */
const IS_POOLED = new Set(["26000", "42P05"]);

/** A client for a pool, all of whose connections call a statement the same. */
export function preparing(config: pg.PoolConfig): typeof pg.Client {
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  let generation = 0;
  let isOff = false;

  function nameOf(text: string): string | undefined {
    const name = names.get(text);
    if (name !== undefined || isOff || names.size === MOST_NAMES) return name;
    const count = (counts.get(text) ?? 0) + 1;
    if (count < OFTEN) {
      if (counts.size === MOST_COUNTED) counts.clear();
      counts.set(text, count);
      return undefined;
    }
    counts.delete(text);
    // By content: behind a pooler another node's name may stand for it, and must never stand for anything else.
    const fresh = `recado_${generation}_${createHash("sha256").update(text).digest("base64url")}`;
    names.set(text, fresh);
    return fresh;
  }

  /** True where the statement may go again, without its name. */
  function isForgotten({ code }: { code?: unknown }): boolean {
    const isPooled = IS_POOLED.has(String(code));
    if (!isPooled && code !== IS_OUTDATED) return false;
    isOff ||= isPooled;
    names.clear();
    generation += 1;
    return true;
  }

  class Preparing extends ((config.Client as typeof pg.Client | undefined) ?? pg.Client) {
    override query(...all: unknown[]) {
      const plain = () => Reflect.apply(super.query, this, all);
      const [text, values] = all;
      // Kysely's way of asking, which answers by a promise. What has no values is `begin` and the like, or several statements in one.
      const isAsked = all.length === 2 && typeof text === "string" && Array.isArray(values) && values.length > 0;
      const name = isAsked ? nameOf(text) : undefined;
      if (name === undefined) return plain();
      const named = Reflect.apply(super.query, this, [{ name, text, values }]);
      return named.catch((error: { code?: unknown }) => {
        if (!isForgotten(error)) throw error;
        // In a transaction this one is lost with it, and the first error says why.
        return plain().catch(() => Promise.reject(error));
      });
    }
  }
  return Preparing;
}

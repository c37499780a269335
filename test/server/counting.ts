/** A connection that remembers what was asked of it. */
import pg from "pg";

/** `asked`: the text of every statement, in order. */
export function counting(connection: pg.PoolConfig, asked: string[]): pg.PoolConfig {
  class Counting extends pg.Client {
    override query(...all: unknown[]) {
      const [what] = all;
      asked.push(typeof what === "object" && what !== null && "text" in what ? String(what.text) : String(what));
      return Reflect.apply(super.query, this, all);
    }
  }
  return { ...connection, Client: Counting };
}

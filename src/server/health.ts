/** Whether this node can serve: for load balancers and whoever is called at night. */
import { sql } from "kysely";
import type { Ground } from "./ground.js";
import type { Routes } from "./http/routes.js";
import { describe } from "./log.js";
import { Refusal } from "./refusal.js";

const PATIENCE_MS = 2_000;

export function healthRoute(ground: Ground, routes: Routes): void {
  routes.raw({ method: "GET", path: "/healthz" }, async (c) => {
    const late = new Promise<never>((_, reject) =>
      AbortSignal.timeout(PATIENCE_MS).addEventListener("abort", () => reject(new Error("No answer in time"))),
    );
    try {
      await Promise.race([sql`select 1`.execute(ground.db), late]);
    } catch (error) {
      ground.log.warn(describe(error), "The database does not answer");
      throw new Refusal("unavailable", "The database does not answer");
    }
    c.header("Cache-Control", "no-store");
    return c.json({ ok: true });
  });
}

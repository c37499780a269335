/** Every no has one shape: a `Problem`. An error nobody expected says only that there was one; its details are in the log. */
import type { Context, Hono } from "hono";
import { type Problem, STATUS } from "../../protocol/index.js";
import { describe, type Log } from "../log.js";
import { Refusal } from "../refusal.js";
import { newId } from "../secrets.js";

export function answerProblems(app: Hono, log: Log): void {
  app.notFound((c) => problem(c, new Refusal("not-found", "There is nothing at this address")));
  app.onError((error, c) => {
    if (error instanceof Refusal) return problem(c, error);
    const id = newId();
    log.error({ id, method: c.req.method, ...describe(error) }, "A request failed");
    return problem(c, new Refusal("internal", `Something went wrong here; nothing of yours was lost. Ask for ${id} in the log.`));
  });
}

function problem(c: Context, { code, message, field, retryAfterSeconds }: Refusal): Response {
  const body: Problem = {
    error: {
      code,
      message,
      ...(field !== undefined && { field }),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    },
  };
  if (retryAfterSeconds !== undefined) c.header("Retry-After", String(retryAfterSeconds));
  c.header("Cache-Control", "no-store");
  return c.json(body, STATUS[code]);
}

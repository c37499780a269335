/** Gives a task, or takes an answer: right and for the first time, it clears its session for an hour. */
import type { TaskGiven } from "../../protocol/index.js";
import type { Ground } from "../ground.js";
import type { VisitorCaller } from "../visitor/caller.js";
import type { Challenge } from "./challenge.js";
import { CLEARED_MS } from "./screen.js";
import { spend } from "./spent.js";

const SPENT_MS = 7 * 86_400_000;

export async function answerTask(
  ground: Ground,
  challenge: Challenge,
  { session, visitorId }: VisitorCaller,
  answer: string | undefined,
): Promise<TaskGiven> {
  const now = ground.now();
  const name = answer === undefined ? undefined : await challenge.accepts(answer, visitorId);
  if (name === undefined) return { task: await challenge.task(visitorId) };
  // By its session: the same answer again is a repeat, and another session's is a copy.
  const isOwn = await spend(ground.db, `task:${name}`, { what: session.hash, endsAt: now + SPENT_MS, now });
  if (!isOwn) return { task: await challenge.task(visitorId) };
  await ground.db
    .updateTable("visitor_sessions")
    .set({ cleared_until: now + CLEARED_MS })
    .where("hash", "=", session.hash)
    .execute();
  return {};
}

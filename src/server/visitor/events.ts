/**
 * The visitor's stream: `hello`, then what changed, and a beat that proves the line lives. Notices only say "look": what is sent
 * is the difference between what this line was told and what the database has (news-line.ts), so a lost notice costs a beat and
 * no more. Presence begins and ends with the line, except for a resumed session before its first gesture.
 */
import type { Position } from "../../protocol/index.js";
import type { Presence } from "../conversation/presence.js";
import type { Ground } from "../ground.js";
import { type Line, oneAtATime } from "../http/stream.js";
import type { Notice } from "../hub.js";
import { Refusal } from "../refusal.js";
import type { VisitorCaller } from "./caller.js";
import { createNewsLine } from "./news-line.js";
import type { Sessions } from "./session.js";
import type { Snapshots } from "./snapshot.js";

/** What all streams of a node share. */
export interface Listening {
  readonly presence: Presence;
  readonly sessions: Sessions;
  readonly snapshots: Snapshots;
}

export async function holdEvents(
  ground: Ground,
  { presence, sessions, snapshots }: Listening,
  { site, session, visitorId }: VisitorCaller,
  position: Position | undefined,
  line: Line,
): Promise<void> {
  // Of the caller only this: what a closure sees lives as long as the line, and a site's settings are kilobytes.
  const [visitor, tokenHash] = [{ site: site.id, id: visitorId }, session.hash];
  const news = createNewsLine(ground, snapshots, visitor, line);
  // A line whose news cannot be read any more is worse than none: its client would not know.
  const orEnd = (work: Promise<void>) =>
    ground.background(
      work.catch((error: unknown) => {
        line.end();
        throw error;
      }),
    );

  /** Set once somebody may count as there; a line that ends before they were written down ends after it. */
  let arrival: Promise<void> | undefined;
  const arrive = () => {
    arrival ??= presence.arrive(visitor);
    return arrival;
  };
  const check = oneAtATime(async () => {
    const current = await sessions(visitor.site, tokenHash);
    if (current === undefined) {
      news.send({ type: "gone" });
      line.end();
    } else if (!current.needsGesture && !line.isOver()) await arrive();
  });
  const lookAgain = oneAtATime(() =>
    news.look().catch((error: unknown) => {
      // Erased while it looked: that is what to say, before the line ends.
      if (error instanceof Refusal) return check();
      throw error;
    }),
  );
  const look = (notice?: Notice) => {
    // The site's own notice, or a beat, which makes good for lost ones.
    if (notice?.about !== "conversation") news.siteMoved();
    return lookAgain();
  };
  const beat = async () => {
    await check();
    // The line may have ended meanwhile: whoever left must not stay.
    if (arrival !== undefined && !line.isOver()) await presence.stay(visitor);
    await look();
    news.beat();
  };

  // Subscribed before the first look: what happens in between is looked at once more, instead of missed.
  const unsubscribe = ground.hub.subscribe({ site: visitor.site, conversation: visitor.id }, (notice) => {
    if (notice.about === "sessions") orEnd(check());
    else if (notice.about !== "typing") orEnd(look(notice));
    else if (notice.from !== undefined) news.send({ type: "typing", on: notice.on, from: notice.from });
  });
  line.onEnd(unsubscribe);
  line.onEnd(ground.heart.join(() => orEnd(beat())));
  if (!session.needsGesture) orEnd(arrive());
  line.onEnd(() => {
    if (arrival !== undefined) ground.background(arrival.then(() => presence.leave(visitor)));
  });
  if (line.isOver()) return;
  await arrival;
  if (await news.hello(position)) await lookAgain();
}

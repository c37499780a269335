/** What one stream was told so far, and the events that bring it up to date. It knows no time; events.ts says when to look. */
import type { Position, Seq, ServerEvent } from "../../protocol/index.js";
import type { Moved } from "../conversation/news.js";
import type { Ground } from "../ground.js";
import type { Line } from "../http/stream.js";
import type { Told } from "../site/availability.js";
import { MOST_MISSED, type Snapshot, type Snapshots } from "./snapshot.js";

interface Seen extends Omit<Snapshot, "missed">, Pick<Told, "availability"> {
  readonly opensAt: Told["opensAt"] | undefined;
}

export function createNewsLine(ground: Pick<Ground, "epoch" | "now">, snapshots: Snapshots, visitor: Moved, line: Line) {
  /** The last message sent: the position a reader comes back with. */
  let sent: Seq = 0;
  let told: Seen | undefined;
  /** Who is there is asked for when it may have changed, and not for every message. */
  let isSiteDue = false;
  /** Told to look while hello was reading, which may be older. */
  let isLookDue = false;
  const send = (event: ServerEvent) => line.send(event, `${ground.epoch}:${sent}`);

  const sendMissed = ({ missed }: Snapshot) => {
    for (const message of missed) {
      sent = message.seq;
      send({ type: "message", message });
    }
  };
  const messages = async (): Promise<Omit<Snapshot, "missed">> => {
    for (;;) {
      const seen = await snapshots.of(visitor.id, sent);
      sendMissed(seen);
      if (seen.missed.length < MOST_MISSED || line.isOver()) return seen;
    }
  };

  return {
    send,
    async look(): Promise<void> {
      isLookDue = told === undefined;
      if (told === undefined || line.isOver()) return;
      const [before, site] = [told, isSiteDue ? snapshots.site(visitor.site) : toldOf(told)];
      isSiteDue = false;
      const [seen, there] = await Promise.all([messages(), site]);
      const now = seenNow(seen, there);
      const events = differences(before, now);
      // Nothing new, same object: one that a beat puts in its place every time is never young, and so is garbage for long.
      if (events.length > 0 || now.latest !== before.latest) told = now;
      for (const event of events) send(event);
    },
    /** The next look asks also who is there. */
    siteMoved(): void {
      isSiteDue = true;
    },
    /** Opens the line, with what its reader has missed since `position`, if that is little and of the same past. True: look again. */
    async hello(position: Position | undefined): Promise<boolean> {
      isLookDue = false;
      const since = position?.epoch === ground.epoch ? position.seq : undefined;
      const [seen, there] = await Promise.all([snapshots.of(visitor.id, since), snapshots.site(visitor.site)]);
      const { latest, readUpTo, agentsReadUpTo } = seen;
      const isNear = since !== undefined && since <= latest && latest - since <= MOST_MISSED;
      sent = isNear ? since : latest;
      send({ type: "hello", epoch: ground.epoch, latest, readUpTo, agentsReadUpTo, ...there, now: ground.now() });
      told = seenNow(seen, there);
      if (isNear) sendMissed(seen);
      return isLookDue;
    },
    beat(): void {
      // One that falls into the opening: hello itself proves that the line lives.
      if (told !== undefined) send({ type: "beat", latest: told.latest });
    },
  };
}

function differences(told: Seen, seen: Seen): ServerEvent[] {
  const events: ServerEvent[] = [];
  if (seen.readUpTo > told.readUpTo) events.push({ type: "read", by: "visitor", upTo: seen.readUpTo });
  if (seen.agentsReadUpTo > told.agentsReadUpTo) events.push({ type: "read", by: "agent", upTo: seen.agentsReadUpTo });
  if (seen.availability !== told.availability || seen.opensAt !== told.opensAt) {
    events.push({ type: "availability", ...toldOf(seen) });
  }
  if (seen.contact !== undefined && JSON.stringify(seen.contact) !== JSON.stringify(told.contact)) {
    events.push({ type: "contact", contact: seen.contact });
  }
  return events;
}

/** Key by key: an object made by spreading has a shape of its own, which is as large again, and there is one for each line. */
const seenNow = (
  { latest, readUpTo, agentsReadUpTo, contact }: Omit<Snapshot, "missed">,
  { availability, opensAt }: Told,
): Seen => ({ latest, readUpTo, agentsReadUpTo, contact, availability, opensAt });

const toldOf = ({ availability, opensAt }: Pick<Seen, "availability" | "opensAt">): Told => ({
  availability,
  ...(opensAt !== undefined && { opensAt }),
});

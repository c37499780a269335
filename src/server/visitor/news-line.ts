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
  const send = (event: ServerEvent) => line.send(event, `${ground.epoch}:${sent}`);

  const messages = async (): Promise<Omit<Snapshot, "missed">> => {
    for (;;) {
      const seen = await snapshots.of(visitor.id, sent);
      for (const message of seen.missed) {
        sent = message.seq;
        send({ type: "message", message });
      }
      if (seen.missed.length < MOST_MISSED || line.isOver()) return seen;
    }
  };

  return {
    send,
    async look(): Promise<void> {
      // Before hello there is nothing to compare with, and hello says it all.
      if (told === undefined || line.isOver()) return;
      const [before, site] = [told, isSiteDue ? snapshots.site(visitor.site) : toldOf(told)];
      isSiteDue = false;
      const [seen, there] = await Promise.all([messages(), site]);
      told = seenNow(seen, there);
      for (const event of differences(before, told)) send(event);
    },
    /** The next look asks also who is there. */
    siteMoved(): void {
      isSiteDue = true;
    },
    /** Opens the line; the next look adds what its reader has missed since `position`, if that is little and of the same past. */
    async hello(position: Position | undefined): Promise<void> {
      const [seen, there] = await Promise.all([snapshots.of(visitor.id), snapshots.site(visitor.site)]);
      const { latest, readUpTo, agentsReadUpTo } = seen;
      const isNear = position?.epoch === ground.epoch && position.seq <= latest && latest - position.seq <= MOST_MISSED;
      sent = isNear ? position.seq : latest;
      send({ type: "hello", epoch: ground.epoch, latest, readUpTo, agentsReadUpTo, ...there, now: ground.now() });
      told = seenNow(seen, there);
    },
    beat(): void {
      send({ type: "beat", latest: told?.latest ?? 0 });
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

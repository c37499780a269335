/** What one stream was told so far, and the events that bring it up to date. It knows no time; events.ts says when to look. */
import type { Position, Seq, ServerEvent } from "../../protocol/index.js";
import { pull } from "../conversation/message.js";
import type { Moved } from "../conversation/news.js";
import type { Ground } from "../ground.js";
import type { Line } from "../http/stream.js";
import { type Snapshot, snapshot } from "./snapshot.js";

/** Whoever missed more pulls; a line is for news. */
const MOST_MISSED = 200;

export function createNewsLine(ground: Ground, visitor: Moved, line: Line) {
  /** The last message sent: the position a reader comes back with. */
  let sent: Seq = 0;
  let told: Snapshot | undefined;
  const send = (event: ServerEvent) => line.send(event, `${ground.epoch}:${sent}`);

  const messages = async (latest: Seq) => {
    while (sent < latest && !line.signal.aborted) {
      const page = await pull(ground.db, visitor.id, { after: sent, limit: MOST_MISSED }, ground.epoch);
      if (page.messages.length === 0) return;
      for (const message of page.messages) {
        sent = message.seq;
        send({ type: "message", message });
      }
    }
  };

  const look = async () => {
    // Before hello there is nothing to compare with, and hello says it all.
    if (told === undefined || line.signal.aborted) return;
    const [before, seen] = [told, await snapshot(ground.db, visitor.site, visitor.id, ground.now())];
    await messages(seen.latest);
    for (const event of differences(before, seen)) send(event);
    told = seen;
  };

  return {
    send,
    look,
    /** Opens the line; the next look adds what its reader has missed since `position`, if that is little and of the same past. */
    async hello(position: Position | undefined): Promise<void> {
      const seen = await snapshot(ground.db, visitor.site, visitor.id, ground.now());
      const { latest, readUpTo, agentsReadUpTo } = seen;
      const isNear = position?.epoch === ground.epoch && position.seq <= latest && latest - position.seq <= MOST_MISSED;
      sent = isNear ? position.seq : latest;
      send({ type: "hello", epoch: ground.epoch, latest, readUpTo, agentsReadUpTo, ...toldOf(seen), now: ground.now() });
      told = seen;
    },
    beat(): void {
      send({ type: "beat", latest: told?.latest ?? 0 });
    },
  };
}

function differences(told: Snapshot, seen: Snapshot): ServerEvent[] {
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

const toldOf = ({ availability, opensAt }: Snapshot) => ({ availability, ...(opensAt !== undefined && { opensAt }) });

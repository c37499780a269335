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

/** A class: there are thousands of them, and functions of its own for each would be half a kilobyte. */
export class NewsLine {
  readonly #ground: Pick<Ground, "epoch" | "now">;
  readonly #snapshots: Snapshots;
  readonly #visitor: Moved;
  readonly #line: Line;
  /** The last message sent: the position a reader comes back with. */
  #sent: Seq = 0;
  #told: Seen | undefined;
  /** Who is there is asked for when it may have changed, and not for every message. */
  #isSiteDue = false;
  /** Told to look while hello was reading, which may be older. */
  #isLookDue = false;

  constructor(ground: Pick<Ground, "epoch" | "now">, snapshots: Snapshots, visitor: Moved, line: Line) {
    this.#ground = ground;
    this.#snapshots = snapshots;
    this.#visitor = visitor;
    this.#line = line;
  }

  send(event: ServerEvent): void {
    this.#line.send(event, `${this.#ground.epoch}:${this.#sent}`);
  }

  /** Opens the line, with what its reader has missed since `position`, if that is little and of the same past. True: look again. */
  async hello(position: Position | undefined): Promise<boolean> {
    this.#isLookDue = false;
    const { epoch, now } = this.#ground;
    const since = position?.epoch === epoch ? position.seq : undefined;
    const [seen, there] = await Promise.all([
      this.#snapshots.of(this.#visitor.id, since),
      this.#snapshots.site(this.#visitor.site),
    ]);
    const { latest, readUpTo, agentsReadUpTo } = seen;
    const isNear = since !== undefined && since <= latest && latest - since <= MOST_MISSED;
    this.#sent = isNear ? since : latest;
    this.send({ type: "hello", epoch, latest, readUpTo, agentsReadUpTo, ...there, now: now() });
    this.#told = seenNow(seen, there);
    if (isNear) this.#sendMissed(seen);
    return this.#isLookDue;
  }

  async look(): Promise<void> {
    const before = this.#told;
    this.#isLookDue = before === undefined;
    if (before === undefined || this.#line.isOver()) return;
    const site = this.#isSiteDue ? this.#snapshots.site(this.#visitor.site) : toldOf(before);
    this.#isSiteDue = false;
    const [seen, there] = await Promise.all([this.#messages(), site]);
    const now = seenNow(seen, there);
    const events = differences(before, now);
    // Nothing new, same object: one that a beat puts in its place every time is never young, and so is garbage for long.
    if (events.length > 0 || now.latest !== before.latest) this.#told = now;
    for (const event of events) this.send(event);
  }

  /** The next look asks also who is there. */
  siteMoved(): void {
    this.#isSiteDue = true;
  }

  beat(): void {
    // One that falls into the opening: hello itself proves that the line lives.
    if (this.#told !== undefined) this.send({ type: "beat", latest: this.#told.latest });
  }

  async #messages(): Promise<Omit<Snapshot, "missed">> {
    for (;;) {
      const seen = await this.#snapshots.of(this.#visitor.id, this.#sent);
      this.#sendMissed(seen);
      if (seen.missed.length < MOST_MISSED || this.#line.isOver()) return seen;
    }
  }

  #sendMissed({ missed }: Snapshot): void {
    for (const message of missed) {
      this.#sent = message.seq;
      this.send({ type: "message", message });
    }
  }
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

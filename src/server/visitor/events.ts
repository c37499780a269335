/**
 * The visitor's stream: `hello`, then what changed, and a beat that proves the line lives. Notices only say "look": what is sent
 * is the difference between what this line was told and what the database has (news-line.ts), so a lost notice costs a beat and
 * no more. Presence begins and ends with the line, except for a resumed session before its first gesture.
 */
import type { Position } from "../../protocol/index.js";
import type { Moved } from "../conversation/news.js";
import type { Presence } from "../conversation/presence.js";
import type { Ground } from "../ground.js";
import { type Line, oneAtATime } from "../http/stream.js";
import type { Notice } from "../hub.js";
import { Refusal } from "../refusal.js";
import type { VisitorCaller } from "./caller.js";
import { NewsLine } from "./news-line.js";
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
  listening: Listening,
  { site, session, visitorId }: VisitorCaller,
  position: Position | undefined,
  line: Line,
): Promise<void> {
  // Of the caller only this: it lives as long as the line, and a site's settings are kilobytes.
  const visitor = { site: site.id, id: visitorId };
  const stream = new VisitorStream(ground, listening, visitor, session.hash, line);
  // Subscribed before the first look: what happens in between is looked at once more, instead of missed.
  line.onEnd(ground.hub.subscribe({ site: visitor.site, conversation: visitor.id }, (notice) => stream.hear(notice)));
  line.onEnd(ground.heart.join(() => stream.beat()));
  if (!session.needsGesture) stream.arrive();
  line.onEnd(() => stream.leave());
  if (!line.isOver()) await stream.open(position);
}

/** A class: there are thousands of them, and functions of its own for each would be a kilobyte. */
class VisitorStream {
  readonly #ground: Ground;
  readonly #listening: Listening;
  readonly #visitor: Moved;
  readonly #tokenHash: string;
  readonly #line: Line;
  readonly #news: NewsLine;
  /** Set once somebody may count as there; a line that ends before they were written down ends after it. */
  #arrival: Promise<void> | undefined;
  readonly #check = oneAtATime(() => this.#checkOnce());
  readonly #look = oneAtATime(() => this.#lookOnce());

  constructor(ground: Ground, listening: Listening, visitor: Moved, tokenHash: string, line: Line) {
    this.#ground = ground;
    this.#listening = listening;
    this.#visitor = visitor;
    this.#tokenHash = tokenHash;
    this.#line = line;
    this.#news = new NewsLine(ground, listening.snapshots, visitor, line);
  }

  async open(position: Position | undefined): Promise<void> {
    await this.#arrival;
    if (await this.#news.hello(position)) await this.#look();
  }

  hear(notice: Notice): void {
    if (notice.about === "sessions") this.#orEnd(this.#check());
    else if (notice.about !== "typing") {
      if (notice.about === "site") this.#news.siteMoved();
      this.#orEnd(this.#look());
    } else if (notice.from !== undefined) this.#news.send({ type: "typing", on: notice.on, from: notice.from });
  }

  arrive(): void {
    this.#orEnd(this.#arrive());
  }

  beat(): void {
    this.#orEnd(this.#beatOnce());
  }

  leave(): void {
    const { presence } = this.#listening;
    if (this.#arrival !== undefined) this.#ground.background(this.#arrival.then(() => presence.leave(this.#visitor)));
  }

  /** A line whose news cannot be read any more is worse than none: its client would not know. */
  #orEnd(work: Promise<void>): void {
    this.#ground.background(
      work.catch((error: unknown) => {
        this.#line.end();
        throw error;
      }),
    );
  }

  #arrive(): Promise<void> {
    this.#arrival ??= this.#listening.presence.arrive(this.#visitor);
    return this.#arrival;
  }

  async #checkOnce(): Promise<void> {
    const current = await this.#listening.sessions(this.#visitor.site, this.#tokenHash);
    if (current === undefined) {
      this.#news.send({ type: "gone" });
      this.#line.end();
    } else if (!current.needsGesture && !this.#line.isOver()) await this.#arrive();
  }

  async #beatOnce(): Promise<void> {
    await this.#check();
    // The line may have ended meanwhile: whoever left must not stay.
    if (this.#arrival !== undefined && !this.#line.isOver()) await this.#listening.presence.stay(this.#visitor);
    // It makes good for lost notices, of the site, too.
    this.#news.siteMoved();
    await this.#look();
    this.#news.beat();
  }

  async #lookOnce(): Promise<void> {
    try {
      await this.#news.look();
    } catch (error) {
      // Erased while it looked: that is what to say, before the line ends.
      if (!(error instanceof Refusal)) throw error;
      await this.#check();
    }
  }
}

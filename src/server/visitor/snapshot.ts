/**
 * What a visitor may know of their conversation at this moment, with what they have not been sent of it; zeros where there is none
 * yet. All streams of this node that look at the same moment are one question to the database.
 */
import { sql } from "kysely";
import type { Contact, Message, Seq } from "../../protocol/index.js";
import { type MessageRow, toMessage } from "../conversation/message.js";
import { together } from "../database/together.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import { availabilitiesOf, type Told } from "../site/availability.js";

export interface Snapshot {
  readonly latest: Seq;
  readonly readUpTo: Seq;
  readonly agentsReadUpTo: Seq;
  readonly contact: Contact | undefined;
  /** The first ones behind `sent`, without a gap and no more than MOST_MISSED; none where nothing was asked for. */
  readonly missed: readonly Message[];
}

export interface Snapshots {
  /** Throws "unauthorized" when this visitor is no more. */
  of(visitorId: string, sent?: Seq): Promise<Snapshot>;
  /** Whether somebody is there for visitors of this site. */
  site(id: string): Promise<Told>;
}

/** Whoever missed more pulls; a line is for news. */
export const MOST_MISSED = 200;

interface Look {
  readonly id: string;
  readonly sent: Seq | null;
}
interface Row extends Look {
  readonly contact: Contact | null;
  readonly last_seq: Seq | null;
  readonly read_cursor: Seq | null;
  readonly agents_read_shown: Seq | null;
  readonly missed: MessageRow[] | null;
}

export function createSnapshots({ db, now }: Pick<Ground, "db" | "now">): Snapshots {
  const keyOf = ({ id, sent }: Look) => `${sent} ${id}`;
  const look = together<Look, Row>(keyOf, async (looks) => {
    const { rows } = await sql<Row>`
      select visitor.id, look.sent, visitor.contact, conversation.last_seq, conversation.read_cursor, conversation.agents_read_shown,
        (select json_agg(message order by message.seq) from (
          select * from messages where conversation_id = conversation.id and seq > look.sent and look.sent < conversation.last_seq
          order by seq limit ${MOST_MISSED}
        ) as message) as missed
      from unnest(${looks.map(({ id }) => id)}::text[], ${looks.map(({ sent }) => sent)}::bigint[]) as look (id, sent)
      join visitors as visitor on visitor.id = look.id
      left join conversations as conversation on conversation.id = visitor.id`.execute(db);
    return new Map(rows.map((row) => [keyOf(row), row]));
  });
  const told = together<string, Told>(
    (site) => site,
    (sites) => availabilitiesOf(db, sites, now()),
  );
  return {
    async of(id, sent) {
      const row = await look({ id, sent: sent ?? null });
      if (row === undefined) throw new Refusal("unauthorized", "This visitor's data was deleted");
      return {
        latest: row.last_seq ?? 0,
        readUpTo: row.read_cursor ?? 0,
        agentsReadUpTo: row.agents_read_shown ?? 0,
        contact: row.contact ?? undefined,
        missed: (row.missed ?? []).map(toMessage),
      };
    },
    site: async (id) => (await told(id)) ?? { availability: "away" },
  };
}

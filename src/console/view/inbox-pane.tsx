/** All conversations, by filter. What a row tells is inbox-row.tsx. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import type { Inbox } from "../desk.js";
import { countsOf, FILTERS, type Filter, rowsOf } from "../rows.js";
import { words } from "../words.js";
import { InboxRow } from "./inbox-row.js";
import { Loaded } from "./loaded.js";
import { Empty } from "./small.js";

export interface InboxPaneProps {
  inbox: Inbox;
  now: ReadonlySignal<number>;
  typing: ReadonlySignal<ReadonlySet<string>>;
  chosen: string | undefined;
  /** The reader's agent id. */
  me: string | undefined;
}

export function InboxPane({ inbox, now, typing, chosen, me }: InboxPaneProps) {
  const filter = useSignal<Filter>("open");
  return (
    <>
      <h1 class="only-read">{words.inbox}</h1>
      <Loaded shown={inbox.shown} onAgain={inbox.ask}>
        {({ conversations, now: asOf }) => {
          const counts = countsOf(conversations);
          const rows = rowsOf(conversations, filter.value);
          return (
            <>
              <fieldset class="filters">
                <legend class="only-read">{words.filterBy}</legend>
                {FILTERS.map((one) => (
                  <button
                    key={one}
                    type="button"
                    aria-pressed={filter.value === one}
                    onClick={() => {
                      filter.value = one;
                    }}
                  >
                    {words.filters[one]} <span class="count">{counts[one]}</span>
                  </button>
                ))}
              </fieldset>
              {rows.length === 0 ? <Empty {...words.empty[filter.value]} /> : null}
              <ul class="rows">
                {rows.map((row) => (
                  <InboxRow
                    key={row.id}
                    row={row}
                    asOf={asOf}
                    now={now}
                    me={me}
                    isWriting={typing.value.has(row.id)}
                    isChosen={row.id === chosen}
                  />
                ))}
              </ul>
            </>
          );
        }}
      </Loaded>
    </>
  );
}

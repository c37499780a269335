/** One conversation in the list: who, what last, since when, and whether they wait. */
import type { ReadonlySignal } from "@preact/signals";
import type { ConversationRow } from "../../protocol/index.js";
import { knownName, nameOf } from "../faces.js";
import { hashOf } from "../place.js";
import { lastLine, unreadIn } from "../rows.js";
import { whenOf } from "../times.js";
import { words } from "../words.js";
import { Envelope } from "./icons.js";
import { Face, Since, Time } from "./small.js";

interface InboxRowProps {
  row: ConversationRow;
  asOf: number;
  now: ReadonlySignal<number>;
  me: string | undefined;
  isWriting: boolean;
  isChosen: boolean;
}

export function InboxRow({ row, asOf, now, me, isWriting, isChosen }: InboxRowProps) {
  const { id, contact, channel, last, unread, unconfirmed, waitingSince, present } = row;
  const count = unreadIn([row]);
  const via = channel === "messenger" || channel === "instagram" ? ` · ${words.channel[channel]}` : "";
  return (
    <li>
      <a
        class={`row ${unread > 0 ? "is-unread" : ""}`}
        href={hashOf({ at: "conversation", id })}
        aria-current={isChosen ? "page" : undefined}
      >
        <Face id={id} name={knownName(contact)} isHere={present} />
        <span class="row-name">
          <bdi>{nameOf(contact)}</bdi>
          {via}
          {present ? <span class="only-read"> ({words.here})</span> : null}
        </span>
        {last === undefined ? null : <Time at={last.at} text={whenOf(last.at, asOf)} />}
        <span class={`row-last ${isWriting ? "is-writing" : ""}`}>
          {isWriting ? (
            words.isWriting
          ) : (
            <>
              {last?.channel === "email" && last.by === "visitor" ? (
                <>
                  <Envelope />
                  <span class="only-read">{words.byEmail}: </span>
                </>
              ) : null}
              <span dir="auto">{lastLine(last, me)}</span>
            </>
          )}
        </span>
        {unread > 0 ? (
          <span class="unread">
            <span aria-hidden="true">{count}</span>
            <span class="only-read">{words.unread(count)}</span>
          </span>
        ) : null}
        {unconfirmed === undefined ? null : <span class="row-waits">{words.mailsToConfirm(unconfirmed)}</span>}
        {waitingSince === undefined ? null : (
          <span class="row-waits">
            <Since at={waitingSince} now={now} say={words.unanswered} />
          </span>
        )}
      </a>
    </li>
  );
}

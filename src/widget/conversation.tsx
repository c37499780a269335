/** The conversation: days, groups, the divider, the contact form, who is writing. Itself silent: announcer.ts speaks. */
import { h } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Chat, Entry } from "../client/face.js";
import { readAnswer } from "../contact-form/read.js";
import type { Seq } from "../protocol/index.js";
import { lastSeq } from "./arrivals.js";
import type { Sight } from "./attention.js";
import { Avatar } from "./avatar.js";
import type { ContactDesk } from "./contact-desk.js";
import { type GroupVerbs, groupRows } from "./group.js";
import { Icon } from "./icons.js";
import { NewsLine } from "./news-line.js";
import { count, fill } from "./phrase.js";
import { type Row, rows } from "./rows.js";
import { useScroll } from "./scroll.js";
import { useSights } from "./sights.js";
import type { Times } from "./time.js";
import { cleanName } from "./visible-text.js";
import type { Words } from "./words.js";

export interface LogProps {
  readonly chat: Chat;
  readonly desk: ContactDesk;
  readonly words: Words;
  readonly times: Times;
  readonly language: string;
  readonly isOpen: boolean;
  readonly readBefore: Seq | undefined;
  readonly verbs: GroupVerbs;
  readonly onSights: (sights: readonly Sight[]) => void;
  readonly onFormLeft: () => void;
}

export function Log({ chat, desk, words, times, language, isOpen, readBefore, verbs, onSights, onFormLeft }: LogProps) {
  const log = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const timeline = chat.timeline.value;
  const site = chat.site.value;
  const answersByEmail = site?.answersByEmail ?? false;
  const form = desk.form.value;
  const parts = desk.parts.value;
  const writing = chat.typing.value;
  const made = rows(timeline, readBefore);
  const lastContact = made.filter((row) => row.kind === "news" && row.message.news?.kind === "contact").at(-1)?.key;
  const { isAtEnd, toEnd } = useScroll(log, content, {
    isShown: isOpen,
    firstKey: made[0]?.key,
    divider: readBefore !== undefined,
  });
  useSights(log, chat.readUpTo.value, onSights);
  const unread = chat.unread.value;
  useFollowOwn(timeline, toEnd);

  const draw = (row: Row) => {
    if (row.kind === "day") {
      return (
        <p key={row.key} class="day">
          {times.day(row.at, Date.now())}
        </p>
      );
    }
    if (row.kind === "new") {
      return (
        <p key={row.key} class="new">
          {words.log.new}
        </p>
      );
    }
    if (row.kind === "news") {
      const isLatest = row.key === lastContact;
      const onChange = !form || form.at === "quiet" ? desk.change : undefined;
      return <NewsLine key={row.key} message={row.message} {...{ isLatest, answersByEmail, words, onChange }} />;
    }
    const isOffline = chat.connection.value === "offline";
    return groupRows({ group: row, agentsReadUpTo: chat.agentsReadUpTo.value, ...{ words, times, isOffline, verbs } });
  };

  return (
    <div class="logbox">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard. */}
      <div ref={log} class="log" role="log" aria-live="off" aria-label={words.panel.log} tabIndex={0}>
        <div ref={content} class="lines">
          {chat.hasOlder.value && <Older label={words.log.older} onWanted={chat.loadOlder} />}
          <Greeting
            site={site}
            availability={chat.availability.value}
            isEmpty={timeline.length === 0 && !chat.hasOlder.value}
            words={words}
          />
          {made.flatMap(draw)}
          {site &&
            form &&
            parts?.drawForm(h, {
              ...{ form, asked: site.contactForm, held: desk.held.value, answersByEmail, words: parts.words, desk },
              read: readAnswer,
              face: <Avatar face={undefined} />,
              onLeft: onFormLeft,
            })}
          {writing && (
            <div class="row agent last writing">
              <Avatar face={writing} />
              <div class="bubble">
                <span class="sr">{fill(words.log.typing, { name: cleanName(writing.name) })}</span>
                <span class="dots" aria-hidden="true">
                  <i />
                  <i />
                  <i />
                </span>
              </div>
            </div>
          )}
        </div>
      </div>
      {!isAtEnd && (
        <button
          type="button"
          class="latest"
          onClick={() => {
            toEnd();
            verbs.follow(lastSeq(timeline));
          }}
        >
          <Icon name="down" />
          {unread > 0 ? count(words.log.latestNew, unread, language) : words.log.latest}
        </button>
      )}
    </div>
  );
}

function Greeting({
  site,
  availability,
  isEmpty,
  words,
}: {
  site: Chat["site"]["value"];
  availability: Chat["availability"]["value"];
  isEmpty: boolean;
  words: Words;
}) {
  const text = site?.greeting ?? (availability && words.empty[availability]);
  if (!isEmpty || !text) return null;
  return (
    <div class="row bot last greeting">
      <Avatar face={site?.faces[0]} />
      <div class="bubble" dir="auto">
        {text}
      </div>
    </div>
  );
}

/** Asks by itself when it scrolls into view; the button is for keyboards, and for when the network refused. */
function Older({ label, onWanted }: { readonly label: string; readonly onWanted: () => Promise<void> }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const sentinel = new IntersectionObserver(([entry]) => {
      // Offline it stays where it is: the next look, or a press, asks again.
      if (entry?.isIntersecting) onWanted().catch(() => undefined);
    });
    if (button.current) sentinel.observe(button.current);
    return () => sentinel.disconnect();
  }, [onWanted]);
  return (
    <button ref={button} type="button" class="link older" onClick={() => void onWanted().catch(() => undefined)}>
      {label}
    </button>
  );
}

/** Who writes wants to see it: an own message takes the log to its end. What was there before does not. */
function useFollowOwn(timeline: readonly Entry[], toEnd: () => void): void {
  const last = timeline.at(-1);
  const id = last?.kind === "draft" ? last.id : undefined;
  const before = useRef(id);
  useLayoutEffect(() => {
    if (id !== undefined && id !== before.current) toEnd();
    before.current = id;
  }, [id, toEnd]);
}

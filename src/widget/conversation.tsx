/**
 * The conversation: days, groups, the divider, the contact form, who is writing. Itself silent: announcer.ts speaks. With all
 * that only messages need it is a file of its own for the browser; log.tsx draws it once there is one.
 */

import type { ReadonlySignal } from "@preact/signals";
import { h, type RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { toldIn } from "../client/entries.js";
import type { Chat, Entry } from "../client/face.js";
import { ruleFor } from "../contact-form/rule.js";
import type { Availability, ContactForm, Language, Seq } from "../protocol/index.js";
import type { Announcer } from "./announcer.js";
import { lastSeq } from "./arrivals.js";
import { Avatar } from "./avatar.js";
import { closedLine } from "./closed-line.js";
import type { ContactDesk } from "./contact-desk.js";
import type { FileParts } from "./file-parts.js";
import { type GroupVerbs, groupRows } from "./group.js";
import { useGuard } from "./guarded.js";
import { lastOf } from "./last-of.js";
import { Latest } from "./latest.js";
import type { MoreParts } from "./more-parts.js";
import { NewsLine } from "./news-line.js";
import { Older } from "./older.js";
import { useOwnNews } from "./own-news.js";
import { offeredIn, QuickReplies } from "./quick-replies.js";
import { dividerIn, type Row, rows } from "./rows.js";
import { useScroll } from "./scroll.js";
import { useSights } from "./sights.js";
import type { Surroundings } from "./surroundings.js";
import { timesFor } from "./time.js";
import type { Words } from "./words.js";
import { Writing } from "./writing.js";

export { begin } from "./begin.js";
export { default as css } from "./conversation.css?inline";
export { Peek } from "./peek.js";
export { timesFor } from "./time.js";
export { talkEn } from "./words/talk-en.js";

export interface ConversationProps {
  /** What scrolls, and what it scrolls. */
  readonly log: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly chat: Chat;
  readonly desk: ContactDesk;
  readonly send: (text: string) => void;
  readonly surroundings: Surroundings;
  readonly words: Words;
  readonly language: Language;
  readonly isOpen: ReadonlySignal<boolean>;
  readonly readBefore: Seq | undefined;
  readonly more: MoreParts | undefined;
  readonly files: FileParts | undefined;
  /** What is in `more` is needed. */
  readonly onMore: () => void;
  readonly announcer: Announcer;
  readonly onFormLeft: () => void;
}

export function Conversation({
  log,
  content,
  chat,
  desk,
  send,
  surroundings,
  words,
  language,
  isOpen,
  readBefore,
  announcer: { say },
  more,
  files,
  onMore,
  onFormLeft,
}: ConversationProps) {
  const verbs = useMemo(
    (): GroupVerbs => ({
      retry: chat.retry,
      discard: chat.discard,
      copy: (text) => {
        navigator.clipboard?.writeText(text).then(
          () => say(words.state.copied),
          // The page may not allow it; the text is on screen to be selected.
          () => undefined,
        );
      },
      follow: chat.attended,
    }),
    [chat, say, words],
  );
  const times = timesFor(language);
  const timeline = chat.timeline.value;
  const site = chat.site.value;
  const answersByEmail = site?.answersByEmail ?? false;
  const form = desk.form.value;
  const parts = desk.parts.value;
  const told = toldIn(timeline);
  const divider = dividerIn(timeline, readBefore);
  const { from, to, above, below, isAtEnd, toEnd } = useScroll(log, content, { lines: timeline, divider, isShown: isOpen.value });
  const divided = divider !== undefined && divider < from ? undefined : readBefore;
  const lastContact = useMemo(() => lastOf(told, isContact)?.id, [told]);
  useSights(log, { chat, surroundings, isOpen });
  useGuard(log);
  useFollowOwn(timeline, toEnd);
  useOwnNews(chat, say, words);
  const quickReplies = offeredIn(timeline);
  const closed = chat.can.rate && !chat.needsGesture.value ? closedLine(timeline) : undefined;
  const isRatingDue = closed !== undefined && closed.news.rating === undefined && isOpen.value;
  useEffect(() => {
    if (isRatingDue) onMore();
  }, [isRatingDue, onMore]);

  const ownPhrase = (of: string) =>
    site?.contactForm.phrases?.find((phrase) => phrase.of === of && phrase.language === language)?.text;

  const drawFiles = useMemo(
    () => files && ((entry: Entry) => <files.Cards {...{ entry, chat, language, say }} words={files.words} />),
    [files, chat, language, say],
  );
  const isOffline = chat.connection.value === "offline";
  const today = new Date(chat.now()).setHours(0, 0, 0, 0);
  const onChange = !form || form.at === "quiet" ? desk.change : undefined;
  const done = ownPhrase(knownPhrase(site?.contactForm, chat.availability.value));
  const draw = (row: Row) => {
    if (row.kind === "day") {
      return (
        <p key={row.key} class="day">
          {times.day(row.at, today)}
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
      return <NewsLine key={row.key} message={row.message} {...{ isLatest, answersByEmail, words, done, onChange }} />;
    }
    return groupRows({ group: row, agentsReadUpTo: chat.agentsReadUpTo, ...{ words, times, isOffline, verbs, drawFiles } });
  };
  // None of it is drawn anew when the panel opens, or something else stands around it.
  const lines = useMemo(
    () => <>{rows(timeline.slice(from, to), divided).flatMap(draw)}</>,
    [timeline, from, to, divided, words, isOffline, verbs, drawFiles, lastContact, answersByEmail, done, onChange, today],
  );
  return (
    <>
      <div ref={above} class="space" aria-hidden="true" />
      {from === 0 && chat.hasOlder.value && <Older label={words.log.older} onWanted={chat.loadOlder} />}
      {lines}
      <div ref={below} class="space" aria-hidden="true" />
      {quickReplies.length > 0 && (
        <QuickReplies
          texts={quickReplies}
          onChoose={(text) => {
            send(text);
            onFormLeft();
          }}
        />
      )}
      {closed && more && (
        <more.Rating
          key={closed.id}
          given={closed.news.rating}
          words={more.more.rating}
          onRate={(rating) => chat.rate(closed.seq, rating)}
        />
      )}
      {site &&
        form &&
        parts?.drawForm(h, {
          ...{ form, asked: site.contactForm, held: desk.held.value, answersByEmail, words: parts.words, desk },
          read: desk.read,
          phrase: ownPhrase,
          said: timeline.flatMap(saidByVisitor),
          face: <Avatar face={undefined} />,
          onLeft: onFormLeft,
        })}
      <Writing chat={chat} words={words} />
      <div class="edge">
        <Latest
          {...{ chat, isAtEnd, language, words }}
          onWanted={({ currentTarget }) => {
            // It goes with this: the arrow keys go on from here.
            if (currentTarget.matches(":focus")) log.current?.focus({ preventScroll: true });
            toEnd();
            verbs.follow(lastSeq(timeline));
          }}
        />
      </div>
    </>
  );
}

const isContact = (entry: Entry): boolean => entry.kind === "message" && entry.message.news?.kind === "contact";

const saidByVisitor = (entry: Entry): readonly string[] => {
  if (entry.kind === "draft") return [entry.draft.text];
  return entry.message.by === "visitor" ? [entry.message.text] : [];
};

/** Which of the bot's phrases is said to somebody who is known. */
function knownPhrase(form: ContactForm | undefined, availability: Availability = "away"): string {
  const isRequired = form && ruleFor(form, availability) === "required";
  return `${availability}${isRequired ? "Required" : "Optional"}Known`;
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

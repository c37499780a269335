/** Neighbouring messages of one author: bubbles, one face, one line with time and state. */
import { computed, type ReadonlySignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { ChatErrorCode } from "../client/errors.js";
import type { Entry } from "../client/face.js";
import type { Seq } from "../protocol/index.js";
import { Avatar } from "./avatar.js";
import { filesIn } from "./files-in.js";
import { Icon } from "./icons.js";
import { type Group, timeOf } from "./rows.js";
import { steady } from "./steady.js";
import { linked } from "./text.js";
import type { Times } from "./time.js";
import { cleanName } from "./visible-text.js";
import type { Words } from "./words.js";

export interface GroupVerbs {
  readonly retry: (id: string) => void;
  readonly discard: (id: string) => void;
  readonly copy: (text: string) => void;
  /** A link in a message was followed: it has been read. */
  readonly follow: (seq: Seq) => void;
}

interface Props {
  readonly group: Group;
  readonly words: Words;
  readonly times: Times;
  /** The visitor's messages up to here are seen. */
  readonly agentsReadUpTo: ReadonlySignal<Seq>;
  readonly isOffline: boolean;
  /** The same ones at every drawing. */
  readonly verbs: GroupVerbs;
  /** Undefined until its code is here: until then they are named. */
  readonly drawFiles: ((entry: Entry) => ComponentChildren) | undefined;
}

/** Rows of their own, each with its message's key: a group that grows at either end keeps the elements it has. */
export function groupRows({ group, words, times, agentsReadUpTo, isOffline, verbs, drawFiles }: Props): ComponentChildren[] {
  const { by, from, entries } = group;
  const isMine = by === "visitor";
  const last = entries[entries.length - 1] ?? entries[0];
  const name = from ? cleanName(from.name) : by === "bot" ? words.log.assistant : words.log.team;
  const bubbles = entries.map((entry, index) => (
    <Row
      key={entry.id}
      {...{ entry, by, from, words, drawFiles }}
      isLast={entry === last}
      speaker={index === 0 ? (isMine ? words.log.you : name) : undefined}
      onFollow={verbs.follow}
    />
  ));
  const meta = isMine ? (
    <OwnMeta key={`meta ${last.id}`} entry={last} {...{ words, times, agentsReadUpTo, isOffline, verbs }} />
  ) : (
    <TheirMeta key={`meta ${last.id}`} entry={last} {...{ name, words, times }} />
  );
  return [...bubbles, meta];
}

interface RowProps extends Pick<Props, "words" | "drawFiles">, Pick<Group, "by" | "from"> {
  readonly entry: Entry;
  readonly isLast: boolean;
  readonly speaker: string | undefined;
  readonly onFollow: GroupVerbs["follow"];
}

const Row = steady(function Row({ entry, by, from, isLast, speaker, words, onFollow, drawFiles }: RowProps) {
  const isMine = by === "visitor";
  const text = entry.kind === "message" ? entry.message.text : entry.draft.text;
  const isDeleted = entry.kind === "message" && entry.message.deletedAt !== undefined;
  const seq = seqOf(entry);
  const files = isDeleted ? [] : filesIn(entry);
  const names = drawFiles ? "" : files.map(({ name }) => cleanName(name)).join("\n");
  return (
    <div class={`row ${by} ${isLast ? "last" : "follow"}`} data-seq={isMine ? undefined : seq}>
      {!isMine && (isLast ? <Avatar face={from} /> : <span class="avatar gap" />)}
      <div class={isDeleted ? "bubble deleted" : "bubble"} part="bubble">
        {speaker && <span class="sr">{speaker}: </span>}
        {(isDeleted || text || names) && (
          <span class="text" dir="auto">
            {isDeleted ? words.state.deleted : linked(text, seq === undefined ? undefined : () => onFollow(seq))}
            {names}
          </span>
        )}
        {files.length > 0 && drawFiles?.(entry)}
      </div>
    </div>
  );
});

interface TheirMetaProps {
  readonly entry: Entry;
  readonly name: string;
  readonly words: Words;
  readonly times: Times;
}

const TheirMeta = steady(function TheirMeta({ entry, name, words, times }: TheirMetaProps) {
  return (
    <p class="meta">
      <bdi>{name}</bdi>
      {timeLine(entry, times, " · ", isEdited(entry) ? ` · ${words.state.edited}` : "")}
    </p>
  );
});

const OwnMeta = steady(function OwnMeta(props: OwnStateProps) {
  return <p class={`meta mine ${stateOf(props.entry)}`}>{ownState(props)}</p>;
});

/** Drawn again when it turns true, and not with every number that goes by. */
function Seen({ seq, upTo, words }: { readonly seq: Seq; readonly upTo: ReadonlySignal<Seq>; readonly words: Words["state"] }) {
  const isSeen = useMemo(() => computed(() => seq <= upTo.value), [seq, upTo]);
  return isSeen.value ? words.seen : words.sent;
}

/** However often it is tried: it takes another file. */
const IN_VAIN: readonly string[] = ["kind-refused", "too-large", "file-lost"] satisfies ChatErrorCode[];

type OwnStateProps = Omit<Props, "group" | "drawFiles"> & { readonly entry: Entry };

function ownState({ entry, words: { state: words }, times, agentsReadUpTo, isOffline, verbs }: OwnStateProps) {
  if (entry.kind === "message") {
    const { channel, seq } = entry.message;
    return (
      <>
        {timeLine(entry, times, "", channel === "email" ? ` · ${words.byEmail} · ` : " · ")}
        <Seen seq={seq} upTo={agentsReadUpTo} words={words} />
        <Icon name="check" />
      </>
    );
  }
  const { id, draft, state } = entry;
  if (state.at === "held") return words.held;
  if (state.at !== "failed") return isOffline ? words.waiting : words.sending;
  const { code } = state.error;
  return (
    <>
      {code === "expired" ? words.expired : words.failed}{" "}
      {!(filesIn(entry).length > 0 && IN_VAIN.includes(code)) && (
        <>
          <button type="button" class="link" onClick={() => verbs.retry(id)}>
            {words.retry}
          </button>
          {" · "}
        </>
      )}
      {draft.text && (
        <>
          <button type="button" class="link" onClick={() => verbs.copy(draft.text)}>
            {words.copy}
          </button>
          {" · "}
        </>
      )}
      <button type="button" class="link" onClick={() => verbs.discard(id)}>
        {words.discard}
      </button>
    </>
  );
}

/** With what stands beside the time: as texts of their own, each were one more thing to lay out and paint, in every line. */
function timeLine(entry: Entry, times: Times, before: string, after: string) {
  const at = timeOf(entry);
  return (
    <time dateTime={new Date(at).toISOString()} title={times.full(at)}>
      {before + times.clock(at) + after}
    </time>
  );
}

const seqOf = (entry: Entry): Seq | undefined => (entry.kind === "message" ? entry.message.seq : undefined);
const stateOf = (entry: Entry): string => (entry.kind === "draft" ? entry.state.at : "sent");
const isEdited = (entry: Entry): boolean => entry.kind === "message" && entry.message.editedAt !== undefined;

/** The server of the simulated world: the memory adapter's own books, with restarts, lost backups and expired tokens around them. */
import { memoryWorld } from "../../../../src/adapters/memory.js";
import { ChatError } from "../../../../src/client/index.js";
import type {
  Contact,
  Draft,
  Message,
  Position,
  Range,
  Seq,
  ServerEvent,
  Session,
  Ticket,
} from "../../../../src/protocol/index.js";
import type { Time } from "./time.js";

export interface Server {
  readonly desk: ReturnType<typeof memoryWorld>["desk"];
  /** Conversations that exist, in the order they were begun. */
  readonly conversations: readonly string[];
  /** Tokens of conversations that were deleted, also those that others had replaced by then. */
  readonly erasedTokens: ReadonlySet<string>;
  /** How often a backup was restored: whoever heard of an earlier past may speak of it. */
  readonly past: number;
  /** Conversation → ids of all that visitors have ever sent there, in the order of its first arrival, whatever became of it. */
  readonly arrived: ReadonlyMap<string, readonly string[]>;
  /** What the host's server says of its user, for as long as that is good. */
  sign(subject: string): string;
  /** Whose conversation it is by the host's word, if it is anybody's. */
  subjectOf(conversation: string | undefined): string | undefined;
  /** Whose conversation it opens, or has opened. */
  userOf(token: string | undefined): string | undefined;
  /** Where this token leads, if it is worth anything. */
  conversationOf(token: string | undefined): string | undefined;
  /** Whether any token still leads there. */
  isOpenTo(conversation: string | undefined): boolean;
  /** Where this message is stored, and where in it. */
  find(messageId: string): { conversation: string; seq: Seq } | undefined;
  /** Stored messages of a conversation; none for one that is gone. */
  messages(conversation: string | undefined): readonly Message[];
  /** Every token so far is worth nothing any more. */
  expireTokens(): void;
  erase(conversation: string): void;
  /** The last `lost` messages never happened; returns their ids. */
  restoreBackup(lost: number): string[];
  // What a visitor's device may ask.
  site(): ReturnType<ReturnType<typeof memoryWorld>["counter"]["site"]>;
  open(ticket: Ticket): Session;
  confirm(token: string | undefined): void;
  pull(token: string | undefined, range: Range): ReturnType<ReturnType<typeof memoryWorld>["counter"]["pull"]>;
  send(token: string | undefined, draft: Draft): Message;
  markRead(token: string | undefined, upTo: Seq): Seq;
  identify(
    token: string | undefined,
    contact: Contact,
    held: readonly Draft[],
  ): { contact: Contact; messages: Message[]; latest: Seq };
  typing(token: string | undefined): void;
  /** `end`: its token is worth nothing any more. */
  listen(token: string | undefined, after: Position | undefined, line: (event: ServerEvent) => void, end: () => void): () => void;
}

export interface ServerWitness {
  /** Somebody has signed in with the token of `from`, which goes along behind what they have: as `base` and the next. */
  takesAlong(from: string, to: string): void;
  /** Somebody has signed in with the token of `from`, which is not theirs, or may be anybody's, or is worth nothing any more. */
  leaves(from: string, to: string): void;
}

export function server(time: Time, witness: ServerWitness): Server {
  let last = 0;
  // Strictly later each time: of two edits in one millisecond nobody could tell which is the newer one.
  const now = () => {
    last = Math.max(last + 1, time.now());
    return last;
  };
  const { counter, desk } = memoryWorld({
    now,
    site: { contactForm: { whenOnline: "optional", whenAway: "required", fields: [{ name: "email", required: true }] } },
  });
  let conversations: string[] = [];
  const tokens = new Map<string, string>();
  const expired = new Set<string>();
  /** Worth as little, but of their conversation's deletion they hear. */
  const ended = new Set<string>();
  const erasedTokens = new Set<string>();
  const arrived = new Map<string, string[]>();
  const subjects = new Map<string, string>();
  const signed = new Map<string, string>();
  /** Token → the one that ends with its first use; and lines that end with theirs. */
  const replaces = new Map<string, string>();
  const lines = new Map<string, Set<() => void>>();
  let past = 0;

  /** Whoever comes with an expired token has to open again, and cannot with this one. */
  function valid<T extends string | undefined>(token: T): T {
    if (token !== undefined && isWorthless(token)) throw new ChatError("unauthorized", "The token has expired");
    const before = replaces.get(token ?? "");
    if (before !== undefined) ends(before);
    replaces.delete(token ?? "");
    return token;
  }

  function isWorthless(token: string): boolean {
    return (expired.has(token) || ended.has(token)) && !erasedTokens.has(token);
  }

  function ends(token: string): void {
    ended.add(token);
    for (const end of [...(lines.get(token) ?? [])]) end();
  }

  function isOpenTo(conversation: string | undefined): boolean {
    return [...tokens].some(([token, id]) => id === conversation && !isWorthless(token));
  }

  function arrives(token = "", ids: readonly string[]): void {
    const conversation = tokens.get(token) ?? "";
    arrived.set(conversation, [...(arrived.get(conversation) ?? []), ...ids]);
  }

  return {
    desk,
    get conversations() {
      return conversations;
    },
    erasedTokens,
    arrived,
    get past() {
      return past;
    },
    sign(subject) {
      // Bea's address the host does not know: the form asks for it.
      const jwt = desk.sign(subject, subject === "Ana" ? { email: "ana@example.com" } : {});
      signed.set(jwt, subject);
      return jwt;
    },
    subjectOf: (conversation = "") => subjects.get(conversation),
    userOf: (token = "") => subjects.get(tokens.get(token) ?? ""),
    conversationOf: (token = "") => (isWorthless(token) ? undefined : tokens.get(token)),
    isOpenTo,
    messages: (id) => (id !== undefined && conversations.includes(id) ? desk.messages(id) : []),
    find(messageId) {
      for (const conversation of conversations) {
        const message = desk.messages(conversation).find(({ id }) => id === messageId);
        if (message !== undefined) return { conversation, seq: message.seq };
      }
      return undefined;
    },
    expireTokens() {
      for (const token of tokens.keys()) if (!erasedTokens.has(token)) expired.add(token);
    },
    erase(conversation) {
      conversations = conversations.filter((id) => id !== conversation);
      for (const [token, id] of tokens) if (id === conversation) erasedTokens.add(token);
      desk.erase(conversation);
    },
    restoreBackup(lost) {
      const gone = conversations.flatMap((id) =>
        desk
          .messages(id)
          .slice(-lost)
          .map((message) => message.id),
      );
      desk.restoreBackup(lost);
      past += 1;
      return gone;
    },
    site: () => counter.site(),
    open(ticket) {
      if (ticket.kind === "signed") return signIn(ticket);
      if (ticket.kind === "stored") valid(ticket.token);
      const session = counter.open(ticket);
      tokens.set(session.token, session.conversation);
      if (!conversations.includes(session.conversation)) conversations.push(session.conversation);
      return session;
    },
    confirm: (token) => counter.confirm(valid(token)),
    pull: (token, range) => counter.pull(valid(token), range),
    send(token, draft) {
      const message = counter.send(valid(token), draft);
      arrives(token, [draft.id]);
      return message;
    },
    markRead: (token, upTo) => counter.markRead(valid(token), upTo),
    identify(token, contact, held) {
      const answer = counter.identify(valid(token), contact, held);
      arrives(
        token,
        held.map(({ id }) => id),
      );
      return answer;
    },
    typing: (token) => counter.typing(valid(token)),
    listen(token, after, line, end) {
      const hangUp = counter.listen(valid(token), after, line);
      const all = lines.get(token ?? "") ?? new Set();
      lines.set(token ?? "", all.add(end));
      return () => {
        all.delete(end);
        hangUp();
      };
    },
  };

  function signIn({ token, ...ticket }: Extract<Ticket, { kind: "signed" }>): Session {
    // One that is worth nothing any more changes nothing.
    const own = token !== undefined && tokens.has(token) && !isWorthless(token) ? token : undefined;
    const from = tokens.get(own ?? "");
    const wasSubject = subjects.get(from ?? "");
    const session = counter.open({ ...ticket, ...(own && { token: own }) });
    const to = session.conversation;
    tokens.set(session.token, to);
    subjects.set(to, signed.get(ticket.jwt) ?? "");
    const isTakenAlong = !there(from);
    conversations = [...new Set([...conversations, to])].filter(there);
    const unreached = own === undefined ? tokens.get(token ?? "") : undefined;
    // Somebody else may have a key to it that is as good as ever: the link of a mail.
    if (unreached !== undefined && unreached !== to && there(unreached) && isOpenTo(unreached)) witness.leaves(unreached, to);
    if (own === undefined || from === undefined || session.token === own) return session;
    if (from === to) {
      replaces.set(session.token, own);
      // Nobody else has a key to what is somebody's now.
      const others = [...tokens].filter(([one, id]) => id === to && one !== own && one !== session.token);
      for (const [one] of wasSubject === undefined ? others : []) ends(one);
    } else if (isTakenAlong) {
      witness.takesAlong(from, to);
      arrived.set(to, [...(arrived.get(to) ?? []), ...(arrived.get(from) ?? [])]);
      for (const [one, conversation] of tokens) {
        if (conversation !== from) continue;
        tokens.set(one, to);
        ends(one);
      }
    } else {
      witness.leaves(from, to);
      ends(own);
    }
    return session;
  }

  function there(conversation: string | undefined): boolean {
    try {
      return conversation !== undefined && desk.messages(conversation) !== undefined;
    } catch {
      return false;
    }
  }
}

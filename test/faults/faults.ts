/**
 * What is broken on purpose, one at a time, and which tests have to notice. A fault replaces one exact snippet of a source file as it
 * is loaded (vitest.config.ts beside this one); nothing of it is ever in what is shipped.
 */

export interface Fault {
  readonly name: string;
  /** Under `src`. */
  readonly file: string;
  readonly snippet: string;
  readonly instead: string;
  /** Test files that must go red, each on its own. */
  readonly caughtBy: readonly string[];
}

const MODEL = "test/unit/client/model/model.test.ts";
const client = (name: string) => `test/unit/client/${name}.test.ts`;
const forwarding = (name: string) => `test/unit/forwarding/${name}.test.ts`;

export const faults: readonly Fault[] = [
  {
    name: "a draft stays beside its message (dedupe)",
    file: "client/entries.ts",
    snippet: "box.filter(({ draft }) => !messages.slice(Math.max(0, draft.seen - base)).some(({ id }) => id === draft.id))",
    instead: "box",
    caughtBy: [client("chat-returning")],
  },
  {
    name: "the server stores a draft sent again (dedupe)",
    file: "adapters/memory-counter.ts",
    snippet: "if (before !== undefined) return before;",
    instead: "",
    caughtBy: [MODEL, "test/unit/conformance.test.ts"],
  },
  {
    name: "the read cursor passes what is on display (clamping)",
    file: "client/cursor.ts",
    snippet: "Math.min(upTo, displayed)",
    instead: "(displayed, upTo)",
    caughtBy: [MODEL, client("chat-reading")],
  },
  {
    name: "the read cursor falls (clamping)",
    file: "client/cursor.ts",
    snippet: "mine > cursor.mine ? { ...cursor, mine } : cursor",
    instead: "{ ...cursor, mine }",
    caughtBy: [MODEL, client("chat-reading")],
  },
  {
    name: "a failed or held message does not keep its place in the queue (FIFO)",
    file: "client/outbox.ts",
    snippet: 'const first = box.find(({ state }) => state.at !== "failed" && state.at !== "sent");',
    instead: 'const first = [...box].reverse().find((pending) => pending.state.at === "queued");',
    caughtBy: [MODEL, client("outbox")],
  },
  {
    name: "a message tried again does not wait for a later one on its way (one in flight)",
    file: "client/outbox.ts",
    snippet: ' && box.every(({ state }) => state.at !== "sending")',
    instead: "",
    caughtBy: [client("outbox")],
  },
  {
    name: "nobody looks for what is missing (gap detection)",
    file: "client/timeline-told.ts",
    snippet: "timeline.latest > solid(timeline) || ",
    instead: "",
    caughtBy: [MODEL, client("timeline")],
  },
  {
    name: "what lies ahead of a gap is shown (gap detection)",
    file: "client/timeline-told.ts",
    snippet: "known.slice(0, end - from)",
    instead: "known",
    caughtBy: [MODEL, client("timeline")],
  },
  {
    name: "a draft leaves before the device has it (write before send)",
    file: "client/keeper.ts",
    snippet: "draftKept: async (id) => drafts.get(id)?.kept",
    instead: "draftKept: async () => undefined",
    caughtBy: [MODEL, client("chat-returning")],
  },
  {
    name: "who hears late of an erasure wipes what the next conversation has on the device",
    file: "client/records.ts",
    snippet: "return !!record && of === conversation && !(worthless && (draft || ![token, true].includes(worthless)));",
    instead: "return !!record && !(worthless && (draft || ![token, true].includes(worthless)));",
    caughtBy: [client("chat-erasing")],
  },
  {
    name: "what is written before the server could say that all was erased goes with it",
    file: "client/outbox.ts",
    snippet: "return identity?.isVouched ?",
    instead: "return identity ?",
    caughtBy: [client("chat-erasing")],
  },
  {
    name: "what was on display in another conversation counts as read in this one (one for all tabs)",
    file: "client/records.ts",
    snippet: "isSameChapter(found, here) ? [pending] : unseen([pending])",
    instead: "[pending]",
    caughtBy: [client("chat-returning")],
  },
  {
    name: "a restored server's numbers are taken for the old ones (epoch)",
    file: "client/timeline-told.ts",
    snippet: "return { ...NOTHING_KNOWN, epoch };",
    instead: "return { ...timeline, epoch };",
    caughtBy: [MODEL, client("timeline")],
  },
  {
    name: "a retry does not wait (backoff)",
    file: "client/backoff.ts",
    snippet: "return Math.max(wait, retryAfterMs);",
    instead: "return Math.min(wait, FIRST_RETRY_MS);",
    caughtBy: [MODEL, client("small-parts")],
  },
  {
    name: "a tab that needs no stream any more keeps the turn for it (leader release)",
    file: "client/company.ts",
    snippet: "for (const end of [wanted, here.signal])",
    instead: "for (const end of [])",
    caughtBy: [MODEL, client("chat-tabs")],
  },
  {
    name: "an edit that overtakes its message is dropped (later telling)",
    file: "client/told-event.ts",
    snippet: "      toldMessages(state, [event.message]);",
    instead:
      '      if (event.type === "changed" && event.message.seq > state.known.peek().messages.length) break;\n      toldMessages(state, [event.message]);',
    caughtBy: [MODEL],
  },
  {
    name: "a page that is away keeps the turn for the line while it waits for its next try (leader release)",
    file: "client/line.ts",
    snippet: "if (wantedUntil() <= clock.now()) leave();",
    instead: "",
    caughtBy: [MODEL],
  },
  {
    name: "a key pressed before it is known to be needed is forgotten (resume link)",
    file: "client/chat.ts",
    snippet: "!state.needsGesture.peek() && state.identity.peek()?.isVouched",
    instead: "!state.needsGesture.peek()",
    caughtBy: [client("chat-resuming")],
  },
  {
    name: "the end of one conversation is shown of the next (session)",
    file: "client/session.ts",
    snippet: 'if (connection.peek() === "gone") connection.value = "idle";',
    instead: "",
    caughtBy: [MODEL],
  },
  {
    name: "an old token is written over a fresher one (session)",
    file: "client/records.ts",
    snippet: "before === token || before === over",
    instead: "(over, token, true)",
    caughtBy: [client("records")],
  },
  {
    name: "a page that missed a logout writes its own down again (session)",
    file: "client/records.ts",
    snippet: ' && how === "strict"',
    instead: " && how !== undefined",
    caughtBy: [client("chat-tabs")],
  },
  {
    name: "a page that wakes up takes an answer of before for one of now (session)",
    file: "client/ask.ts",
    snippet: ".finally(home)",
    instead: "",
    caughtBy: [client("chat-tabs")],
  },
  {
    name: "a page that wakes up listens before it has looked who is here (session)",
    file: "client/line.ts",
    snippet: "await home();",
    instead: "",
    caughtBy: [MODEL],
  },
  {
    name: "a refusal ends an opening that has begun since the call was made (session)",
    file: "client/session.ts",
    snippet: "const mine = enter();\n    await mine;",
    instead: "await enter();\n    const mine = entered;",
    caughtBy: [MODEL],
  },
  {
    name: "a word that crosses a logout is heard (session)",
    file: "client/lives.ts",
    snippet: "Object(said).since === since",
    instead: "Object(said).since >= 0",
    caughtBy: [MODEL],
  },
  {
    name: "nobody hears of the token that a link has brought (session)",
    file: "client/heard.ts",
    snippet: "identity.value = { ...own, token, subject };",
    instead: "identity.value = own;",
    caughtBy: [client("small-parts")],
  },
  {
    name: "a turn is given away before the others have heard what was done in it",
    file: "client/turns.ts",
    snippet: "else cancel = clock.after(HEARD_MS, end);",
    instead: "else end();",
    caughtBy: [client("chat-tabs")],
  },
  {
    name: "a draft's age is by the device's clock alone (expiry)",
    file: "client/under-way.ts",
    snippet: " + Math.min(0, ahead - (pending.ahead ?? ahead))",
    instead: "",
    caughtBy: [client("chat-clock")],
  },
  {
    name: "a server's wish for quiet ends with the page (backoff)",
    file: "client/worker.ts",
    snippet: "state.quiet.peek() ?? []",
    instead: "[]",
    caughtBy: [client("chat-sending")],
  },
  {
    name: "a session that was revoked is taken for an erasure",
    file: "client/live.ts",
    snippet: 'if (event.type === "gone") doors.renew().catch(asChatError)',
    instead: 'if (event.type === "gone") onGone()',
    caughtBy: [client("chat-erasing")],
  },
  {
    name: "two conversations take turns at one stream (two over one device)",
    file: "client/line.ts",
    snippet: "company.turn(`line $",
    instead: "company.turn(`line ",
    caughtBy: [MODEL, client("chat-tabs")],
  },
  {
    name: "a link's token takes the place of a user's (two over one device)",
    file: "client/lives.ts",
    snippet: "session && found.session?.subject ? undefined : found.session?.token",
    instead: "found.session?.token",
    caughtBy: [MODEL],
  },
  {
    name: "what is claimed counts as unread once more (claim in forwarding)",
    file: "forwarding/unread.ts",
    snippet: "(line.seq > thread.forwardedCursor || leftOver.has(line.seq)) &&",
    instead: "leftOver &&",
    caughtBy: [forwarding("properties"), forwarding("worker")],
  },
];

/** What must hold whenever a chat's signals change, also in the middle of its work: one bubble each, in order, without a hole. */
import { drafts, messages, type Tab } from "./tab.js";
import { comesAgain, conversationOf, type World } from "./world.js";

export function seenAt(world: World): (tab: Tab) => void {
  const { breaches, ledger, server } = world;
  let cursor = 0;
  let past: number | undefined;

  return (tab) => {
    const breach = (what: string) => breaches.push(`${what} (${tab.name}: ${shown(tab)})`);
    const [stored, pending] = [messages(tab.chat), drafts(tab.chat)];
    const ids = [...stored, ...pending].map(({ id }) => id);
    // An answer names no past: until this tab has heard of the new one, it stands among the numbers of one that is no more.
    const isOtherPast = server.past > 0 && stored.some(({ id, seq }) => server.find(id)?.seq !== seq);
    // There maybe even by one of the numbers that were on display when it was written, among which it is not looked for.
    const isBelow = ({ id, draft: { seen } }: (typeof pending)[number]) => stored.some((one) => one.id === id && one.seq <= seen);
    const waiting = pending.filter((one) => server.past === 0 || !isBelow(one)).map(({ id }) => id);
    const told = stored.map(({ id }) => id);
    const bubbles = [...(isOtherPast ? new Set(told) : told), ...waiting];
    if (new Set(bubbles).size < bubbles.length) breach("I2: two bubbles for one message");

    const seqs = stored.map(({ seq }) => seq);
    if (seqs.some((seq, index) => index > 0 && seq <= (seqs[index - 1] ?? 0))) breach("I3: messages out of order");
    else if (seqs.some((seq, index) => seq !== (seqs[0] ?? 0) + index)) breach("I4: a hole in what is shown");

    // Sent by another tab, unheard here, and further up than what is loaded: it waits below for the answer that takes it away.
    const isFurtherUp = (id: string) => (server.find(id)?.seq ?? Number.POSITIVE_INFINITY) < (seqs[0] ?? 0);
    for (const [index, id] of ids.entries()) {
      const written = ledger.get(id);
      if (written === undefined || written.isOutOfOrder) continue;
      const below = written.above.find(
        (above) =>
          !ledger.get(above)?.isOutOfOrder &&
          ids.indexOf(above) > index &&
          !isFurtherUp(above) &&
          !comesAgain(world, conversationOf(world, tab), above, id),
      );
      if (below !== undefined && !isOtherPast)
        breach(`I3: "${written.text}" stands above "${ledger.get(below)?.text}", written before it`);
    }
    for (const { id, state } of pending) {
      const written = ledger.get(id);
      if (written !== undefined && state.at === "failed") written.isOutOfOrder = true;
    }

    const now = tab.chat.readUpTo.peek();
    // A page that wakes up hears of another past a while after its adapter.
    if (now < cursor && stored.length > 0 && past === tab.wire.past && !tab.life.isWaking)
      breach(`I5: the cursor fell from ${cursor} to ${now}`);
    cursor = now;
    past = tab.wire.past;
  };
}

/** A tab as one reads it. */
export function shown({ chat }: Tab): string {
  const lines = chat.timeline
    .peek()
    .map((entry) =>
      entry.kind === "draft"
        ? `${entry.state.at} ${entry.draft.text}`
        : `${entry.message.seq} ${entry.message.deletedAt === undefined ? entry.message.text : "(deleted)"}`,
    );
  return `[${lines.slice(-8).join(" · ")}] ${chat.connection.peek()}, read ${chat.readUpTo.peek()}`;
}

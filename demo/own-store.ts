/**
 * Forwarding without our server: a chat of your own that keeps its conversations in memory. `happen` says what happened in one,
 * `look` mails what is due, `receive` takes what comes back by mail. The rules, letters and readings are recado/forwarding's.
 */
import * as recado from "recado/forwarding";

const { RULES } = recado;

/** What the rules see, and the words beside it. A database keeps the same two, and holds the conversation's row in each function. */
interface Chat {
  thread: recado.Thread;
  lines: readonly recado.LetterLine[];
}
interface Sent extends recado.Mailed {
  messageId: string;
  words: string;
}

export function createForwarder(site: recado.LetterSite, mailer: recado.Mailer, isAuthentic: recado.Ways["isAuthentic"]) {
  const chats = new Map<string, Chat>();
  const letters = new Map<string, recado.CarriedLetter>();
  const sent = new Map<string, Sent>(); // By the hash of the token in the address that answers go to.
  const chatOf = (id: string): Chat => chats.get(id) ?? { thread: recado.thread(id), lines: [] };

  /** `said` is the text of a message, where the event is one. A repeat changes nothing. */
  function happen(id: string, event: recado.Event, said?: recado.LetterLine): void {
    const before = chatOf(id);
    const after = recado.apply(before.thread, event, RULES);
    const lines = said === undefined || after === before.thread ? before.lines : [...before.lines, said];
    chats.set(id, { thread: after, lines });
  }

  function keep(id: string, delivery: recado.Delivery, cursors: Partial<recado.Thread> = {}): void {
    const { thread, lines } = chatOf(id);
    const others = thread.deliveries.filter(({ n }) => n !== delivery.n);
    chats.set(id, { lines, thread: { ...thread, ...cursors, deliveries: [...others, delivery] } });
  }

  /** Does what is due now, one look at a time. Resolves with when to look again; undefined: when something has happened. */
  async function look(id: string, now: number): Promise<number | undefined> {
    const { thread, lines } = chatOf(id);
    const open = recado.openDelivery(thread.deliveries);
    if (open !== undefined && open.nextAttemptAt <= now) {
      const check = recado.beforeData(thread, open);
      if (check !== "go") keep(id, recado.cancel(open, check.cancel, now));
      else {
        const leased = recado.lease(open, RULES, now);
        keep(id, leased); // Before the letter leaves: who finds us dead knows when to try again.
        const letter = letters.get(open.messageId);
        if (letter === undefined) throw new Error(`The letter ${open.messageId} was not kept`);
        const outcome = await mailer.send(letter, AbortSignal.timeout(RULES.leaseMs));
        const { delivery, blamed } = recado.settle(leased, outcome, RULES, now);
        keep(id, delivery);
        if (blamed !== undefined) happen(id, { type: "unsubscribe", email: blamed, at: now });
      }
      return look(id, now);
    }
    const verdict = recado.decide(thread, RULES, now);
    if (verdict.do === "wait") return verdict.until;
    if (verdict.do === "nothing" || thread.address === undefined) return undefined;

    const { mail } = verdict;
    const { delivery, ...cursors } = recado.claim(thread, thread.address.email, mail, site.mailDomain, RULES, now);
    const shown = lines.filter(({ seq }) => [...mail.new, ...mail.context, ...mail.interleaved].includes(seq));
    const tokens = recado.freshTokens();
    letters.set(delivery.messageId, await recado.compose({ locale: "en", site, lines: shown }, delivery, tokens));
    const { to: address, messageId } = delivery;
    const words = shown.map(({ text }) => text).join("\n");
    sent.set(recado.hashOf(tokens.reply), { conversationId: id, address, mailDomain: site.mailDomain, messageId, words });
    keep(id, delivery, cursors); // One transaction with the letter, so that it is mailed once or not at all.
    return look(id, now);
  }

  /** An answer becomes the visitor's message. What else a mail may be is the caller's to show. */
  async function receive(arrival: recado.Arrival, now: number): Promise<recado.Inbound<Sent>> {
    const inbound = await recado.readInbound<Sent>(arrival, {
      mailed: async (way) => (way.for === "reply" ? sent.get(recado.hashOf(way.token)) : undefined),
      sent: async ({ words }) => words,
      isAuthentic,
    });
    if (inbound.is !== "answer") return inbound;
    const { of, answer } = inbound;
    const seq = (chatOf(of.conversationId).lines.at(-1)?.seq ?? 0) + 1;
    const known = answer.messageId === undefined ? {} : { messageId: answer.messageId };
    const event = { type: "visitor", via: "email", seq, authentic: true, answers: of.messageId, at: now, ...known } as const;
    happen(of.conversationId, event, { seq, by: "visitor", text: answer.text, at: now });
    return inbound;
  }

  /** readInbound() has done this already; for mails that another program has parsed: what their writer wrote, not what they quote. */
  const wordsOf = (text: string, { words }: Sent) => recado.ownWords(text, { sent: words });

  return { happen, look, receive, wordsOf, chatOf };
}

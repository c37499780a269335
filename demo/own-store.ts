/**
 * Forwarding without our server: a chat of your own that keeps its conversations in memory. `happen` says what happened in one,
 * `look` mails what is due, `receive` takes what comes back by mail. With a database, each of them holds the conversation's row.
 */
import * as recado from "recado/forwarding";

const { RULES } = recado;

/** What the rules see of a conversation, its words, and the letters made of it, by the number of their delivery. */
interface Chat {
  thread: recado.Thread;
  readonly lines: recado.LetterLine[];
  readonly letters: Map<number, recado.CarriedLetter>;
}
interface Sent extends recado.Mailed {
  readonly delivery: recado.Delivery;
}

export function createForwarder(site: recado.LetterSite, mailer: recado.Mailer, isAuthentic: recado.Ways["isAuthentic"]) {
  const chats = new Map<string, Chat>();
  const sent = new Map<string, Sent>(); // By the hash of the token in the address that answers go to.

  function chatOf(id: string): Chat {
    const chat = chats.get(id) ?? { thread: recado.thread(id), lines: [], letters: new Map() };
    chats.set(id, chat);
    return chat;
  }

  /** `said` is the text of a message, where the event is one. A repeat changes nothing. */
  function happen(id: string, event: recado.Event, said?: recado.LetterLine): void {
    const chat = chatOf(id);
    const before = chat.thread;
    chat.thread = recado.apply(before, event, RULES);
    if (said !== undefined && chat.thread !== before) chat.lines.push(said);
  }

  /** Does what is due now. Resolves with when to look again; undefined: when something has happened. */
  async function look(id: string, now: number): Promise<number | undefined> {
    const chat = chatOf(id);
    const attempt = recado.attempt(chat.thread, RULES, now);
    if (attempt !== undefined) {
      chat.thread = recado.withDelivery(chat.thread, attempt); // Before it leaves: who finds us dead knows when to try again.
      const letter = chat.letters.get(attempt.n);
      if (attempt.state === "claimed" && letter !== undefined) {
        const outcome = await mailer.send(letter, AbortSignal.timeout(RULES.leaseMs));
        chat.thread = recado.withOutcome(chat.thread, attempt, outcome, RULES, now);
      }
      return look(id, now);
    }
    const verdict = recado.decide(chat.thread, RULES, now);
    if (verdict.do !== "send") return verdict.do === "wait" ? verdict.until : undefined;

    const { delivery, ...cursors } = recado.claim(chat.thread, verdict.mail, site.mailDomain, RULES, now);
    const letter = await recado.compose({ locale: "en", site, lines: chat.lines }, delivery);
    chat.letters.set(delivery.n, letter);
    const { messageId, to: address } = delivery;
    sent.set(letter.hashes.reply, { conversationId: id, messageId, address, mailDomain: site.mailDomain, delivery });
    chat.thread = recado.withDelivery(chat.thread, delivery, cursors); // With its letter: mailed once, or not at all.
    return look(id, now);
  }

  /** An answer becomes the visitor's message, once. What else a mail may be is the caller's to show. */
  async function receive(arrival: recado.Arrival, now: number): Promise<recado.Inbound<Sent>> {
    const inbound = await recado.readInbound<Sent>(arrival, {
      mailed: async (way) => (way.for === "reply" ? sent.get(recado.hashOf(way.token)) : undefined),
      sent: async (of) => quotable(of),
      isAuthentic,
    });
    if (inbound.is !== "answer") return inbound;
    const { conversationId } = inbound.of;
    const seq = chatOf(conversationId).lines.length + 1;
    const said = { seq, by: "visitor", text: inbound.answer.text, at: now } as const;
    happen(conversationId, recado.answered(inbound, seq, now), said);
    return inbound;
  }

  const quotable = ({ conversationId, delivery }: Sent) => recado.wordsIn(delivery, chatOf(conversationId).lines);
  /** readInbound() has done this already; for mails that another program has parsed: what their writer wrote, not what they quote. */
  const wordsOf = (text: string, of: Sent) => recado.ownWords(text, { sent: quotable(of) });

  return { happen, look, receive, wordsOf, chatOf };
}

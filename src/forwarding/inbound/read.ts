/**
 * What came back by mail, and what it counts as. Five steps, in this order, and the first that holds decides: bounce, automatic,
 * address, authentic or not, answer. Pure but for what is handed in: whose letter an address belongs to, and who checks a sender.
 */
import { createHash } from "node:crypto";
import { sameMailbox } from "../address.js";
import { isOwnId, rootId } from "../chain.js";
import type { Event } from "../event.js";
import { cleanName, cleanText } from "../letter/clean.js";
import { readTokenAddress } from "../letter/mailboxes.js";
import { type AutomaticBecause, automaticBecause } from "./automatic.js";
import { readBounce } from "./bounce.js";
import type { Excess } from "./limits.js";
import { type ForeignMail, type MailFile, parseMail } from "./mail.js";
import { ownWords } from "./own-words/own-words.js";

/** A mail as it came in, with what its door knows of the envelope. */
export interface Arrival {
  readonly raw: Uint8Array;
  /** The envelope's recipient, or where a door has no envelope, the one of our addresses that stands in the headers. */
  readonly to: string;
  /** The envelope's sender, "" for the null path; undefined where the door was not told. */
  readonly from?: string | undefined;
}

/** The letter of ours that an address was made for. */
export interface Mailed {
  readonly conversationId: string;
  /** Its Message-ID. */
  readonly messageId: string;
  /** The address that letter went to. */
  readonly address: string;
  /** Right side of our Message-IDs. */
  readonly mailDomain: string;
  /** The visitor's language (BCP 47), where it is known: their mail program introduces in it what they quote. */
  readonly locale?: string | undefined;
}

/** What the reading of a mail has to be told: whose letters these are, and who vouches for a sender. */
export interface Ways<M extends Mailed = Mailed> {
  /** Undefined when nothing, or nothing any more, is at this address of ours. */
  mailed(way: { readonly for: Way; readonly token: string }): Promise<M | undefined>;
  /** The words of that letter, so that what an answer quotes of them is known for ours; undefined where nobody knows them any more. */
  sent(of: M): Promise<string | undefined>;
  /** Whether the mail really comes from `sender`, the one address in its From. Asked only when it matters. */
  isAuthentic(mail: ForeignMail, sender: string): Promise<boolean>;
}
type Way = "reply" | "unsubscribe" | "bounce";

/** What a person wrote, ready to be kept. */
export interface Answer {
  /** The same mail has the same id, however often and through whatever door it comes. */
  readonly id: string;
  /** With its angle brackets; absent where the mail had none that can be referred to. */
  readonly messageId?: string;
  /** As the mail has it, for eyes: nobody vouches for it. */
  readonly from: string;
  readonly subject: string;
  /** Their own words, never empty. */
  readonly text: string;
  /** What was attached; each name is for one line. Name and bytes are whatever the sender liked. */
  readonly files: readonly MailFile[];
}

/** Why a mail is not taken for the visitor's own word. */
export type UnconfirmedBecause = "other-sender" | "not-authentic";
/** Why a mail is not taken. */
export type RefusedBecause = Excess | "unreadable" | "unknown-address" | "other-conversation";

/** What a mail that came back counts as. */
export type Inbound<M extends Mailed = Mailed> =
  /** To be said to the sender at once; never bounced later, since the sender may be anybody. */
  | { readonly is: "refused"; readonly because: RefusedBecause }
  /** Taken, and of no use to anybody: a delay notice, or something else at an address for bounces. */
  | { readonly is: "nothing"; readonly because: "delayed" | "no-bounce" }
  | { readonly is: "bounce"; readonly of: M; readonly status: string }
  | { readonly is: "unsubscribe"; readonly of: M }
  | { readonly is: "automatic"; readonly of: M; readonly answer: Answer; readonly because: AutomaticBecause }
  | { readonly is: "unconfirmed"; readonly of: M; readonly answer: Answer; readonly because: UnconfirmedBecause }
  | { readonly is: "answer"; readonly of: M; readonly answer: Answer };

/** Any mail has an answer; throws only what `ways` throw. */
export async function readInbound<M extends Mailed>({ raw, to, from }: Arrival, ways: Ways<M>): Promise<Inbound<M>> {
  const way = readTokenAddress(to);
  const of = way === undefined ? undefined : await ways.mailed(way);
  // Nobody reads a mail to nowhere: its order among the steps does not matter, since each of them needs the letter it is about.
  if (way === undefined || of === undefined) return { is: "refused", because: "unknown-address" };
  const parsed = await parseMail(raw);
  if (!parsed.ok) return { is: "refused", because: parsed.because };
  const { mail } = parsed;

  if (way.for === "bounce") return bounceOf(mail, of);
  // A mail program writes this one for its reader, and may well say that it is automatic. Who knows the address has the letter.
  if (way.for === "unsubscribe") return { is: "unsubscribe", of };
  const automatic = automaticBecause(mail, from, of.mailDomain);
  const answer = async (standing: string) => answerOf(mail, of, standing, await ways.sent(of));
  if (automatic !== undefined) return { is: "automatic", of, answer: await answer("automatic"), because: automatic };
  if (mail.inReplyTo.some((id) => isOfAnother(id, of))) return { is: "refused", because: "other-conversation" };
  const unconfirmed = async (because: UnconfirmedBecause) => {
    return { is: "unconfirmed" as const, of, answer: await answer("unconfirmed"), because };
  };
  if (mail.from === undefined || !sameMailbox(mail.from, of.address)) return unconfirmed("other-sender");
  if (!(await ways.isAuthentic(mail, mail.from))) return unconfirmed("not-authentic");
  return { is: "answer", of, answer: await answer("answer") };
}

/** What has happened, once the store has given the answer its number: for apply(). */
export function answered({ of, answer }: Extract<Inbound, { is: "answer" }>, seq: number, at: number): Event {
  return { type: "visitor", via: "email", seq, authentic: true, answers: of.messageId, messageId: answer.messageId, at };
}

/** Anything but a notice is of no use here: nobody was ever asked to write to this address. */
function bounceOf<M extends Mailed>(mail: ForeignMail, of: M): Inbound<M> {
  const bounce = readBounce(mail);
  if (bounce?.action === "failed") return { is: "bounce", of, status: bounce.status };
  return { is: "nothing", because: bounce?.action === "delayed" ? "delayed" : "no-bounce" };
}

/** Whoever answers a letter of one conversation to the address of another has mixed something up, or wants us to. */
function isOfAnother(id: string, { conversationId, mailDomain }: Mailed): boolean {
  if (!isOwnId(id, mailDomain)) return false;
  const stem = rootId(conversationId, mailDomain).split("@")[0] ?? "";
  return id.split("@")[0] !== stem && !id.startsWith(`${stem}.`);
}

/** As long as a message may be stored; longer than any person writes. */
const LONGEST_TEXT = 65_536;
const LONGEST_LINE = 300;
/** Of a page made to keep its reader busy; a person's own words stand above what they quote, and well before this. */
const LONGEST_HTML = 400_000;

function answerOf(mail: ForeignMail, of: Mailed, standing: string, sent: string | undefined): Answer {
  const subject = cleanLine(mail.subject ?? "");
  const files = mail.files.map(({ name, content }) => ({ name: cleanName(name) || "file", content }));
  const text = cut(cleanText(wordsOf(mail, { sent, locale: of.locale })).trim(), LONGEST_TEXT);
  // Where a person sent nothing but pictures, their names are what was said.
  const names = files.map(({ name }) => `[${name}]`).join("\n");
  return {
    id: idOf(mail, of, standing),
    ...(mail.messageId !== undefined && { messageId: mail.messageId }),
    from: cleanLine(mail.fromShown),
    subject,
    text: text || cut(names, LONGEST_TEXT) || subject || "…",
    files,
  };
}

/** Of the HTML first: there mail programs mark what they quote. Where it holds only pictures, the text may say more. */
function wordsOf({ html, text = "" }: ForeignMail, hints: Parameters<typeof ownWords>[1]): string {
  const marked = html === undefined ? "" : ownWords({ html: html.slice(0, LONGEST_HTML) }, hints);
  return marked.trim() === "" ? ownWords(text, hints) : marked;
}

/**
 * A space of its own: no sender of drafts can name one of these. What it counted as is part of it, so that nobody can use up the id
 * of a mail still to come by sending a forgery ahead of it.
 */
function idOf(mail: ForeignMail, { conversationId }: Mailed, standing: string): string {
  const name = mail.messageId ?? JSON.stringify([mail.fromShown, mail.date, mail.subject, mail.text, mail.html]);
  const hash = createHash("sha256")
    .update(JSON.stringify([conversationId, standing, name]))
    .digest("base64url");
  return `mail-${hash.slice(0, 22)}`;
}

function cleanLine(text: string): string {
  return cut(cleanText(text).replace(/\s+/g, " ").trim(), LONGEST_LINE);
}

/** By code units, as limits count them, but never through the middle of a character. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return text.slice(0, end);
}

/**
 * Mail that no person wrote just now: answering machines, bounces of other kinds, lists, our own letters coming back. It is never an
 * answer and never evidence, so that two machines that answer each other end after one step (RFC 3834).
 */
import { isOwnId } from "../chain.js";
import type { ForeignMail } from "./mail.js";

export type AutomaticBecause = "null-sender" | "auto-submitted" | "auto-reply" | "list" | "report" | "mail-system" | "own-mail";

/** Set by answering machines from before RFC 3834, and by some after it. `no` means what it says. */
const AUTO_REPLY = ["x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-autoreply-from", "x-mail-autoreply"];
const LIST = ["list-id", "list-post", "list-unsubscribe", "list-help", "list-subscribe", "list-owner", "list-archive"];
const MAIL_SYSTEMS = /^(?:mailer-daemon|postmaster|mail-daemon)@/i;

/** `sender` is the envelope's, "" for the null path; undefined where the door was not told. */
export function automaticBecause(
  mail: ForeignMail,
  sender: string | undefined,
  mailDomain: string,
): AutomaticBecause | undefined {
  if (isNullPath(sender ?? mail.headers("return-path")[0])) return "null-sender";
  if (mail.headers("auto-submitted").some((value) => !/^no\b/i.test(value))) return "auto-submitted";
  if (AUTO_REPLY.some((name) => mail.headers(name).some((value) => !/^no\b/i.test(value)))) return "auto-reply";
  if (mail.headers("precedence").some((value) => /^(?:bulk|junk|list|auto_reply)\b/i.test(value))) return "list";
  if (LIST.some((name) => mail.headers(name).length > 0)) return "list";
  // A read receipt (RFC 8098) is a report too: a mail opened is no evidence of reading.
  if (mail.headers("content-type").some((value) => /^multipart\/report\b/i.test(value))) return "report";
  if (mail.messageId !== undefined && isOwnId(mail.messageId, mailDomain)) return "own-mail";
  return mail.from !== undefined && MAIL_SYSTEMS.test(mail.from) ? "mail-system" : undefined;
}

function isNullPath(sender: string | undefined): boolean {
  return sender !== undefined && /^(?:<\s*>)?$/.test(sender.trim());
}

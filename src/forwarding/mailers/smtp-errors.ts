/** Reads an SMTP failure for whose fault it was: the address's, the moment's, or ours. */
import type { Outcome } from "../outcome.js";

/** As nodemailer marks its errors: which command it happened at, and what the server answered if it did. */
interface SmtpError {
  readonly message: string;
  readonly code?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** Only here does a server speak about this letter; at any other point it speaks about us. */
const ABOUT_THE_LETTER = ["MAIL FROM", "RCPT TO", "DATA"];
/** Authentication required, or not good enough (RFC 4954): said at MAIL FROM by servers that offered no login before. */
const LOGIN_WANTED = [530, 534, 535, 538];
const LONGEST_REASON = 300;

export function outcomeOfError(error: unknown): Outcome {
  if (!isSmtpError(error)) throw error;
  const { code, command = "", response = "", responseCode = 0 } = error;
  const reason = readable(response === "" ? error.message : response);
  // The client itself found the letter or an address impossible to send: trying again would find the same.
  if (response === "" && (code === "EENVELOPE" || code === "EMESSAGE")) return { was: "refused", reason };
  if (response === "" || !ABOUT_THE_LETTER.includes(command) || LOGIN_WANTED.includes(responseCode))
    return { was: "unreachable", reason };
  // 503: the session was out of step, not the letter. Any other 5yz would say the same again.
  if (responseCode < 500 || responseCode > 599 || responseCode === 503) return { was: "deferred", reason };
  const status = /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})(?!\S)/.exec(response)?.[1];
  // At MAIL FROM it is our own sender that is refused: 5.1.8 there must never be held against the reader's address.
  return status === undefined || command === "MAIL FROM" ? { was: "refused", reason } : { was: "refused", status, reason };
}

function isSmtpError(error: unknown): error is SmtpError {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

/** One line for the agent's eyes: servers answer in several lines and with anything in them. */
function readable(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON)}…` : line;
}

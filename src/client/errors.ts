/** The one error of the client and its adapters: a code to act on, a sentence to read, the cause kept. */
import type { ErrorCode } from "../protocol/errors.js";

/**
 * `offline`: no answer came · `timeout`: none in time · `bad-answer`: something else answered (a captive portal, a proxy) ·
 * `expired`: a message that waited so long that it does not leave by itself any more · `file-lost`: a file that went along with
 * a message is not on this device any more.
 */
export type ChatErrorCode = ErrorCode | "offline" | "timeout" | "bad-answer" | "aborted" | "expired" | "file-lost";

// Waiting may cure these; everything else is an answer, and asking again would get the same one.
const TRANSIENT: readonly ChatErrorCode[] = [
  "offline",
  "timeout",
  "bad-answer",
  "rate-limited",
  "internal",
  "unavailable",
  "upload-needed",
];

/** What went wrong, as a code to act on and a sentence to read; the cause is kept. */
export class ChatError extends Error {
  override readonly name = "ChatError";
  declare readonly code: ChatErrorCode;
  /** How long the server asked us to be quiet, if it did. */
  declare readonly retryAfterMs: number | undefined;
  /** The culprit in the body, dotted: "contact.email". */
  declare readonly field: string | undefined;

  constructor(
    code: ChatErrorCode,
    message: string,
    more: { cause?: unknown; retryAfterMs?: number | undefined; field?: string | undefined } = {},
  ) {
    super(message, more);
    this.code = code;
    this.retryAfterMs = more.retryAfterMs;
    this.field = more.field;
  }

  get isTransient(): boolean {
    return TRANSIENT.includes(this.code);
  }
}

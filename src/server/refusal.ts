/** What the server says no with. Thrown anywhere below a route, turned into a `Problem` in one place (http/problem.ts). */
import type { ErrorCode } from "../protocol/index.js";

export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ErrorCode;
  /** The culprit in the body, dotted: "contact.email". */
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, more: { field?: string | undefined; retryAfterSeconds?: number } = {}) {
    super(message);
    this.code = code;
    this.field = more.field;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

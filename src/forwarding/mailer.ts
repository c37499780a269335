/** The port behind which letters leave: SMTP, memory, or a service's HTTP interface. */
import type { Outcome } from "./outcome.js";
import type { CarriedLetter } from "./store.js";

/** Hands letters over. */
export interface Mailer {
  /**
   * Hands the bytes over as they are, to the one recipient of the envelope, asking for failure notices only. Every answer and every
   * trouble on the way is an outcome. When the signal aborts it stops and rejects: nobody knows then whether the letter was taken,
   * so the worker tries the same bytes again after the lease. Any other rejection is a bug of the mailer and treated like a crash.
   */
  send(letter: CarriedLetter, signal: AbortSignal): Promise<Outcome>;
  /** Lets go of pooled connections. */
  close(): void;
}

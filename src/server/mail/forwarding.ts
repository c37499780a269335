/** Runs the forwarding worker inside the server: store, mailer and bell are ours, the rules and the loop are forwarding/'s. */
import { randomBytes } from "node:crypto";
import type { Bell } from "../../forwarding/bell.js";
import { systemClock } from "../../forwarding/clock.js";
import type { Mailer } from "../../forwarding/mailer.js";
import { runForwarding } from "../../forwarding/worker.js";
import type { Ground } from "../ground.js";
import { describe } from "../log.js";
import type { InboundOptions } from "./inbound/doors.js";
import type { Sender } from "./letter-parts.js";
import { forwardingStore } from "./store.js";

/** What the server needs to mail anything. Nothing is mailed, and no answer by mail is promised, without it. */
export interface Mail extends Sender {
  readonly mailer: Mailer;
  /** Without it no letter invites an answer. */
  readonly inbound?: InboundOptions;
}

/** Resolves when the signal has ended and the mails on their way have arrived or failed. */
export function forward(ground: Ground, mail: Mail, bell: Bell, signal: AbortSignal): Promise<void> {
  return runForwarding(
    {
      store: forwardingStore(ground, mail),
      mailer: mail.mailer,
      random: randomBytes,
      bell,
      clock: { now: ground.now, sleep: systemClock.sleep },
      report: ({ during, conversationId, error }) =>
        ground.log.error({ during, conversationId, ...describe(error) }, "Forwarding had trouble"),
    },
    signal,
  );
}

/**
 * The ladder a contact and a first message climb. What only programs do is answered with a task (challenge.ts), and so is everybody
 * while the site is under attack; a form that comes too soon is answered when a person could have sent it. Nothing is refused for
 * good, so that a password manager that fills in what nobody sees loses nobody a message.
 *
 *   form ──▶ seen only by programs? stamp forged, stale, or spent? ──yes──▶ a sign ──▶ task
 *     └──▶ under attack? ──yes──▶ task          └──▶ too soon? ──yes──▶ answered later
 */
import { createHash } from "node:crypto";
import type { Contact } from "../../protocol/index.js";
import type { Database } from "../database/tables.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import type { VisitorCaller } from "../visitor/caller.js";
import { spend } from "./spent.js";
import { readStamp } from "./stamp.js";

/** What no person sees is an answer of this name (widget/contact-form.tsx). No question of an owner's can have it, so it is kept nowhere. */
const BAIT = "Website";
/** For whoever cannot answer a task: until somebody looks again whether it is still wanted. */
const AGAIN_SECONDS = 30;
/** An answered task is worth so much to its session. */
export const CLEARED_MS = 3_600_000;

interface Form {
  readonly contact: Contact;
  readonly held: readonly unknown[];
  readonly stamp?: string | undefined;
}

export interface Screen {
  /** Before a form is stored. Throws what asks for a task. */
  form(caller: VisitorCaller, form: Form): Promise<void>;
  /** Together with what is stored of it. Throws as well. */
  spent(tx: Database, caller: VisitorCaller, form: Form): Promise<void>;
  /** Before a conversation begins with a message. */
  beginning(caller: VisitorCaller): Promise<void>;
}

const isCleared = ({ session }: VisitorCaller, now: number) => session.clearedUntil > now;

export function createScreen(ground: Ground): Screen {
  const { watch, soonestMs, now } = ground;
  const task = () =>
    new Refusal("rate-limited", `Many messages come in here at once. Yours is not lost: please try again in ${AGAIN_SECONDS} s`, {
      field: "challenge",
      retryAfterSeconds: AGAIN_SECONDS,
    });
  const suspicious = async (site: string) => {
    await watch.sign(site);
    return task();
  };

  return {
    async form(caller, { contact, held, stamp: given }) {
      if (isCleared(caller, now())) return;
      const stamp = given === undefined ? undefined : readStamp(ground, caller.visitorId, given);
      const isPrograms = contact.own?.some(({ name }) => name === BAIT) || (stamp !== undefined && stamp.is !== "good");
      if (isPrograms) throw await suspicious(caller.site.id);
      if (await watch.isUnderAttack(caller.site.id)) throw task();
      // A page that knows its user says so at once; a form is what brings held messages.
      const since = stamp?.is === "good" ? stamp.at : caller.session.createdAt;
      if (held.length > 0) await ground.pause(Math.min(soonestMs, since + soonestMs - now()));
    },
    async spent(tx, caller, { contact, stamp: given }) {
      const stamp = given === undefined ? undefined : readStamp(ground, caller.visitorId, given);
      if (stamp?.is !== "good" || isCleared(caller, now())) return;
      // The same contact again is a repeat, with whatever was written meanwhile. Without the stamp nobody finds out whose it was.
      const what = createHash("sha256")
        .update(`${given} ${JSON.stringify(contact)}`)
        .digest("base64url");
      if (!(await spend(tx, stamp.id, { what, endsAt: stamp.endsAt, now: now() }))) throw await suspicious(caller.site.id);
    },
    async beginning(caller) {
      if (!isCleared(caller, now()) && (await watch.isUnderAttack(caller.site.id))) throw task();
    },
  };
}

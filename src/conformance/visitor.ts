/** A visitor as the cases use one: a device with an open session, and short words for what it does. */
import type { Backend } from "../client/backend.js";
import type { ContactForm, Draft, Position, Seq, ServerEvent, Session } from "../protocol/index.js";
import type { BackendWorld } from "./backend-world.js";
import { Broken } from "./case.js";
import { until } from "./check.js";

/** Cases end by themselves; a call that never does is the runner's to report. */
export const NEVER: AbortSignal = new AbortController().signal;

const NO_FORM: ContactForm = { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] };
const ASK_WHEN_AWAY: ContactForm = { ...NO_FORM, whenAway: "required" };

export interface Visitor {
  readonly backend: Backend;
  readonly session: Session;
}

/** Somebody writes for the first time, while the site is online and asks for nothing. */
export async function newVisitor(world: BackendWorld): Promise<Visitor> {
  await world.setContactForm(NO_FORM);
  await world.setAvailability("online");
  const backend = world.device();
  return { backend, session: await backend.open({ kind: "new" }, NEVER) };
}

/** A site where everybody is away and the contact comes first. */
export async function visitorAskedForContact(world: BackendWorld): Promise<Visitor> {
  const visitor = await newVisitor(world);
  await world.setContactForm(ASK_WHEN_AWAY);
  await world.setAvailability("away");
  return visitor;
}

export async function sends(visitor: Visitor, ...texts: string[]): Promise<void> {
  for (const text of texts) await visitor.backend.send(draft(text), NEVER);
}

export function draft(text: string, seen: Seq = 0): Draft {
  return { id: uuidv7(), text, seen };
}

/** Messages by people: a backend may add lines of its own (the contact given, a conversation closed). */
export async function talk(visitor: Visitor) {
  const { messages } = await visitor.backend.pull({ limit: 200 }, NEVER);
  return messages.filter(({ by }) => by === "visitor" || by === "agent");
}

export interface OpenLine {
  readonly events: readonly ServerEvent[];
  /** The first event of this type that fits, now or soon. */
  next<T extends ServerEvent["type"]>(
    type: T,
    fits?: (event: Extract<ServerEvent, { type: T }>) => boolean,
  ): Promise<Extract<ServerEvent, { type: T }>>;
  /** Hangs up; resolves when `listen` has resolved. */
  hangUp(): Promise<void>;
  /** How `listen` ended, once it has. */
  readonly ended: Promise<"resolved" | unknown>;
}

export function listens(visitor: { readonly backend: Backend }, after?: Position): OpenLine {
  const events: ServerEvent[] = [];
  const end = new AbortController();
  const ended = visitor.backend
    .listen(after, (event) => events.push(event), end.signal)
    .then(
      () => "resolved",
      (error: unknown) => error,
    );
  let failure: unknown;
  void ended.then((how) => {
    if (how !== "resolved") failure = how;
  });
  return {
    events,
    ended,
    next: (type, fits = () => true) =>
      until(() => {
        const found = events.filter((event) => isOf(event, type)).find(fits);
        if (found === undefined && failure !== undefined) {
          throw new Broken(`The line broke before a "${type}" arrived`, { cause: failure });
        }
        return found;
      }, `A "${type}" on the line`),
    async hangUp() {
      end.abort();
      await ended;
    },
  };
}

function isOf<T extends ServerEvent["type"]>(event: ServerEvent, type: T): event is Extract<ServerEvent, { type: T }> {
  return event.type === type;
}

/** RFC 9562 5.7. */
function uuidv7(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

/** The forms of answers: what a compiler cannot see behind a cast, or where there is none. */
import * as v from "valibot";
import { Identified, Message, Page, ServerEvent, Session, Site } from "../protocol/index.js";
import type { BackendNeed, BackendWorld } from "./backend-world.js";
import { Broken, type Case } from "./case.js";
import { draft, listens, NEVER, newVisitor } from "./visitor.js";

/** Says which field is not as the type has it, and what stands there. */
function fits(schema: v.GenericSchema, answer: unknown, what: string): void {
  const [issue] = v.safeParse(schema, answer).issues ?? [];
  if (issue === undefined) return;
  const field = v.getDotPath(issue);
  throw new Broken(`${what}${field === null ? "" : `, field ${field}`}: ${issue.message} (in ${JSON.stringify(answer)})`);
}

export const forms: readonly Case<BackendWorld, BackendNeed>[] = [
  {
    name: "every answer and event has the form of its type",
    promise: "The next visit: what a device has kept in another form is not found again.",
    needs: [],
    async run(world) {
      const { backend, session } = await newVisitor(world);
      fits(Site, await backend.site(NEVER), "What site() answers");
      fits(Session, session, "What open() answers");
      fits(Message, await backend.send(draft("Hello"), NEVER), "What send() answers");
      fits(Identified, await backend.identify({ email: "ana@example.com" }, [], NEVER), "What identify() answers");
      const line = listens({ backend });
      await line.next("hello");
      await world.reply(session.conversation, "Good day");
      await line.next("message", ({ message }) => message.by === "agent");
      await line.hangUp();
      for (const event of line.events) {
        if ("message" in event) fits(Message, event.message, `The message of a "${event.type}" on the line`);
        fits(ServerEvent, event, `A "${event.type}" on the line`);
      }
      fits(Page, await backend.pull({}, NEVER), "What pull() answers");
      fits(Session, await backend.open({ kind: "stored", token: session.token }, NEVER), "What open() answers to a stored token");
    },
  },
];

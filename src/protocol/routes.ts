/**
 * The visitor's side of the wire as data: the adapter builds its calls from it, the server its routes, the tests their bad
 * input. Every route but `site` and `open` carries `Authorization: Bearer <token>`; a token never stands in an address.
 */
import * as v from "valibot";
import { Contact } from "./contact.js";
import { Draft, Message, Page, Seq } from "./message.js";
import { Identified, Session, Ticket } from "./session.js";
import { Site } from "./site.js";

const Nothing = v.object({});

/** At most this many drafts are held for one contact form; a person has given up long before. */
export const MOST_HELD = 50;

export const ROUTES = {
  site: { method: "GET", path: "/v1/sites/:site", status: 200, answer: Site },
  open: { method: "POST", path: "/v1/sites/:site/session", status: 200, body: Ticket, answer: Session },
  /** A trusted click or key after a resume link: from here on reading counts and the address is verified. */
  confirm: { method: "POST", path: "/v1/sites/:site/session/confirm", status: 200, body: Nothing, answer: Nothing },
  /** `?after=`, `?before=`, `?limit=` as in Range. */
  pull: { method: "GET", path: "/v1/sites/:site/messages", status: 200, answer: Page },
  /** 201 both the first time and again: the same draft id returns the message already stored. */
  send: { method: "POST", path: "/v1/sites/:site/messages", status: 201, body: Draft, answer: Message },
  read: {
    method: "POST",
    path: "/v1/sites/:site/read",
    status: 200,
    body: v.object({ upTo: Seq }),
    answer: v.object({ readUpTo: Seq }),
  },
  identify: {
    method: "POST",
    path: "/v1/sites/:site/contact",
    status: 200,
    body: v.object({ contact: Contact, held: v.pipe(v.array(Draft), v.maxLength(MOST_HELD)) }),
    answer: Identified,
  },
  typing: { method: "POST", path: "/v1/sites/:site/typing", status: 200, body: v.object({ on: v.boolean() }), answer: Nothing },
  /** text/event-stream of ServerEvent, one JSON object a `data:`, `id: epoch:seq`. */
  events: { method: "GET", path: "/v1/sites/:site/events", status: 200 },
} as const;
export type RouteName = keyof typeof ROUTES;

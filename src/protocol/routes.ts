/**
 * The visitor's side of the wire as data, whole: calls.ts with the bodies and statuses, for the server that takes them and the
 * tests that make up bad ones. Every route but `site` and `open` carries `Authorization: Bearer <token>`; a token never stands
 * in an address.
 */
import * as v from "valibot";
import { NewUpload, TaskAnswer, Ticket } from "./bodies.js";
import { CALLS } from "./calls.js";
import { Contact, MOST_HELD } from "./contact.js";
import { Draft, Rating, Seq } from "./message.js";

export const ROUTES = {
  site: { ...CALLS.site, status: 200 },
  open: { ...CALLS.open, status: 200, body: Ticket },
  confirm: { ...CALLS.confirm, status: 200, body: v.object({}) },
  pull: { ...CALLS.pull, status: 200 },
  /** 201 both the first time and again. */
  send: { ...CALLS.send, status: 201, body: Draft },
  read: { ...CALLS.read, status: 200, body: v.object({ upTo: Seq }) },
  identify: {
    ...CALLS.identify,
    status: 200,
    /** `stamp`: of the session, or of the contact given before. */
    body: v.object({
      contact: Contact,
      held: v.pipe(v.array(Draft), v.maxLength(MOST_HELD)),
      stamp: v.optional(v.pipe(v.string(), v.maxLength(200))),
    }),
  },
  challenge: { ...CALLS.challenge, status: 200, body: TaskAnswer },
  rate: { ...CALLS.rate, status: 200, body: v.object({ seq: Seq, rating: Rating }) },
  erase: { ...CALLS.erase, status: 200, body: v.object({}) },
  dossier: { ...CALLS.dossier, status: 200 },
  beginUpload: { ...CALLS.beginUpload, status: 200, body: NewUpload },
  upload: { ...CALLS.upload, status: 200 },
  fileAddress: { ...CALLS.fileAddress, status: 200 },
  typing: { ...CALLS.typing, status: 200, body: v.object({ on: v.boolean() }) },
  events: { ...CALLS.events, status: 200 },
  poll: { ...CALLS.poll, status: 200 },
} as const;
export type RouteName = keyof typeof ROUTES;

/**
 * The visitor's side of the wire as a caller needs it: where to ask, and what comes back. What goes there is in routes.ts, with
 * the statuses: a browser does not check its own bodies, and should not load what would.
 */
import * as v from "valibot";
import { TaskGiven } from "./challenge.js";
import { Polled } from "./events.js";
import { Message, Seq } from "./message.js";
import { object } from "./object.js";
import { Page } from "./page.js";
import { Identified, Session } from "./session.js";
import { SITE_CALL } from "./site.js";
import { UploadState } from "./upload.js";

const Nothing = object({});
const UPLOAD = "/v1/sites/:site/uploads/:upload";

export const CALLS = {
  site: SITE_CALL,
  open: { method: "POST", path: "/v1/sites/:site/session", answer: Session },
  /** A trusted click or key after a resume link: from here on reading counts and the address is verified. */
  confirm: { method: "POST", path: "/v1/sites/:site/session/confirm", answer: Nothing },
  /** `?after=`, `?before=`, `?limit=` as in Range. */
  pull: { method: "GET", path: "/v1/sites/:site/messages", answer: Page },
  /** The same draft id again returns the message already stored. */
  send: { method: "POST", path: "/v1/sites/:site/messages", answer: Message },
  read: { method: "POST", path: "/v1/sites/:site/read", answer: object({ readUpTo: Seq }) },
  identify: { method: "POST", path: "/v1/sites/:site/contact", answer: Identified },
  /** Asks for a task, or answers one. */
  challenge: { method: "POST", path: "/v1/sites/:site/challenge", answer: TaskGiven },
  /** Also asks how far it has come: the same again changes nothing. */
  beginUpload: { method: "PUT", path: UPLOAD, answer: UploadState },
  /** The bytes from `?offset=` on. What is there already is skipped; what would leave a hole is not taken. */
  upload: { method: "PATCH", path: UPLOAD, answer: UploadState },
  /** Where a file of the conversation can be fetched for some minutes, by whoever has the address. */
  fileAddress: { method: "GET", path: "/v1/sites/:site/files/:file", answer: object({ url: v.string() }) },
  typing: { method: "POST", path: "/v1/sites/:site/typing", answer: Nothing },
  /** How it went: to be told of a line that says the conversation was closed, which is answered as it then is. The last word counts. */
  rate: { method: "POST", path: "/v1/sites/:site/rating", answer: Message },
  /** "Delete my conversation": everything of the visitor's goes, and every token of theirs is answered "gone" from then on. */
  erase: { method: "POST", path: "/v1/sites/:site/erase", answer: Nothing },
  /** Everything that is held about the visitor, as a file: `?as=html` (in the language `lang`) or `json`. */
  dossier: { method: "GET", path: "/v1/sites/:site/dossier", answer: object({ content: v.string() }) },
  /** text/event-stream of ServerEvent, one JSON object a `data:`, `id: epoch:seq`. */
  events: { method: "GET", path: "/v1/sites/:site/events" },
  /**
   * The same for a network that lets no stream through. Answers with `hello` and what was missed since `?after=`, the `position` of the answer before, as soon
   * as there is news, else with a beat. The visitor is present from one poll to the next.
   */
  poll: { method: "GET", path: "/v1/sites/:site/poll", answer: Polled },
} as const;

/** What the tabs of a browser say to each other. */
import * as v from "valibot";
import { object } from "../protocol/object.js";
import { SessionRecord } from "./records.js";

export const Word = object({
  /** The conversation it is about; undefined for drafts written before there is one. */
  of: v.optional(v.string()),
  /** The past it is about: the numbers of another one mean other messages. */
  epoch: v.optional(v.string()),
  /** When somebody has last signed out, as far as the speaker has heard. */
  since: v.optional(v.number()),
  /** How the stream stands; only said by the tab that holds it. */
  line: v.optional(v.picklist(["opening", "live", "offline", "busy"])),
  /** `line`: whoever holds the stream, speak · `hurry`: do not wait any longer before you try again. */
  ask: v.optional(v.picklist(["line", "hurry"])),
  /** A ServerEvent: what the backend told that tab. */
  event: v.optional(v.unknown()),
  session: v.optional(SessionRecord),
  /** The token whose place that of `session` takes. */
  over: v.optional(v.string()),
  /** As records.ts keeps them. */
  drafts: v.optional(v.array(v.unknown())),
  /** Ids of drafts that are no more. */
  dropped: v.optional(v.array(v.string())),
});
export type Word = v.InferOutput<typeof Word>;

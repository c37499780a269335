/** A file that belongs to a conversation. Its bytes are asked for by its id; its name and type are the server's, not its sender's. */
import * as v from "valibot";
import { object } from "./object.js";

const Length = v.optional(v.number());

export const Attachment = object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  name: v.string(),
  /** By its bytes: one of a short list, none of which runs anything. */
  type: v.string(),
  bytes: v.number(),
  /** Of a picture that may be shown, in pixels: its room is kept until it is there. */
  width: Length,
  height: Length,
});
export type Attachment = v.InferOutput<typeof Attachment>;

/**
 * Files on their way in. Begun under an id of the sender's, carried in pieces, and named by a draft once they are whole. A piece
 * may be sent again: every answer says how far the file has come, and from there its sender goes on.
 */
import * as v from "valibot";
import { Attachment } from "./attachment.js";
import { object } from "./object.js";

/** In one piece; a request that carries more is refused. */
export const LARGEST_PIECE = 1_048_576;

/** `attachment`: it is whole, and of a kind the site takes. */
export const UploadState = object({ received: v.number(), attachment: v.optional(Attachment) });
export type UploadState = v.InferOutput<typeof UploadState>;

export const FileAddress = object({ url: v.string() });

/** What a server may refuse with: a code to act on and a sentence to read, never more. */
import * as v from "valibot";
import { object } from "./object.js";

export const ErrorCode = v.picklist([
  "bad-request",
  "unauthorized",
  "gesture-needed",
  "origin-refused",
  "not-found",
  "method-refused",
  "id-reused",
  "gone",
  "too-large",
  "kind-refused",
  "quota-reached",
  "upload-needed",
  "invalid-contact",
  "contact-required",
  "rate-limited",
  "internal",
  "unavailable",
]);
export type ErrorCode = v.InferOutput<typeof ErrorCode>;

/**
 * For the server. 409 for `upload-needed`: a draft names a file that is not here whole, or not any more; uploaded again, all is well. 428 for `contact-required`: the request is fine, something must come first. */
export const STATUS = {
  "bad-request": 400,
  unauthorized: 401,
  "gesture-needed": 403,
  "origin-refused": 403,
  "not-found": 404,
  "method-refused": 405,
  "id-reused": 409,
  gone: 410,
  "too-large": 413,
  "kind-refused": 415,
  "quota-reached": 403,
  "upload-needed": 409,
  "invalid-contact": 422,
  "contact-required": 428,
  "rate-limited": 429,
  internal: 500,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

/** `field` names the culprit in the body, dotted: "contact.email"; or what is wanted, "challenge" (challenge.ts). */
export const Problem = object({
  error: object({
    code: ErrorCode,
    message: v.string(),
    field: v.optional(v.string()),
    retryAfterSeconds: v.optional(v.number()),
  }),
});
export type Problem = v.InferOutput<typeof Problem>;

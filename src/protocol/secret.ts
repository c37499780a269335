/** What proves who somebody is. */
import * as v from "valibot";

/** 256 random bits in base64url: a visitor's token, or the secret of a resume link. Stored hashed, never in a log. */
export const Secret = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, "not a token"));

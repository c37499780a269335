/**
 * Whether a token is what the host's server has signed for this site: HS256 and nothing else, since whoever may choose how a
 * signature is checked can make one. Every no is a sentence for the developer who reads it in the page's console.
 */
import { errors, type JWTPayload, jwtVerify } from "jose";
import * as v from "valibot";
import { Contact } from "../../protocol/index.js";
import type { Ground } from "../ground.js";
import { Refusal } from "../refusal.js";
import { type IdentityKey, liveKeys } from "./keys.js";

/** A token lies in pages and logs of the host's: it is worth something for an hour at most. */
const LONGEST_LIFE_S = 60 * 60;
/** The host's clock is not ours. */
const TOLERANCE_S = 60;

const Subject = v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.regex(/^[^\p{Cc}\p{Cs}]*$/u, "one line of text"));
const Said = v.object({
  sub: Subject,
  exp: v.number(),
  // What a host does not know of a user is null there as often as it is left out.
  email: v.nullish(v.unwrap(Contact.entries.email)),
  name: v.nullish(v.unwrap(Contact.entries.name)),
});

export interface Claims {
  readonly subject: string;
  readonly email: string | undefined;
  readonly name: string | undefined;
  /** Whose signature it is: a session ends with its key. */
  readonly keyId: string;
}

const invalid = (message: string) => new Refusal("bad-request", message, { field: "jwt" });

/** Throws "bad-request", or "unauthorized" where nothing is wrong with it but its age: a fresh one is all it takes. */
export async function claimsOf({ db, now }: Ground, siteId: string, jwt: string): Promise<Claims> {
  const keys = await liveKeys(db, siteId, now());
  if (keys.length === 0) throw invalid("This site has no identity key yet: make one in its settings");
  const { payload, keyId } = await signedPayload(jwt, keys, { siteId, now: now() });
  const said = v.safeParse(Said, payload);
  if (!said.success)
    throw invalid(`The token's ${v.getDotPath(said.issues[0]) ?? "content"} cannot be used: ${said.issues[0].message}`);
  const { sub: subject, exp, email, name } = said.output;
  if (exp > now() / 1_000 + LONGEST_LIFE_S + TOLERANCE_S) throw invalid("The token's exp may be at most 60 minutes ahead");
  return { subject, email: email ?? undefined, name: name ?? undefined, keyId };
}

/** By whichever key: while one is carried to the host's server, two count. */
async function signedPayload(
  jwt: string,
  keys: readonly IdentityKey[],
  { siteId, now }: { readonly siteId: string; readonly now: number },
): Promise<{ readonly payload: JWTPayload; readonly keyId: string }> {
  const rules = {
    algorithms: ["HS256"],
    audience: siteId,
    clockTolerance: TOLERANCE_S,
    currentDate: new Date(now),
  };
  for (const { id, secret } of keys) {
    try {
      const { payload } = await jwtVerify(jwt, new TextEncoder().encode(secret), rules);
      return { payload, keyId: id };
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw refusalFor(error, siteId);
    }
  }
  throw invalid("The token is not signed with this site's identity key");
}

function refusalFor(error: unknown, siteId: string): unknown {
  if (error instanceof errors.JWTExpired) return new Refusal("unauthorized", "The token has expired: a fresh one is needed");
  if (error instanceof errors.JOSEAlgNotAllowed) return invalid("The token must be signed with HS256");
  if (error instanceof errors.JWTClaimValidationFailed)
    return invalid(`The token's ${error.claim} cannot be used: ${expected(error, siteId)}`);
  return error instanceof errors.JOSEError ? invalid("This is no signed token: a JWT is needed") : error;
}

function expected({ claim, reason }: errors.JWTClaimValidationFailed, siteId: string): string {
  if (reason === "missing") return "it is missing";
  return claim === "aud" ? `it must be "${siteId}", this site's id` : "see RFC 7519";
}

/** Tokens as a host's server signs them, by Node's own means: what checks them (jose) takes no part in making them. */
import { createHmac } from "node:crypto";

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export interface TokenParts {
  readonly header?: object;
  readonly hash?: string;
}

/** `exp` in ten minutes unless said, seconds since 1970. */
export function signedToken(secret: string, claims: object, { header, hash = "sha256" }: TokenParts = {}): string {
  const exp = Math.floor(Date.now() / 1_000) + 600;
  const head = `${base64url({ alg: "HS256", typ: "JWT", ...header })}.${base64url({ exp, ...claims })}`;
  return `${head}.${createHmac(hash, secret).update(head).digest("base64url")}`;
}

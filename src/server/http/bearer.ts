/** The token in `Authorization`, where there is one that looks like ours. */
import type { Context } from "hono";
import { looksLikeSecret } from "../secrets.js";

export function bearerOf(c: Context): string | undefined {
  const token = /^Bearer (\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  return token !== undefined && looksLikeSecret(token) ? token : undefined;
}

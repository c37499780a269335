/** The agents' session cookie: out of reach of scripts and of other sites, and on https of other hosts and paths too. */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { looksLikeSecret } from "../secrets.js";

const NAME = "recado";
const LIFE_SECONDS = 30 * 86_400;
export const AGENT_SESSION_MS = LIFE_SECONDS * 1_000;

export function cookieJar(publicUrl: () => string) {
  const isSecure = () => publicUrl().startsWith("https:");
  // `__Host-`: the browser takes it only over https, for this host alone and for every path of it.
  const prefix = () => (isSecure() ? ({ prefix: "host" } as const) : {});
  return {
    read(c: Context): string | undefined {
      const secret = isSecure() ? getCookie(c, NAME, "host") : getCookie(c, NAME);
      return secret !== undefined && looksLikeSecret(secret) ? secret : undefined;
    },
    write(c: Context, secret: string): void {
      setCookie(c, NAME, secret, {
        ...prefix(),
        path: "/",
        httpOnly: true,
        sameSite: "Lax",
        secure: isSecure(),
        maxAge: LIFE_SECONDS,
      });
    },
    clear(c: Context): void {
      deleteCookie(c, NAME, { ...prefix(), path: "/", secure: isSecure() });
    },
  };
}
export type CookieJar = ReturnType<typeof cookieJar>;

/** Which account of Meta's an access token opens: asked before anybody relies on it. */
import ky from "ky";
import * as v from "valibot";
import type { ChannelKind } from "./channel.js";
import { HOSTS, type MetaOptions, VERSION } from "./meta.js";
import { wholeText } from "./whole-text.js";

export type TokenOpens =
  | { readonly was: "opened"; readonly account: string; readonly name?: string }
  | { readonly was: "refused"; readonly reason: string }
  /** Meta is out of order, or out of reach: nobody knows. */
  | { readonly was: "unknown"; readonly reason: string };

const ANSWER_MS = 10_000;
/** An Instagram account has two numbers, and this is the one that webhooks and calls go by. */
const FIELDS: Record<ChannelKind, string> = { messenger: "id,name", instagram: "user_id,username" };

const Account = v.union([
  v.object({ user_id: v.pipe(v.union([v.string(), v.number()]), v.transform(String)), username: v.optional(v.string()) }),
  v.object({ id: v.string(), name: v.optional(v.string()) }),
]);
const Failure = v.object({ error: v.object({ message: v.string() }) });

/** Never rejects. */
export async function tokenOpens({
  kind,
  accessToken,
  version = VERSION,
  url = HOSTS[kind],
}: Omit<MetaOptions, "account">): Promise<TokenOpens> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const response = await ky(new URL(`/${version}/me?fields=${FIELDS[kind]}`, url), {
      ...{ retry: 0, throwHttpErrors: false, timeout: ANSWER_MS },
      signal,
      headers: { Authorization: `Bearer ${accessToken}` },
    });
    const body: unknown = JSON.parse(await wholeText(response, signal));
    const account = v.safeParse(Account, body);
    if (response.ok && account.success) {
      const { output } = account;
      const [id, name] = "user_id" in output ? [output.user_id, output.username] : [output.id, output.name];
      return { was: "opened", account: id, ...(name !== undefined && { name }) };
    }
    const failure = v.safeParse(Failure, body);
    if (failure.success && response.status < 500 && response.status !== 429)
      return { was: "refused", reason: failure.output.error.message };
    return { was: "unknown", reason: `It answered ${response.status}` };
  } catch (error) {
    return { was: "unknown", reason: error instanceof Error ? error.message : String(error) };
  }
}

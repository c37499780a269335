/**
 * The desk's calls, typed by the routes of the wire: what goes out and what comes back is what the schemas say. Each call is
 * tried once and ends in an answer or a ChatError; whether to try again is for whoever called to decide.
 */
import ky from "ky";
import * as v from "valibot";
import { ChatError } from "../client/errors.js";
import { AGENT_ROUTES, type AgentRouteName, Problem } from "../protocol/index.js";
import { onServer } from "./server-path.js";

type Routes = typeof AGENT_ROUTES;
type Route = Exclude<AgentRouteName, "agentEvents" | "original" | "attachment">;
type Given<R extends Route> = {
  id?: string;
  mail?: string;
  upload?: string;
  query?: string;
  bytes?: ArrayBuffer;
} & (Routes[R] extends { body: infer S extends v.GenericSchema } ? { body: v.InferInput<S> } : { body?: undefined });
type Answer<R extends Route> = v.InferOutput<Routes[R]["answer"]>;
export type Call = <R extends Route>(route: R, given: Given<R>, signal: AbortSignal) => Promise<Answer<R>>;

/** Long enough for a phone in a train, short enough that "sending" does not become a lie. */
const LONGEST_CALL_MS = 15_000;

export function makeCalls(fetch: typeof globalThis.fetch): Call {
  return async (name, given, signal) => {
    const route: Routes[typeof name] = AGENT_ROUTES[name];
    // Over head and body both: a proxy that stalls half-way through an answer is no answer either.
    const either = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_CALL_MS)]);
    try {
      const path = route.path.replace(/:(id|mail|upload)/g, (_, name: "id" | "mail" | "upload") =>
        encodeURIComponent(given[name] ?? ""),
      );
      const response = await ky(onServer(path + (given.query ?? "")), {
        fetch,
        method: route.method,
        ...(given.body === undefined ? {} : { json: given.body }),
        ...(given.bytes === undefined ? {} : { body: given.bytes }),
        signal: either,
        retry: 0,
        timeout: false,
        throwHttpErrors: false,
      });
      if (response.status !== route.status) throw await refusal(response);
      return v.parse(route.answer, await response.json());
    } catch (cause) {
      throw signal.aborted ? new ChatError("aborted", "No longer wanted", { cause }) : readable(cause);
    }
  };
}

/** What a server that said no meant by it. Exported for the live line, which opens with a response too. */
export async function refusal(response: Response): Promise<ChatError> {
  const problem = v.safeParse(Problem, await response.json().catch(() => undefined));
  if (!problem.success) return new ChatError("bad-answer", `Something other than Recado answered (${response.status})`);
  const { code, message, field, retryAfterSeconds } = problem.output.error;
  return new ChatError(code, message, {
    field,
    retryAfterMs: retryAfterSeconds === undefined ? undefined : retryAfterSeconds * 1_000,
  });
}

/** Any failure of a fetch as a ChatError. */
export function readable(cause: unknown): ChatError {
  if (cause instanceof ChatError) return cause;
  if (cause instanceof DOMException && cause.name === "TimeoutError")
    return new ChatError("timeout", "No answer in time", { cause });
  if (cause instanceof v.ValiError || cause instanceof SyntaxError)
    return new ChatError("bad-answer", "An answer nobody understands", { cause });
  return new ChatError("offline", "No connection to the server", { cause });
}

/**
 * The http adapter for a page on which nobody has written yet: the site's settings by a plain request, and the rest of the
 * adapter (with ky and the event parser) only with the first call that needs it.
 *
 * Loading it is a request like any other: while it fails the caller is told "offline" and tries again, with every draft kept.
 */
import type { Backend } from "../client/backend.js";
import { ChatError } from "../client/errors.js";
import { SITE_CALL } from "../protocol/site.js";
import { answerOf, CAN, failureOf, siteAddress } from "./http-answer.js";
import type { HttpOptions } from "./http-calls.js";

type Load = (attempt: number) => Promise<typeof import("./http-calls.js")>;

/** `load`: `attempt` counts from 0; whoever knows the file's other addresses asks each time at another one. */
export function httpLazily(options: HttpOptions, load: Load = () => import("./http-calls.js")): Required<Backend> {
  let loading: Promise<Required<Backend>> | undefined;
  let attempt = 0;

  const askSite = (init: RequestInit) =>
    (options.fetch ?? fetch)(siteAddress(SITE_CALL.path, options), { credentials: "omit", ...init });

  async function loaded(): Promise<Required<Backend>> {
    // Some browsers remember a module that failed for as long as the page lives: better not to ask where it must fail. But a
    // browser that says it is offline may be wrong (virtual machines, VPNs), so the server has the last word.
    if (globalThis.navigator?.onLine === false) await askSite({ cache: "no-store" });
    return (await load(attempt++)).httpCalls(options);
  }

  function backend(): Promise<Required<Backend>> {
    loading ??= loaded().catch((cause: unknown) => {
      loading = undefined;
      throw new ChatError("offline", "The adapter could not be loaded", { cause });
    });
    return loading;
  }

  const known = {
    can: CAN,
    async site(signal: AbortSignal) {
      try {
        return await answerOf(await askSite({ signal }), SITE_CALL.answer);
      } catch (cause) {
        throw failureOf(cause, signal);
      }
    },
  };
  // Every other call by one line: a dozen that only pass it on would be bytes in everybody's panel.
  return new Proxy(known as Required<Backend>, {
    get: (here, name) => Reflect.get(here, name) ?? (async (...args: unknown[]) => Reflect.get(await backend(), name)(...args)),
  });
}

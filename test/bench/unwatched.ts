/**
 * A page that Playwright knows nothing of, spoken to by the browser's own protocol. What Playwright has its pages tell and puts into
 * them takes time of the processor, and more of it where more is asked for: that would be counted as the chat's.
 */
import type { Browser, CDPSession } from "playwright-core";

/** What a page is asked and tells over the protocol. */
export type Protocol = Pick<CDPSession, "send" | "on">;

interface Answer {
  /** Of what was asked; what is told unasked has a `method`. */
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export async function unwatched(browser: Browser): Promise<{ readonly cdp: Protocol; end(): Promise<void> }> {
  const line = await browser.newBrowserCDPSession();
  // Playwright lets go of whatever is in a context that it has not made.
  const { browserContextId } = await line.send("Target.createBrowserContext");
  const { targetId } = await line.send("Target.createTarget", { url: "about:blank", browserContextId });
  const { sessionId } = await line.send("Target.attachToTarget", { targetId, flatten: false });
  const asked: ((answer: Answer) => void)[] = [];
  const heard: [event: string, hear: (params: never) => void][] = [];
  line.on("Target.receivedMessageFromTarget", (told) => {
    if (told.sessionId !== sessionId) return;
    const answer: Answer = JSON.parse(told.message);
    if (answer.id !== undefined) asked[answer.id]?.(answer);
    for (const [event, hear] of heard) if (event === answer.method) hear(answer.params as never);
  });
  const cdp = {
    async send(method: string, params: object = {}): Promise<unknown> {
      const id = asked.length;
      const answered = new Promise<Answer>((resolve) => asked.push(resolve));
      await line.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method, params }) });
      const { result, error } = await answered;
      if (error) throw new Error(`${method}: ${error.message}`);
      return result;
    },
    on: (event: string, hear: (params: never) => void) => heard.push([event, hear]),
  };
  return {
    cdp: cdp as unknown as Protocol,
    async end() {
      await line.send("Target.disposeBrowserContext", { browserContextId });
      await line.detach();
    },
  };
}

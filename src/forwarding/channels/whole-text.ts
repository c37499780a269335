/** The text of an answer, within its time. */

/**
 * Rejects when the signal ends first. Whoever asked gave the request a signal, too; but Node forgets that one as soon as it has
 * collected the request, and an answer that stops in the middle would be read for minutes.
 */
export function wholeText({ body }: Response, signal: AbortSignal): Promise<string> {
  return new Response(body?.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal }) ?? null).text();
}

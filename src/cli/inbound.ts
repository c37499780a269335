/**
 * `recado inbound < mail.eml`: for the pipe of a mail server or a mail filter. Hands the mail to the running server, which alone
 * knows whom to tell; the exit codes are those mail servers understand (sysexits.h), so that nothing is lost while it is down.
 */
import { parseArgs } from "node:util";

export const USAGE = `Usage: recado inbound [--to ADDRESS]… [--from ADDRESS] < mail.eml

Hands a mail to the Recado server at RECADO_URL, whose mail.inbound.webhooks.mime is RECADO_INBOUND_SECRET.
Without --to the mail's own headers say where it was sent to.`;

const OK = 0;
const EX_USAGE = 64;
const EX_DATAERR = 65;
const EX_NOUSER = 67;
const EX_TEMPFAIL = 75;
const EX_NOPERM = 77;
const PATIENCE_MS = 60_000;

export async function inbound(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  stdin: AsyncIterable<Uint8Array>,
): Promise<number> {
  const given = argumentsIn(args);
  const { RECADO_URL: url = "", RECADO_INBOUND_SECRET: secret = "" } = env;
  if (given === undefined || !URL.canParse(url) || secret === "") return says(USAGE, EX_USAGE);
  const parts: Uint8Array[] = [];
  for await (const part of stdin) parts.push(part);
  try {
    const response = await fetch(new URL("/v1/inbound/mime", url), {
      method: "POST",
      headers: {
        authorization: `Bearer ${secret}`,
        "content-type": "message/rfc822",
        ...(given.to.length > 0 && { "x-recado-recipient": given.to.join(",") }),
        ...(given.from !== undefined && { "x-recado-sender": given.from }),
      },
      body: Buffer.concat(parts),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.status === 401) return says("The server does not know this RECADO_INBOUND_SECRET", EX_NOPERM);
    if (response.status === 413) return says("This mail is too large", EX_DATAERR);
    if (response.status !== 200) return says(`Not now (${response.status})`, EX_TEMPFAIL);
    const { taken, because } = (await response.json()) as { taken: boolean; because?: string };
    if (taken) return OK;
    return says(
      `Not taken: ${because}`,
      because === "unknown-address" || because === "other-conversation" ? EX_NOUSER : EX_DATAERR,
    );
  } catch (error) {
    return says(`The server at ${url} does not answer: ${error instanceof Error ? error.message : error}`, EX_TEMPFAIL);
  }
}

function argumentsIn(
  args: readonly string[],
): { readonly to: readonly string[]; readonly from?: string | undefined } | undefined {
  try {
    const options = { to: { type: "string", multiple: true }, from: { type: "string" } } as const;
    const { to = [], from } = parseArgs({ args: [...args], options }).values;
    return { to, from };
  } catch {
    return undefined; // An option it does not have: the usage says which it has.
  }
}

function says(sentence: string, code: number): number {
  console.error(sentence);
  return code;
}

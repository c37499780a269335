/** Reads a JSON body within its limits. What the JSON must look like is the schema's business (parse.ts). */
import { Refusal } from "../refusal.js";

export const LARGEST_BODY_BYTES = 65_536;
/** The deepest thing on our wire is a draft in a list in an object. */
const DEEPEST = 16;

/** An empty body counts as `{}`: a click needs no content. */
export async function readJson(request: Request, largestBytes: number): Promise<unknown> {
  const text = await readText(request, largestBytes);
  if (text === "") return {};
  // Any other type could be sent by a plain form of a foreign page, without its browser asking us first.
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Refusal("bad-request", "The body must be application/json");
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Refusal("bad-request", "The body must be a JSON object");
  }
  refuseOddities(value, 0);
  return value;
}

export async function readText(request: Request, largestBytes: number): Promise<string> {
  const bytes = await readBytes(request, largestBytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal("bad-request", "The body is not UTF-8");
  }
}

export async function readBytes(request: Request, largestBytes: number): Promise<Buffer> {
  const tooLarge = () => new Refusal("too-large", `The body may have at most ${largestBytes} bytes`);
  if (Number(request.headers.get("content-length") ?? 0) > largestBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > largestBytes) throw tooLarge();
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("bad-request", "The body is not JSON");
  }
}

/** Depth, and strings that PostgreSQL cannot keep: NUL and halves of a surrogate pair have no valid UTF-8. */
function refuseOddities(value: unknown, depth: number): void {
  if (typeof value === "string") {
    if (/\0|\p{Cs}/u.test(value)) throw new Refusal("bad-request", "Text must be valid Unicode without NUL");
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (depth === DEEPEST) throw new Refusal("bad-request", `JSON may be nested ${DEEPEST} deep at most`);
  for (const inner of Object.values(value)) refuseOddities(inner, depth + 1);
}

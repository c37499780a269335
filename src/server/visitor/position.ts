/** Where a reader left off: the `Last-Event-ID` of a stream, or the beginning of a poll's position. */
import { Position } from "../../protocol/index.js";
import { parse } from "../http/parse.js";

/** A position nobody can read is no reason to refuse a line: its reader pulls. */
export async function readPosition(text: string | undefined): Promise<Position | undefined> {
  const parts = /^([^:]{1,64}):(\d{1,15})(?::|$)/.exec(text ?? "");
  return parts === null ? undefined : parse(Position, { epoch: parts[1], seq: Number(parts[2]) });
}

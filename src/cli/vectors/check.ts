/** Runs every case of a parsed or unparsed file. Says what differs; prints nothing itself. */
import * as v from "valibot";
import { differences } from "./compare.js";
import { type Cfg, Vector, VectorFile } from "./format.js";
import { run } from "./run.js";

export interface Checked {
  readonly name: string;
  /** Empty when the case passed. */
  readonly problems: readonly string[];
}

/** Throws when the text is no vector file at all; a case that is not understood is a case that fails. */
export async function check(text: string): Promise<readonly Checked[]> {
  const parsed = v.safeParse(VectorFile, JSON.parse(text));
  if (!parsed.success) throw new Error(`Not a forwarding-vectors/2 file: ${issues(parsed.issues)}`);
  const { defaults, vectors } = parsed.output;
  const results: Checked[] = [];
  for (const [index, raw] of vectors.entries()) results.push(await checkOne(raw, defaults, index));
  return results;
}

async function checkOne(raw: unknown, defaults: Cfg, index: number): Promise<Checked> {
  const parsed = v.safeParse(Vector, raw);
  if (!parsed.success) return { name: nameOf(raw, index), problems: [`not understood: ${issues(parsed.issues)}`] };
  const name = `${parsed.output.id} ${parsed.output.title}`.trim();
  try {
    return { name, problems: differences(parsed.output.expect, await run(parsed.output, defaults)) };
  } catch (error) {
    return { name, problems: [`could not be played: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

function nameOf(raw: unknown, index: number): string {
  return typeof raw === "object" && raw !== null && "id" in raw ? String(raw.id) : `case ${index + 1}`;
}

function issues(all: readonly v.BaseIssue<unknown>[]): string {
  return all.map((issue) => `${v.getDotPath(issue) ?? "file"}: ${issue.message}`).join("; ");
}

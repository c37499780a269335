/** Any history, from any seed. What a failure prints is what it takes to live it again, and to write it down in cases.ts. */
import fc from "fast-check";
import { type Command, comingsAndGoings, command } from "./commands.js";
import { live } from "./history.js";

export interface Look {
  readonly runs: number;
  readonly seed?: number | undefined;
  /** Where the shrinking had got to, as a failure prints it: begins there. */
  readonly path?: string | undefined;
  /** Short ones, mostly of resume links, sign-ins and logouts. */
  readonly areComingsAndGoings?: boolean;
  /** False: the first breach as it was found, which is quicker. */
  readonly isShrunk?: boolean;
}

export interface Looked {
  readonly runs: number;
  readonly commands: number;
}

/** Sixty in the middle of them. */
const MOST_COMMANDS = 120;

/** Rejects with the shortest history found that breaks a promise. */
export async function lookForBreach({ runs, seed, path, areComingsAndGoings = false, isShrunk = true }: Look): Promise<Looked> {
  let lived = 0;
  let commands = 0;
  const histories = fc.record({
    seed: fc.nat(),
    commands: areComingsAndGoings
      ? fc.array(comingsAndGoings, { maxLength: MOST_COMMANDS / 4, size: "max" })
      : fc.array(command, { maxLength: MOST_COMMANDS, size: "max" }),
  });
  const property = fc.asyncProperty(histories, async (history) => {
    lived += 1;
    commands += history.commands.length;
    await live(history);
  });
  const found = await fc.check(property, {
    numRuns: runs,
    endOnFailure: !isShrunk,
    ...(seed !== undefined && { seed }),
    ...(path && { path }),
  });
  if (!found.failed) return { runs: lived, commands };
  const [history] = found.counterexample ?? [];
  const error = found.errorInstance instanceof Error ? found.errorInstance : new Error(String(found.errorInstance));
  throw new Error(
    [
      error.message,
      `Again: npm run test:model -- --seed ${found.seed} --path ${found.counterexamplePath}${areComingsAndGoings ? " --links" : ""}`,
      `As a case: { seed: ${history?.seed}, commands: [${history?.commands.map(line).join("")}\n] }`,
    ].join("\n"),
    { cause: error },
  );
}

function line(command: Command): string {
  return `\n  ${JSON.stringify(command)},`;
}

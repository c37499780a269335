/** What a suite's end means in numbers. Pure: run.ts starts the suites and prints. */
import * as v from "valibot";

/** The part of vitest's JSON report that is read here. */
const Report = v.object({
  testResults: v.array(
    v.object({
      name: v.string(),
      message: v.string(),
      assertionResults: v.array(v.object({ fullName: v.string(), status: v.string() })),
      status: v.string(),
    }),
  ),
});

export type Counts = { passed: number; failed: number; skipped: number; failures: string[] };

const NONE: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };

export const one = (failure?: string): Counts =>
  failure === undefined ? { ...NONE, passed: 1 } : { ...NONE, failed: 1, failures: [failure] };

export const sum = (all: readonly Counts[]): Counts =>
  all.reduce(
    (a, b) => ({
      passed: a.passed + b.passed,
      failed: a.failed + b.failed,
      skipped: a.skipped + b.skipped,
      failures: [...a.failures, ...b.failures],
    }),
    NONE,
  );

/**
 * Counts the tests of one vitest run. Whatever kept tests from running counts as a failure too: a green line must mean that they ran.
 * `report` is the parsed JSON file, or undefined when there is none; `exitCode` is null when the run was killed.
 */
export function countReport(report: unknown, exitCode: number | null): Counts {
  const parsed = v.safeParse(Report, report);
  if (!parsed.success) return one(`crashed: it ended with ${exitCode ?? "a signal"} and left no report`);

  const counts = sum(parsed.output.testResults.map(countFile));
  if (counts.passed + counts.failed === 0) return sum([counts, one("no test was executed")]);
  // For example an error outside of any test, which vitest prints but does not count.
  if (exitCode !== 0 && counts.failed === 0) {
    return sum([counts, one(`crashed: it ended with ${exitCode ?? "a signal"} although no test failed`)]);
  }
  return counts;
}

function countFile(file: v.InferOutput<typeof Report>["testResults"][number]): Counts {
  const counts = sum(file.assertionResults.map(countTest));
  if (file.status !== "failed" || counts.failed > 0) return counts;
  return sum([counts, one(`${file.name}: ${file.message.split("\n")[0] || "the file could not be run"}`)]);
}

function countTest({ fullName, status }: { fullName: string; status: string }): Counts {
  if (status === "passed") return one();
  if (status === "failed") return one(fullName);
  return { ...NONE, skipped: 1 };
}

/** The line that tells it all, and nothing after it. */
export const countLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

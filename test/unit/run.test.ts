/** The runner's sums: nothing that did not run may look like something that passed. */
import { describe, expect, test } from "vitest";
import { countLine, countReport, one, sum } from "../counts.js";

type Result = { fullName: string; status: string };

const report = (...files: { name?: string; status?: string; message?: string; assertionResults: Result[] }[]) => ({
  success: true,
  testResults: files.map((file) => ({ name: "a.test.ts", status: "passed", message: "", ...file })),
});
const passed = (fullName: string) => ({ fullName, status: "passed" });
const failed = (fullName: string) => ({ fullName, status: "failed" });

describe("a vitest report", () => {
  test("is counted test by test, and names what failed", () => {
    const counts = countReport(
      report({ assertionResults: [passed("a"), failed("b")], status: "failed" }, { assertionResults: [passed("c")] }),
      1,
    );
    expect(counts).toEqual({ passed: 2, failed: 1, skipped: 0, failures: ["b"] });
  });

  test.each(["skipped", "pending", "todo", "disabled"])("counts %s as skipped", (status) => {
    const counts = countReport(report({ assertionResults: [passed("a"), { fullName: "b", status }] }), 0);
    expect(counts).toEqual({ passed: 1, failed: 0, skipped: 1, failures: [] });
  });

  test("with a file that could not be loaded has one more failure, with the reason", () => {
    const broken = {
      name: "/x/b.test.ts",
      status: "failed",
      message: "Cannot find module './c.js'\n    at …",
      assertionResults: [],
    };
    const counts = countReport(report({ assertionResults: [passed("a")] }, broken), 1);
    expect(counts).toEqual({ passed: 1, failed: 1, skipped: 0, failures: ["/x/b.test.ts: Cannot find module './c.js'"] });
  });

  test("with a file that broke after its tests passed has one more failure", () => {
    const counts = countReport(report({ status: "failed", message: "afterAll threw", assertionResults: [passed("a")] }), 1);
    expect(counts).toMatchObject({ passed: 1, failed: 1 });
  });

  test("without a failed test, of a run that ended badly, is a failure: an error outside of any test", () => {
    const counts = countReport(report({ assertionResults: [passed("a")] }), 1);
    expect(counts).toMatchObject({ passed: 1, failed: 1, failures: ["crashed: it ended with 1 although no test failed"] });
  });

  test("in which every test was skipped is a failure", () => {
    const counts = countReport(report({ assertionResults: [{ fullName: "a", status: "skipped" }] }), 0);
    expect(counts).toEqual({ passed: 0, failed: 1, skipped: 1, failures: ["no test was executed"] });
  });

  test("without any test is a failure", () => {
    expect(countReport(report(), 0)).toMatchObject({ passed: 0, failed: 1 });
  });

  test.each([
    ["missing", undefined],
    ["half of one", { testResults: "…" }],
    ["nothing", null],
  ])("that is %s is a failure, even after a good end", (_, broken) => {
    expect(countReport(broken, 0)).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: ["crashed: it ended with 0 and left no report"],
    });
  });

  test("of a killed run says so", () => {
    expect(countReport(undefined, null).failures).toEqual(["crashed: it ended with a signal and left no report"]);
  });
});

test("the last line sums up all suites", () => {
  expect(countLine(sum([one(), one("biome ended with 1"), { passed: 40, failed: 0, skipped: 2, failures: [] }]))).toBe(
    "41 passed, 1 failed, 2 skipped",
  );
});

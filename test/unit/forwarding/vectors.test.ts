/** The definition's own cases, and that the runner tells when one does not hold. */
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { check } from "../../../src/cli/vectors/check.js";

const text = await readFile(new URL("../../fixtures/forwarding-vectors.json", import.meta.url), "utf8");
const results = await check(text);

describe("forwarding vectors", () => {
  test.each(results.map((result) => [result.name, result.problems] as const))("%s", (_name, problems) => {
    expect(problems).toEqual([]);
  });

  test("all 81 are there", () => {
    expect(results).toHaveLength(81);
  });
});

interface Case {
  cfg: object;
  events: object[];
  init: object;
  expect: { mails: Record<string, unknown>[] } & Record<string, unknown>;
}

/** The first case with something changed in it. */
async function changed(change: (one: Case) => void): Promise<string> {
  const file = JSON.parse(text);
  change(file.vectors[0]);
  const [first] = await check(JSON.stringify({ ...file, vectors: [file.vectors[0]] }));
  return first?.problems.join("\n") ?? "";
}

describe("the runner", () => {
  test.each([
    "t",
    "to",
    "kind",
    "new",
    "context",
    "interleaved",
    "whole",
    "messageId",
    "inReplyTo",
    "references",
    "subject",
    "attempts",
  ])("notices another %s of a mail", async (field) => {
    const other = {
      t: 221,
      whole: false,
      attempts: 2,
      new: [9],
      context: [9],
      interleaved: [9],
      references: ["M9"],
      kind: "transcript",
    };
    const problem = await changed(({ expect: { mails } }) =>
      Object.assign(mails[0] ?? {}, { [field]: { ...other }[field] ?? "M9" }),
    );
    expect(problem).toMatch(new RegExp(`^mails\\[0\\]\\.${field}: expected .*, got `));
  });

  test.each([
    ["M", 3],
    ["R", 1],
    ["T", 0],
    ["cancelled", ["M1"]],
    ["failed", ["M1"]],
    ["deliveries", [["M1", 219]]],
    ["addressState", "typed"],
    ["address", null],
  ])("notices another %s", async (field, value) => {
    expect(await changed((one) => Object.assign(one.expect, { [field]: value }))).toMatch(new RegExp(`^${field}: expected `));
  });

  test("notices a mail too few and one too many", async () => {
    expect(await changed((one) => one.expect.mails.pop())).toContain("mails[0]: not expected, but sent");
    expect(await changed((one) => one.expect.mails.push({ t: 1 }))).toContain("but not sent");
  });

  test.each<[string, (one: Case) => void]>([
    ["event type", (one) => one.events.push({ t: 1, type: "earthquake" })],
    ["event field", (one) => one.events.push({ t: 1, type: "agent", seq: 9, mood: "good" })],
    ["expectation", (one) => Object.assign(one.expect, { weather: "fine" })],
    ["expectation of a mail", (one) => Object.assign(one.expect.mails[0] ?? {}, { weight: 3 })],
    ["setting", (one) => Object.assign(one.cfg, { speed: 3 })],
    ["start", (one) => Object.assign(one.init, { moon: "full" })],
    ["outcome", (one) => one.events.push({ t: 1, type: "smtp", outcomes: ["maybe"] })],
  ])("does not ignore an unknown %s", async (_what, change) => {
    expect(await changed(change)).toMatch(/^not understood: /);
  });

  test("honours a case's own settings over the file's defaults", async () => {
    expect(await changed((one) => Object.assign(one.cfg, { offlineDelay: 100 }))).toContain("mails[0].t: expected 220, got 200");
  });

  test("fails a case it does not understand and still plays the others", async () => {
    const file = JSON.parse(text);
    file.vectors[0].events.push({ t: 1, type: "earthquake" });
    const all = await check(JSON.stringify(file));
    expect(all.filter((one) => one.problems.length > 0)).toHaveLength(1);
  });

  test.each(["", "[]", '{"format":"forwarding-vectors/3","vectors":[{}]}', '{"format":"forwarding-vectors/2","vectors":[]}'])(
    "throws at what is no vector file: %s",
    async (bad) => {
      await expect(check(bad)).rejects.toThrow();
    },
  );
});

describe("npm run vectors", () => {
  const vectors = (...files: string[]) => {
    const script = fileURLToPath(new URL("../../../src/cli/vectors.ts", import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", script, ...files], { encoding: "utf8" });
    return { status, stderr, last: stdout.trimEnd().split("\n").at(-1) };
  };

  test("ends with the count", () => {
    expect(vectors()).toEqual({ status: 0, stderr: "", last: "81 passed, 0 failed" });
  });

  test("fails with a sentence where there is no such file", () => {
    expect(vectors("/no/such/file.json")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("/no/such/file.json"),
      last: "",
    });
  });
});

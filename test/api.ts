/**
 * The public API, entry by entry, from the declarations npm would publish. `npm run api` writes test/api/*.api.md, which stay in git
 * so that a review sees what a change does to others, and the reference into dist/api. `npm run test:api` fails where a report is
 * not what it was, or where something exported has no word about it.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { type Item, reference, undocumented } from "./api/reference.js";

const ROOT = resolve(import.meta.dirname, "..");
const REPORTS = join(ROOT, "test/api");
const REFERENCE = join(ROOT, "dist/api");
const isWriting = process.argv.includes("--write");
const { exports: entries }: { exports: Record<string, string | { types: string }> } = JSON.parse(
  readFileSync(join(ROOT, "package.json"), "utf8"),
);

/** Reads one entry. False where its report in git is another one. */
function read(name: string, types: string, scratch: string): { items: Item[]; isSame: boolean } {
  const model = join(scratch, `${name}.api.json`);
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: ROOT,
      mainEntryPointFilePath: join(ROOT, types),
      compiler: { tsconfigFilePath: join(ROOT, "src/tsconfig.json"), skipLibCheck: true },
      apiReport: { enabled: true, reportFileName: `${name}.api.md`, reportFolder: REPORTS, reportTempFolder: scratch },
      docModel: { enabled: true, apiJsonFilePath: model },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        // Of what it finds, one thing is ours: what has no words. The rest speaks of tags we do not use.
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
      },
    },
    configObjectFullPath: join(ROOT, "api-extractor.json"),
    packageJsonFullPath: join(ROOT, "package.json"),
  });
  const result = Extractor.invoke(config, {
    localBuild: isWriting,
    messageCallback(message) {
      if (message.logLevel !== ExtractorLogLevel.Error) message.handled = true;
    },
  });
  const [point] = JSON.parse(readFileSync(model, "utf8")).members;
  return { items: point.members, isSame: isWriting || !result.apiReportChanged };
}

const scratch = mkdtempSync(join(tmpdir(), "recado-api-"));
const complaints: string[] = [];
let count = 0;
try {
  execFileSync("npx", ["tsc", "-p", "src"], { cwd: ROOT, stdio: "inherit" });
  await mkdir(REFERENCE, { recursive: true });
  for (const [path, entry] of Object.entries(entries)) {
    if (typeof entry === "string") continue;
    const name = path === "." ? "recado" : path.slice(2).replace("/", "-");
    const { items, isSame } = read(name, entry.types, scratch);
    count += items.length;
    if (items.length === 0) complaints.push(`${name} exports nothing that can be read`);
    if (!isSame) complaints.push(`The public API of ${name} is another one: look at it, and run "npm run api"`);
    for (const item of undocumented(items)) complaints.push(`${name}: ${item} has no word about it`);
    await writeFile(join(REFERENCE, `${name}.md`), reference(path === "." ? "recado" : `recado${path.slice(1)}`, items));
  }
} finally {
  rmSync(scratch, { recursive: true });
}
for (const complaint of complaints) console.error(complaint);
console.log(
  `${count} exports${isWriting ? ", their reports in test/api, their reference in dist/api" : ""}; ${complaints.length} complaints`,
);
if (complaints.length > 0) process.exitCode = 1;

/** What is mended in the MIME parser: many plain lines cost little and stay what they are, and a mail has a bounded number of parts. */
import { afterEach, expect, test, vi } from "vitest";
import { parse } from "../../../../src/forwarding/inbound/parser.js";
import { multipart, written } from "../../../mails.js";

const TO = "r@reply.flora.example";
afterEach(() => vi.unstubAllGlobals());

/** Of the platform's own, how many pieces each was made of. */
function blobsMade(): number[] {
  const made: number[] = [];
  vi.stubGlobal(
    "Blob",
    class extends Blob {
      constructor(parts: BlobPart[] = [], options?: BlobPropertyBag) {
        super(parts, options);
        made.push(parts.length);
      }
    },
  );
  return made;
}

test.each([511, 512, 513, 1_024, 5_000])("a text of %i plain lines comes out as it is", async (count) => {
  const text = Array.from({ length: count }, (_, n) => `Line ${n} of “many”, ação`).join("\n");
  const mail = await parse(Buffer.from(written({ to: TO, text })));
  expect(mail.text).toBe(`${text}\n`);
});

test("its lines are handed on in few pieces: each would cost microseconds", async () => {
  const made = blobsMade();
  await parse(Buffer.from(written({ to: TO, text: "A plain line of a text.\n".repeat(50_000) })));
  expect(made.length).toBeGreaterThan(0);
  expect(Math.max(...made)).toBeLessThan(2_000);
});

test("a plain file between two others is whole, and so are they", async () => {
  const log = `${"2026-11-24 10:00:00 GET /olive-trees 200\n".repeat(3_000)}end`;
  const file = (name: string) => `Content-Type: text/csv; name=${name}\nContent-Disposition: attachment; filename=${name}`;
  const parts = [[file("a.csv"), "a"] as const, [file("log.csv"), log] as const, [file("b.csv"), "b"] as const];
  const { attachments } = await parse(Buffer.from(written({ to: TO, body: multipart("mixed", parts) })));
  const texts = attachments.map(({ content }) =>
    Buffer.from(content as ArrayBuffer)
      .toString()
      .trimEnd(),
  );
  expect(texts).toEqual(["a", log, "b"]);
});

test("300 parts are read, and more are not", async () => {
  const mail = (count: number) => {
    const parts = Array.from({ length: count }, () => ["Content-Type: text/plain", "x"] as const);
    return parse(Buffer.from(written({ to: TO, body: multipart("mixed", parts) })));
  };
  await expect(mail(298)).resolves.toMatchObject({ text: expect.stringContaining("x") });
  await expect(mail(300)).rejects.toThrow("parts");
});

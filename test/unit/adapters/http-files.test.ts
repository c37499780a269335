/** A file in pieces: only what has not arrived is sent, and only what has arrived counts as progress. */
import { expect, test } from "vitest";
import { carry } from "../../../src/adapters/http-files.js";
import { ChatError } from "../../../src/client/errors.js";

const SIZE = 300_000;
const content = new Blob([Uint8Array.from({ length: SIZE }, (_, at) => at % 251)]);
const attachment = { id: "0".repeat(32), name: "pot.png", type: "image/png", bytes: SIZE };

/** What has so much already, and notes what else it is given. */
function server(already: number) {
  const arrived = new Uint8Array(SIZE);
  const offsets: number[] = [];
  const state = (received: number) => ({ received, ...(received === SIZE && { attachment }) });
  return {
    ...{ arrived, offsets },
    begin: async () => state(already),
    async append(piece: ArrayBuffer, offset: number) {
      offsets.push(offset);
      arrived.set(new Uint8Array(piece), offset);
      return state(offset + piece.byteLength);
    },
    error: (code: "file-lost" | "bad-answer", message: string) => new ChatError(code, message),
  };
}

test("F32 what has arrived before a cut is not sent again, and the rest is what was chosen", async () => {
  const { arrived, offsets, ...rest } = server(70_000);
  const progress: number[] = [];
  expect(await carry(content, (received) => progress.push(received), rest)).toEqual(attachment);
  expect(offsets[0]).toBe(70_000);
  expect(progress).toEqual([...offsets, SIZE]);
  expect(Buffer.from(arrived.subarray(70_000)).equals(Buffer.from(await content.slice(70_000).arrayBuffer()))).toBe(true);
});

test("F32 of a file that has arrived whole nothing is sent", async () => {
  const { offsets, ...rest } = server(SIZE);
  expect(await carry(content, () => {}, rest)).toEqual(attachment);
  expect(offsets).toEqual([]);
});

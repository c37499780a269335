/** Where the bytes of files are: a port of four verbs, and a folder behind it. What a file is called and whose it is stands in the database (ledger.ts). */
import { constants } from "node:fs";
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";

export interface FileStore {
  /** On the disk for good when it resolves. `id` is ours, and new. */
  write(id: string, bytes: Uint8Array): Promise<void>;
  /** A piece of a file that comes little by little, from `offset` on: on the disk for good when it resolves. The same again is harmless. */
  writeAt(id: string, offset: number, bytes: Uint8Array): Promise<void>;
  /** Undefined when there is no such file. */
  read(id: string): Promise<Readable | undefined>;
  /** What is not there is gone already. */
  remove(id: string): Promise<void>;
}

const ID = /^[0-9a-f]{32}$/;

/** `folder` is made where it is missing. Nothing in a name of a file here was ever said by anybody else. */
export async function folderStore(folder: string): Promise<FileStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (id: string) => {
    if (!ID.test(id)) throw new RangeError("No file of this store is called so");
    return join(folder, id);
  };
  /** Its entry, too: a file nobody finds after a power cut was not kept. */
  const syncEntries = async () => {
    const entries = await open(folder);
    await entries.sync().finally(() => entries.close());
  };
  return {
    async write(id, bytes) {
      const file = await open(pathOf(id), "wx", 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await syncEntries();
    },
    async writeAt(id, offset, bytes) {
      // Created by the first piece, and never cut: what lies behind a piece that is written again is written again, too.
      const file = await open(pathOf(id), constants.O_RDWR | constants.O_CREAT, 0o600);
      try {
        for (let done = 0; done < bytes.byteLength; )
          done += (await file.write(bytes, done, bytes.byteLength - done, offset + done)).bytesWritten;
        await file.sync();
      } finally {
        await file.close();
      }
      if (offset === 0) await syncEntries();
    },
    async read(id) {
      try {
        return (await open(pathOf(id))).createReadStream();
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
      }
    },
    remove: (id) => rm(pathOf(id), { force: true }),
  };
}

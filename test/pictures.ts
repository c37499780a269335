/** Pictures as far as their heads say: as large as is asked, and as heavy, without a pixel in them that anybody drew. */
import { crc32, deflateSync } from "node:zlib";

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Grey. A real one while it is small: its rows are there. `bytes`: padded with a private chunk to about this size. */
export function png(width: number, height: number, bytes = 0): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = width * height < 1_000_000 ? Buffer.alloc((width + 1) * height, 0x88).fill(0, 0, 1) : Buffer.alloc(0);
  for (let row = 0; row * (width + 1) < rows.length; row++) rows[row * (width + 1)] = 0;
  const parts = [Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(rows))];
  // Random enough that no two pieces of it are the same.
  if (bytes > 0) parts.push(chunk("paDd", Buffer.from(Array.from({ length: bytes }, (_, n) => (n * 7 + (n >> 8) * 13) & 0xff))));
  return Buffer.concat([...parts, chunk("IEND", Buffer.alloc(0))]);
}

/** `orientation`: as a telephone writes how it was held, in either byte order. */
export function jpeg(
  width: number,
  height: number,
  orientation?: { readonly value: number; readonly order: "II" | "MM" },
): Buffer {
  const frame = Buffer.from([0xff, 0xc2, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const application = Buffer.from([0xff, 0xe0, 0, 4, 1, 2]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    application,
    ...(orientation ? [exif(orientation)] : []),
    Buffer.from([0xff]),
    frame,
    Buffer.from([0xff, 0xd9]),
  ]);
}

function exif({ value, order }: { readonly value: number; readonly order: "II" | "MM" }): Buffer {
  const numbers = (...given: readonly (readonly [bytes: 2 | 4, number])[]) =>
    Buffer.concat(
      given.map(([bytes, number]) => {
        const made = Buffer.alloc(bytes);
        if (order === "II") made.writeUIntLE(number, 0, bytes);
        else made.writeUIntBE(number, 0, bytes);
        return made;
      }),
    );
  const other = [
    [2, 0x0100],
    [2, 3],
    [4, 1],
    [2, 77],
    [2, 0],
  ] as const;
  const entry = [
    [2, 0x0112],
    [2, 3],
    [4, 1],
    [2, value],
    [2, 0],
  ] as const;
  const tiff = Buffer.concat([Buffer.from(order), numbers([2, 42], [4, 8], [2, 2], ...other, ...entry)]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(2 + 6 + tiff.length, 2);
  return Buffer.concat([head, Buffer.from("Exif\0\0", "latin1"), tiff]);
}

export function gif(width: number, height: number): Buffer {
  const bytes = Buffer.from("GIF89a\0\0\0\0\0\0\0;", "latin1");
  bytes.writeUInt16LE(width, 6);
  bytes.writeUInt16LE(height, 8);
  return bytes;
}

export function webp(format: "VP8 " | "VP8L" | "VP8X", width: number, height: number): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.write("RIFF", 0, "latin1");
  bytes.write(`WEBP${format}`, 8, "latin1");
  if (format === "VP8 ") {
    bytes.writeUInt16LE(width, 26);
    bytes.writeUInt16LE(height, 28);
  } else if (format === "VP8L") bytes.writeUInt32LE((((width - 1) | ((height - 1) << 14)) >>> 0) + 0, 21);
  else {
    bytes.writeUIntLE(width - 1, 24, 3);
    bytes.writeUIntLE(height - 1, 27, 3);
  }
  return bytes;
}

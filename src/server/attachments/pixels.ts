/**
 * How large a picture says it is, read from its head: nothing is decoded, so that a small file of a billion pixels is refused
 * here and not by somebody's browser.
 */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The largest telephones take 50 and 64 million; each is four bytes in a browser. */
const MOST_PIXELS = 64_000_000;
/** Longer than any screen or camera, and more than some drivers take. */
const LONGEST_SIDE = 16_384;

export function isTooLarge({ width, height }: Size): boolean {
  return width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE;
}

/** Undefined for a type that is not shown, and for a head that makes no sense. */
export function sizeOf(type: string, bytes: Buffer): Size | undefined {
  try {
    const size = READ[type]?.(bytes);
    return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined;
  } catch (error) {
    // It ends where its head should be.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const READ: Readonly<Record<string, (bytes: Buffer) => Size | undefined>> = {
  /** PNG 3, 11.2.1: the first chunk is IHDR. */
  "image/png": (bytes) =>
    bytes.toString("latin1", 12, 16) === "IHDR" ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : undefined,
  /** GIF89a, 18: the logical screen, which no frame may leave. */
  "image/gif": (bytes) => ({ width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }),
  "image/jpeg": jpeg,
  "image/webp": webp,
};

/** ITU T.81, B.1.1: segments with their length, until a frame header. Arithmetic and hierarchical ones count, too. */
function jpeg(bytes: Buffer): Size | undefined {
  let at = 2;
  let isTurned = false;
  for (;;) {
    if (bytes.readUInt8(at) !== 0xff) return undefined;
    const marker = bytes.readUInt8(at + 1);
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
      return isTurned ? { width: height, height: width } : { width, height };
    }
    if (marker === 0xe1) isTurned ||= turns(bytes.subarray(at + 4, at + 2 + bytes.readUInt16BE(at + 2)));
    const isBare = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += isBare ? 2 : 2 + Math.max(2, bytes.readUInt16BE(at + 2));
  }
}

/** Exif 2.32, 4.6.4: a telephone held upright writes its pictures lying, and says so. What it says badly, browsers ignore as well. */
function turns(segment: Buffer): boolean {
  if (segment.toString("latin1", 0, 6) !== "Exif\0\0") return false;
  const tiff = segment.subarray(6);
  const isLittle = tiff.toString("latin1", 0, 2) === "II";
  const short = (at: number) => (at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (at + 4 > tiff.length ? 0 : isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = long(4);
  for (let entry = 0; entry < short(directory); entry++) {
    const at = directory + 2 + entry * 12;
    if (short(at) === 0x0112) return short(at + 8) >= 5 && short(at + 8) <= 8;
  }
  return false;
}

/** RFC 9649, 2.5–2.7: lossy, lossless, or extended, whose canvas holds all frames. */
function webp(bytes: Buffer): Size | undefined {
  switch (bytes.toString("latin1", 12, 16)) {
    case "VP8 ":
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case "VP8L": {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X":
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return undefined;
  }
}

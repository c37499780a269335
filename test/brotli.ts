/** Bytes on the line, as every browser of today asks for them. */
import { brotliCompressSync } from "node:zlib";

export const brotli = (code: string | Uint8Array): number => brotliCompressSync(code).length;

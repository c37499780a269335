/** The MIME parser, with the one thing mended by which a mail of plain lines could hold the process. */
import PostalMime, { type Email } from "postal-mime";
import { MOST_PARTS, PARSER_LIMITS } from "./limits.js";

type Piece = Uint8Array | string;
/** What is of use here of the parser's insides, which its types leave out. */
interface Insides {
  readonly currentNode: { readonly contentDecoder?: { readonly chunks?: Piece[] } | null };
  processLine(line: Uint8Array, isFinal: boolean): Promise<void>;
}
const { processLine } = PostalMime.prototype as unknown as Insides;

/** So many become one. */
const PIECES = 1_024;

/**
 * postal-mime 4 keeps a part that is not encoded as a Blob, two pieces a line, and Node's Blob takes microseconds to read each of them
 * back: 100 ms a megabyte, five times as long as everything else. Joined on the way they are the same bytes. Should the insides change,
 * nothing is joined and nothing breaks; `npm run mail-cost` would tell.
 */
class Parser extends PostalMime {
  readonly #joined = new WeakMap<Piece[], number>();
  #part: unknown;
  #parts = 0;

  async processLine(line: Uint8Array, isFinal: boolean): Promise<void> {
    const insides = this as unknown as Insides;
    const { currentNode } = insides;
    if (currentNode !== this.#part && ++this.#parts > MOST_PARTS) throw new Error(`More than ${MOST_PARTS} parts`);
    this.#part = currentNode;
    const pieces = currentNode.contentDecoder?.chunks;
    const joined = (pieces && this.#joined.get(pieces)) ?? 0;
    if (pieces !== undefined && pieces.length - joined >= PIECES) {
      pieces.push(Buffer.concat(pieces.splice(joined).map((piece) => (typeof piece === "string" ? Buffer.from(piece) : piece))));
      this.#joined.set(pieces, joined + 1);
    }
    return processLine.call(insides, line, isFinal);
  }
}

/** Rejects what nobody can read: nested too deep, or something the parser stumbles over. */
export function parse(raw: Uint8Array): Promise<Email> {
  return new Parser(PARSER_LIMITS).parse(raw);
}

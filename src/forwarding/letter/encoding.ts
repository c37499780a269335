/** How a body travels, and how large it is then: three bytes for a foreign one (quoted-printable), or four for three (base64). */

export interface Encoded {
  readonly content: string;
  readonly encoding: "quoted-printable" | "base64";
  /** Of the encoded body; never less than what goes out. */
  readonly size: number;
}

/** A soft line break is three bytes, and comes after 50 characters at the earliest: the builder breaks at spaces. */
const SOFT_BREAKS = 1.06;
/** The builder ends a body with a line break of its own. */
const END = 4;

/** Whichever makes the smaller mail. */
export function encodedAs(content: string): Encoded {
  const bytes = Buffer.from(content);
  let quoted = 0;
  let before = 0;
  for (const byte of bytes) {
    const isLineEnd = byte === 10;
    quoted += isLineEnd ? 2 : byte < 32 || byte > 126 || byte === 61 ? 3 : 1;
    // White space at the end of a line would get lost on the way, so it is quoted too.
    if (isLineEnd && before === 32) quoted += 2;
    before = byte;
  }
  const readable = Math.ceil(quoted * SOFT_BREAKS) + END;
  const packed = Math.ceil(((bytes.length * 4) / 3) * (78 / 76)) + END;
  return readable <= packed
    ? { content, encoding: "quoted-printable", size: readable }
    : { content, encoding: "base64", size: packed };
}

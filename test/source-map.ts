/** Reads a source map (ECMA-426) as far as asked here: of which source each character of the file is. */
interface SourceMap {
  readonly mappings: string;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** One index into the map's sources for each character of `code`; -1 is nobody's. */
export function ownersOf(code: string, { mappings }: SourceMap): Int32Array {
  const owners = new Int32Array(code.length).fill(-1);
  const lines = mappings.split(";");
  let source = 0;
  let lineStart = 0;
  for (const [index, line] of code.split("\n").entries()) {
    let column = 0;
    let owner = -1;
    let from = 0;
    const fill = (to: number) => owners.fill(owner, lineStart + from, lineStart + to);
    for (const segment of (lines[index] ?? "").split(",")) {
      const [columns, sources] = numbersIn(segment);
      if (columns === undefined) continue;
      column += columns;
      fill(column);
      from = column;
      if (sources !== undefined) source += sources;
      owner = sources === undefined ? -1 : source;
    }
    fill(line.length + 1);
    lineStart += line.length + 1;
  }
  return owners;
}

/** Base64 VLQ: five bits a digit, the sixth says that more follow, the lowest of all is the sign. */
function numbersIn(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const letter of segment) {
    const digit = DIGITS.indexOf(letter);
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = shift = 0;
  }
  return numbers;
}

/** Reads headers of a letter's bytes, unfolded. As little of RFC 5322 as our own ASCII headers need. */
export function headersOf(raw: string): (name: string) => string {
  const [head = ""] = raw.split("\r\n\r\n", 1);
  const fields = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  return (name) => {
    const found = fields.filter((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    if (found.length !== 1) throw new Error(`A letter has ${found.length} ${name} headers`);
    return (found[0] ?? "").slice(name.length + 1).trim();
  };
}

/** The name a message has before the server has seen it: a UUIDv7 (RFC 9562 5.7), so that names sort roughly by time. */

/**
 * `bytes` are ten random ones, of which 72 bits are taken (the variant is always the same). The visitor's clock may be wrong:
 * uniqueness rests on chance, order on seq.
 */
export function draftId(now: number, bytes: Uint8Array): string {
  const hex = (number: number, digits: number) => number.toString(16).padStart(digits, "0");
  const time = hex(Math.max(0, Math.floor(now)), 12).slice(-12);
  const chance = [...bytes].map((byte) => hex(byte, 2)).join("");
  return `${time}7${chance.slice(0, 3)}8${chance.slice(3, 18)}`.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** The time it was made with; 0 for a name of another kind. */
export function draftTime(id: string): number {
  return Number.parseInt(id.replace("-", "").slice(0, 12), 16) || 0;
}

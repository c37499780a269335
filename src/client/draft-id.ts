/** The name a message has before the server has seen it: a UUIDv7 (RFC 9562 5.7), so that names sort roughly by time. */

/** `bytes` are ten random ones. The visitor's clock may be wrong: uniqueness rests on chance, order on seq. */
export function draftId(now: number, bytes: Uint8Array): string {
  const time = Math.max(0, Math.floor(now)).toString(16).padStart(12, "0").slice(-12);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(3), 16) & 3);
  return `${time}7${hex.slice(0, 3)}${variant}${hex.slice(4, 19)}`.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

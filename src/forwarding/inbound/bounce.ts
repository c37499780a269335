/** Reads a delivery status notification (RFC 3464). Whether it may be believed is a matter of the address it came to: read.ts. */
import type { ForeignMail } from "./mail.js";

export interface Bounce {
  readonly action: "failed" | "delayed" | "other";
  /** The enhanced status code (RFC 3463), always 5.x.y where the action is `failed`. */
  readonly status: string;
}

/** Given up after days of "not now": what was temporary has become final (RFC 3463, 5.4.7 "delivery time expired"). */
const EXPIRED = "5.4.7";
/** Failed, and nobody said why. */
const FAILED = "5.0.0";

/** Undefined when the mail is no such notice. Of several recipients, a failed one speaks: a letter of ours has only one. */
export function readBounce(mail: ForeignMail): Bounce | undefined {
  if (!mail.headers("content-type").some((value) => /^multipart\/report\b/i.test(value))) return undefined;
  const recipients = mail.statusParts.flatMap(groups).filter((group) => field(group, "action") !== undefined);
  const bounces = recipients.map(bounceOf);
  return bounces.find(({ action }) => action === "failed") ?? bounces[0];
}

/** The first group is about the message, the others about a recipient each; empty lines part them. */
function groups(part: string): string[] {
  return part.replace(/\r\n?/g, "\n").split(/\n[ \t]*\n/);
}

function bounceOf(group: string): Bounce {
  const action = field(group, "action")?.toLowerCase() ?? "";
  const status = /^([245]\.\d{1,3}\.\d{1,3})(?!\d)/.exec(field(group, "status") ?? "")?.[1];
  if (action.startsWith("failed")) return { action: "failed", status: finalOf(status) };
  return { action: action.startsWith("delayed") ? "delayed" : "other", status: status ?? "" };
}

function finalOf(status: string | undefined): string {
  if (status?.startsWith("5.")) return status;
  return status?.startsWith("4.") ? EXPIRED : FAILED;
}

function field(group: string, name: string): string | undefined {
  const line = group.split("\n").find((one) => one.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}

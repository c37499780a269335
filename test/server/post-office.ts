/** Hands mails to a server by real SMTP and tells how it answered. */
import { createTransport } from "nodemailer";

export interface Posted {
  /** As a person's mail program would: the envelope says the same as the headers. */
  readonly from?: string;
  readonly to: string | readonly string[];
  readonly raw: string | Uint8Array;
}

/** The server's last word, "250 …" or a refusal. */
export async function post(port: number, { from = "ana@example.com", to, raw }: Posted): Promise<string> {
  const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true, name: "mail.example.com" });
  try {
    const { response } = await transport.sendMail({ envelope: { from, to: [to].flat() }, raw: Buffer.from(raw) });
    return response;
  } catch (error) {
    if (error instanceof Error && "response" in error && typeof error.response === "string") return error.response;
    throw error;
  } finally {
    transport.close();
  }
}

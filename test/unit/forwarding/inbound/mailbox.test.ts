/** One look into a mailbox that people read too. The real one, by IMAP, is in test/peers. */
import { expect, test } from "vitest";
import type { Inbox } from "../../../../src/forwarding/inbound/door.js";
import { LARGEST_MAIL_BYTES } from "../../../../src/forwarding/inbound/limits.js";
import { type OpenMailbox, takeUnread } from "../../../../src/forwarding/inbound/mailbox.js";
import { written } from "../../../mails.js";

const OURS = `chat+r-${"a".repeat(26)}@flora.example`;
const TRUSTED = ["mx.flora.example"];

/** A mailbox of these mails, all unread. */
function mailboxOf(mails: readonly { raw: string; bytes?: number }[]) {
  const read = new Set<number>();
  const asked: string[] = [];
  const mailbox: OpenMailbox = {
    unread: async () =>
      mails.flatMap(({ raw, bytes = raw.length }, index) => (read.has(index + 1) ? [] : [{ uid: index + 1, bytes }])),
    async fetch(uid, part) {
      asked.push(`${part} ${uid}`);
      const raw = mails[uid - 1]?.raw ?? "";
      return Buffer.from(part === "head" ? raw.slice(0, raw.indexOf("\r\n\r\n") + 4) : raw);
    },
    markRead: async (uid) => void read.add(uid),
  };
  return { mailbox, read, asked };
}

function inboxThat(take: Inbox["take"]) {
  const taken: Parameters<Inbox["take"]>[0][] = [];
  const inbox: Inbox = {
    knows: async () => true,
    take: async (mail) => {
      taken.push(mail);
      return take(mail);
    },
  };
  return { inbox, taken };
}

test("ours is taken by its plus address and marked read; people's is not even fetched whole, and stays unread", async () => {
  const { mailbox, read, asked } = mailboxOf([{ raw: written({ to: "chat@flora.example" }) }, { raw: written({ to: OURS }) }]);
  const { inbox, taken } = inboxThat(async () => ({ ok: true }));
  await takeUnread(mailbox, inbox, new Set(), TRUSTED);
  expect(taken).toMatchObject([{ to: OURS, trusted: TRUSTED }]);
  expect(taken[0]).not.toHaveProperty("client");
  expect([...read]).toEqual([2]);
  expect(asked).toEqual(["head 1", "head 2", "whole 2"]);
});

test("what was left is not looked at again, and what is refused is left to people", async () => {
  const { mailbox, read, asked } = mailboxOf([{ raw: written({ to: OURS }) }]);
  const { inbox, taken } = inboxThat(async () => ({ ok: false, because: "unknown-address" }));
  const left = new Set<number>();
  await takeUnread(mailbox, inbox, left, TRUSTED);
  await takeUnread(mailbox, inbox, left, TRUSTED);
  expect(taken).toHaveLength(1);
  expect(asked).toHaveLength(2);
  expect(read.size).toBe(0);
});

test("what could not be kept is still unread, and taken at the next look", async () => {
  const { mailbox, read } = mailboxOf([{ raw: written({ to: OURS }) }]);
  let isAway = true;
  const { inbox } = inboxThat(async () => {
    if (isAway) throw new Error("The database is away");
    return { ok: true };
  });
  const left = new Set<number>();
  await expect(takeUnread(mailbox, inbox, left, TRUSTED)).rejects.toThrow("away");
  expect(read.size).toBe(0);
  isAway = false;
  await takeUnread(mailbox, inbox, left, TRUSTED);
  expect(read.size).toBe(1);
});

test("a mail too large to be read is never fetched whole", async () => {
  const { mailbox, asked } = mailboxOf([{ raw: written({ to: OURS }), bytes: LARGEST_MAIL_BYTES + 1 }]);
  const { inbox, taken } = inboxThat(async () => ({ ok: true }));
  await takeUnread(mailbox, inbox, new Set(), TRUSTED);
  expect(taken).toEqual([]);
  expect(asked).toEqual(["head 1"]);
});

test("the envelope as servers write it down counts, copies too, and what stands in the text does not", async () => {
  const headers = [`Delivered-To: ${OURS.toUpperCase()}`, `Subject: ${OURS.replaceAll("a", "b")}`];
  const { mailbox } = mailboxOf([{ raw: written({ to: "undisclosed@example.com", headers, text: OURS.replaceAll("a", "c") }) }]);
  const { inbox, taken } = inboxThat(async () => ({ ok: true }));
  await takeUnread(mailbox, inbox, new Set(), TRUSTED);
  expect(taken.map(({ to }) => to)).toEqual([OURS]);
});

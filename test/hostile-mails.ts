/**
 * Mails that no honest program writes: broken, absurd, or made to keep a reader busy. Made here and not collected, the same ones each
 * time. Each is built when it is asked for, since some are large.
 */
import { multipart, type Written, written } from "./mails.js";

export interface HostileMail {
  readonly name: string;
  bytes(): Buffer;
}

/** Chance that is the same in every run (a linear congruential generator). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const repeated = (count: number, line: (n: number) => string) => Array.from({ length: count }, (_, n) => line(n)).join("");
const MEGABYTE = 1_000_000;
type Body = NonNullable<Written["body"]>;

/** To one address, since a mail to nowhere is not even read. */
export function hostileMails(to: string): readonly HostileMail[] {
  const mails: HostileMail[] = [];
  const add = (name: string, bytes: () => string | Uint8Array) => mails.push({ name, bytes: () => Buffer.from(bytes()) });
  const text = (name: string, make: () => Body | string, headers: () => string[] = () => []) =>
    add(name, () => {
      const body = make();
      return written({ to, headers: headers(), ...(typeof body === "string" ? { text: body } : { body }) });
    });
  const head = (name: string, headers: () => string[]) => text(name, () => "Hello", headers);
  const plain = (charset: string, encoding = "8bit") =>
    `text/plain; charset=${charset}\r\nContent-Transfer-Encoding: ${encoding}`;

  // Cut off, wherever it hurts.
  const whole = written({
    to,
    body: multipart("mixed", [
      ["Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable", "Ol=C3=A1, =\nworld"],
      ["Content-Type: text/html; charset=utf-8", "<p>Ol&aacute;<br></p>"],
      ["Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64", "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"],
    ]),
  });
  for (const part of [0, 0.01, 0.1, 0.25, 0.5, 0.6, 0.75, 0.9, 0.99])
    add(`cut off after ${part * 100} %`, () => whole.slice(0, Math.floor(whole.length * part)));

  // Bytes turned over at random.
  for (let seed = 1; seed <= 6; seed++)
    add(`noise ${seed}`, () => {
      const random = chance(seed);
      return Buffer.from(whole.repeat(3)).map((byte) => (random() < 0.03 ? Math.floor(random() * 256) : byte));
    });
  add("nothing but noise", () => {
    const random = chance(99);
    return Buffer.alloc(200_000).map(() => Math.floor(random() * 256));
  });

  // Wrong about their own letters.
  text("a charset nobody has", () => ({ type: plain("x-klingon"), content: "nuqneH" }));
  text("UTF-16 that is not", () => ({ type: plain("utf-16"), content: "abc" }));
  text("UTF-7 with a script in it", () => ({ type: plain("utf-7"), content: "+ADw-script+AD4-" }));
  text("a charset as long as a book", () => ({ type: plain("x".repeat(50_000)), content: "Hello" }));
  text("broken base64", () => ({ type: plain("utf-8", "base64"), content: "====A=B*C\u0001====" }));
  text("broken quoted-printable", () => ({ type: plain("utf-8", "quoted-printable"), content: "=\n=Z=0=\n=ED=A0=80=" }));
  text("an encoding nobody has", () => ({ type: plain("utf-8", "x-rot13"), content: "Uryyb" }));
  text("lone surrogates and NULs", () => "a\0\ud800b\udfff\0".repeat(1_000));
  text("one line of a megabyte", () => "a".repeat(MEGABYTE));
  text("a megabyte of line feeds", () => "\n".repeat(MEGABYTE));
  text("a megabyte of carriage returns", () => "\r".repeat(MEGABYTE));
  text("a megabyte of short lines", () => ">\n".repeat(MEGABYTE / 2));
  text("lines just long enough not to be counted", () => `${"a".repeat(58)}\n`.repeat(MEGABYTE / 59));

  // Trees.
  text("10,000 parts inside one another", () => ({
    type: "multipart/mixed; boundary=b0",
    content: repeated(10_000, (n) => `--b${n}\nContent-Type: multipart/mixed; boundary=b${n + 1}\n\n`),
  }));
  text("10,000 messages inside one another", () => ({
    type: "message/rfc822",
    content: repeated(10_000, () => "Content-Type: message/rfc822\n\n"),
  }));
  text("100,000 parts beside one another", () => ({
    type: "multipart/mixed; boundary=b",
    content: "--b\n\nx\n".repeat(100_000),
  }));
  text("as many parts as are read, each a file", () => ({
    type: "multipart/mixed; boundary=b",
    content: repeated(290, (n) => `--b\nContent-Type: application/x; name=f${n}\n\nx\n`),
  }));
  text("a thousand parts, each a file", () => ({
    type: "multipart/mixed; boundary=b",
    content: repeated(990, (n) => `--b\nContent-Type: application/x; name=f${n}\n\nx\n`),
  }));
  text("a part for each mention of it", () => ({
    type: "multipart/related; boundary=b",
    content: `--b\nContent-Type: text/html\n\n${"cid:x ".repeat(100_000)}\n${"--b\nContent-ID: <x>\nContent-Type: image/png\n\nx\n".repeat(290)}`,
  }));
  text("forty levels, and lines that are almost boundaries", () => ({
    type: "multipart/mixed; boundary=b0",
    content: `${repeated(40, (n) => `--b${n}\nContent-Type: multipart/mixed; boundary=b${n + 1}\n\n`)}${`--${"c".repeat(70)}\n`.repeat(900)}`,
  }));
  text("a boundary that never comes", () => ({ type: 'multipart/mixed; boundary="x"', content: "Hello\n--y\nworld" }));
  text("a boundary of nothing", () => ({ type: 'multipart/mixed; boundary=""', content: "--\n\nHello\n----" }));
  text("no boundary at all", () => ({ type: "multipart/mixed", content: "Hello" }));

  // Weight.
  text("30 MB of base64", () => ({
    type: "application/pdf\r\nContent-Transfer-Encoding: base64",
    content: `${"A".repeat(76)}\n`.repeat(390_000),
  }));
  text("20 MB of base64", () => ({
    type: "application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64",
    content: `${"A".repeat(76)}\n`.repeat(260_000),
  }));
  text("base64 in one line", () => ({
    type: "application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64",
    content: "A".repeat(4 * MEGABYTE),
  }));
  text("a page of angle brackets", () => ({ type: "text/html", content: "<".repeat(MEGABYTE) }));
  text("a page of open elements", () => ({ type: "text/html", content: "<div>".repeat(MEGABYTE / 5) }));
  text("a page of elements with attributes", () => ({ type: "text/html", content: "<p id=a>".repeat(MEGABYTE / 8) }));
  text("an element of 100,000 attributes", () => ({
    type: "text/html",
    content: `<p ${repeated(100_000, (n) => `a${n}=b `)}>`,
  }));
  text("a page of open comments", () => ({ type: "text/html", content: "<!-- <style ".repeat(MEGABYTE / 12) }));
  text("a page of entities", () => ({ type: "text/html", content: "&lt".repeat(MEGABYTE / 3) }));
  text("flowed text without an end", () => ({
    type: "text/plain; format=flowed",
    content: `${"> ".repeat(35)}a \n`.repeat(MEGABYTE / 73),
  }));

  // Heads.
  head("50,000 headers", () => [repeated(50_000, (n) => `X-${n}: a\r\n`).trimEnd()]);
  head("a header of a megabyte", () => [`X-Long: ${"a".repeat(MEGABYTE)}`]);
  head("a header of a thousand folds", () => [`X-Fold: a${"\r\n b".repeat(990)}`]);
  head("a sender of 90,000 brackets", () => [`Sender: ${"(".repeat(90_000)}`]);
  head("90 KB of recipients", () => [`Cc: ${"a@b.example, ".repeat(6_900)}`]);
  head("90 KB of groups", () => [`Cc: ${"g:".repeat(45_000)}`]);
  head("90 KB of quotes", () => [`Cc: ${'"<'.repeat(45_000)}`]);
  head("90 KB of encoded words", () => [`Comments: ${"=?utf-8?q?=41?= ".repeat(5_600)}`]);
  head("90 KB of references", () => [`In-Reply-To: ${"<a@b>".repeat(18_000)}`]);
  head("ten signatures that name everything", () =>
    Array.from(
      { length: 10 },
      () => `DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=test; h=${"a:".repeat(1_800)}from; bh=; b=`,
    ),
  );
  head("a signature that names 20,000 headers", () => [
    `DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=test; h=${"a:".repeat(20_000)}from; bh=; b=`,
  ]);
  head("results with 40,000 brackets", () => [`Authentication-Results: mx; ${"(".repeat(40_000)}; dmarc=pass`]);
  head("a type with 5,000 parameters", () => [`Content-Type: text/plain; ${repeated(5_000, (n) => `a*${n}=b; `)}`]);
  head("two of everything", () => [
    "From: b@example.com",
    "Message-ID: <b@example.com>",
    "Subject: b",
    "Content-Type: text/html",
  ]);
  head("a line that is no header, and NULs in one that is", () => ["no colon here", "X-Nul: a\0b", ": nameless"]);
  add("no head at all", () => "\r\n\r\nHello");
  add("no body at all", () => `From: ana@example.com\r\nTo: ${to}`);
  add("a mbox line before the head", () => `From ana@example.com Tue Nov 24\r\n${written({ to })}`);
  return mails;
}

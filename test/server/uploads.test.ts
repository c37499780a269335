/** Row 18 of the security checklist for what visitors and agents upload, and the server's part of F32: whole, once, and by its bytes. */
import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { afterAll, describe, expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { AGENT_ROUTES, ROUTES, UploadState } from "../../src/protocol/index.js";
import { sweep } from "../../src/server/attachments/ledger.js";
import { folderStore } from "../../src/server/attachments/store.js";
import { connect } from "../../src/server/database/connect.js";
import type { SiteSpec } from "../../src/server/index.js";
import { HOSTILE_TEXTS } from "../hostile-texts.js";
import { gif, jpeg, png, webp } from "../pictures.js";
import { until } from "../until.js";
import { quick, textOf } from "./letters.js";
import { codeOf, draft, newVisitor, type VisitorInTest } from "./people.js";
import { createWorld } from "./world.js";

const HOUR_MS = 3_600_000;
const folder = await mkdtemp(join(tmpdir(), "recado-uploads-"));
const mailer = memoryMailer();
const world = await createWorld({ attachments: folder, mail: { mailer, from: "chat@flora.example" } });
const silent = () => undefined;
const db = connect(world.database.connection, { debug: silent, info: silent, warn: silent, error: silent });
const store = await folderStore(folder);
const settings: SiteSpec["settings"] = {
  contactForm: { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] },
};
const shop = await world.shop({ settings });
const other = await world.shop({ settings });
afterAll(async () => {
  await db.destroy();
  await rm(folder, { recursive: true });
});

const PNG = png(40, 30, 300_000);
const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const onDisk = () => readdir(folder);

/** As any client carries a file: asks how far it is, and goes on from there. */
function carrier(visitor: VisitorInTest, site: string) {
  const auth = { authorization: `Bearer ${visitor.session.token}` };
  const path = (upload: string) => `${world.url}${ROUTES.upload.path.replace(":site", site).replace(":upload", upload)}`;
  const begin = async (upload: string, name: string, bytes: number, headers: Record<string, string> = auth) =>
    fetch(path(upload), {
      method: "PUT",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ name, bytes }),
    });
  const piece = async (upload: string, offset: number | string, bytes: Uint8Array, headers: Record<string, string> = auth) =>
    fetch(`${path(upload)}?offset=${offset}`, { method: "PATCH", headers, body: new Uint8Array(bytes) });
  const code = async (response: Response) => {
    const { error } = v.parse(v.object({ error: v.object({ code: v.string() }) }), await response.json());
    return `${response.status} ${error.code}`;
  };
  const state = async (response: Response) => {
    const text = await response.text();
    expect(response.status, text).toBe(200);
    return v.parse(v.strictObject(UploadState.entries), JSON.parse(text));
  };
  return {
    ...{ begin, piece, code, state },
    /** The answer to the last piece. */
    async whole(name: string, bytes: Uint8Array, upload = draft().id) {
      const begun = await begin(upload, name, bytes.byteLength);
      if (!begun.ok) return { upload, last: begun };
      return { upload, last: await piece(upload, 0, bytes) };
    },
    address: async (file: string, headers: Record<string, string> = auth) =>
      fetch(`${world.url}${ROUTES.fileAddress.path.replace(":site", site).replace(":file", file)}`, { headers }),
  };
}

async function someone(at = shop) {
  const visitor = await at.visitor();
  return { visitor, ...carrier(visitor, at.id) };
}
type Someone = Awaited<ReturnType<typeof someone>>;

async function uploaded(one: Someone, name: string, bytes: Uint8Array) {
  const { upload, last } = await one.whole(name, bytes);
  const { attachment } = await one.state(last);
  if (attachment === undefined) throw new Error("It is not whole");
  return { upload, attachment };
}

async function sent(one: Someone, name = "pot.png", bytes: Uint8Array = PNG) {
  const { upload, attachment } = await uploaded(one, name, bytes);
  expect((await one.visitor.say("", { files: [upload] })).status).toBe(201);
  return attachment;
}

async function urlOf(one: Someone, file: string): Promise<string> {
  const answer = await one.address(file);
  expect(answer.status).toBe(200);
  return v.parse(ROUTES.fileAddress.answer, await answer.json()).url;
}

describe("18 an upload", () => {
  test("becomes the message's own, byte for byte, for visitor and agent alike", async () => {
    const one = await someone();
    const agent = await shop.agent();
    const { upload, attachment } = await uploaded(one, "pot.png", PNG);
    expect(attachment).toMatchObject({ name: "pot.png", type: "image/png", bytes: PNG.length, width: 40, height: 30 });
    const said = await one.visitor.say("Look", { files: [upload] });
    expect(said.body.attachments).toEqual([attachment]);
    const pulled = await one.visitor.ask("pull");
    expect(pulled.body.messages).toMatchObject([{ text: "Look", attachments: [attachment] }]);

    const url = await urlOf(one, attachment.id);
    const fetched = await fetch(url);
    expect(hash(new Uint8Array(await fetched.arrayBuffer()))).toBe(hash(PNG));
    const mine = await fetch(`${world.url}/v1/agent/conversations/${one.visitor.id}/attachments/${attachment.id}`, {
      headers: { cookie: agent.cookie },
    });
    expect(hash(new Uint8Array(await mine.arrayBuffer()))).toBe(hash(PNG));
  });

  test("is shown where it is a picture, and saved where it is anything else; nothing in either can run", async () => {
    const one = await someone();
    const picture = await fetch(await urlOf(one, (await sent(one)).id));
    const text = await fetch(await urlOf(one, (await sent(one, "notes.txt", Buffer.from("one\ntwo\n"))).id));
    const heads = {
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "no-store",
    };
    expect(Object.fromEntries(picture.headers)).toMatchObject({
      ...heads,
      "content-type": "image/png",
      "content-disposition": "inline; filename=\"pot.png\"; filename*=UTF-8''pot.png",
    });
    expect(Object.fromEntries(text.headers)).toMatchObject({
      ...heads,
      "content-type": "text/plain",
      "content-disposition": "attachment; filename=\"notes.txt\"; filename*=UTF-8''notes.txt",
    });
  });

  test.each([
    ["a page", "cat.png", "<!doctype html><script>alert(1)</script>"],
    ["a drawing", "cat.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ["a page behind a picture's name and white space", "cat.jpg", " \n<html>"],
    ["an archive", "cat.zip", "PK\x03\x04 something"],
    ["a program", "cat.pdf", "MZ\x90\0\x03"],
    ["a picture without its head", "cat.png", "\x89PNG\r\n\x1a\nand nothing"],
    ["a photograph cut in its head", "cat.jpg", "\xff\xd8\xff\xe0\x00\x10JF"],
  ])("of %s is refused by its bytes, and nothing of it stays", async (_, name, content) => {
    const one = await someone();
    const before = await onDisk();
    const { last } = await one.whole(name, Buffer.from(content, "latin1"));
    expect(await one.code(last)).toBe("415 kind-refused");
    expect(await onDisk()).toEqual(before);
    expect(await world.database.query("select id from files where owner = $1", [one.visitor.id])).toEqual([]);
  });

  test("has the type of its bytes, whatever its name says: polyglots and double extensions end as what they are", async () => {
    const one = await someone();
    const both = Buffer.concat([png(2, 2), Buffer.from("<script>alert(1)</script>")]);
    expect((await uploaded(one, "page.html", both)).attachment).toMatchObject({ name: "page.html.png", type: "image/png" });
    expect((await uploaded(one, "bill.pdf.exe", Buffer.from("%PDF-1.7\n"))).attachment.name).toBe("bill.pdf.exe.pdf");
    expect((await uploaded(one, "../../etc/passwd", Buffer.from("root"))).attachment.name).toBe("passwd.txt");
    expect((await uploaded(one, "C:\\temp\\con", Buffer.from("x"))).attachment.name).toBe("_con.txt");
    expect((await uploaded(one, "\u202egpj.exe\u200b.png", png(2, 2))).attachment.name).toBe("gpj.exe.png");
  });

  test("of any hostile name has a name that names, and a head that holds nothing but it", async () => {
    const one = await someone();
    for (const text of HOSTILE_TEXTS.slice(0, 60)) {
      const { attachment } = await uploaded(one, text.slice(0, 900), Buffer.from("x"));
      expect(attachment.name).not.toMatch(/[\p{Cc}\p{Cf}/\\<>:"|?*%;]/u);
      expect(attachment.name.length).toBeLessThanOrEqual(90);
      expect(attachment.name).toMatch(/\.(?:txt|csv|tsv|log|md|json|ics|vcf)$/);
    }
  });

  test.each([
    ["PNG", png(100_000, 100_000)],
    ["PNG on one line", png(1, 0x7fff_ffff)],
    ["JPEG", jpeg(60_000, 60_000)],
    ["GIF", gif(65_535, 65_535)],
    ["lossless WebP", webp("VP8L", 16_384, 16_384)],
    ["animated WebP", webp("VP8X", 16_777_216, 256)],
  ])("18 of a small %s that would fill the memory of whoever sees it is refused without looking inside", async (_, bytes) => {
    const one = await someone();
    const { last } = await one.whole("bomb", bytes);
    expect(await one.code(last)).toBe("413 too-large");
  });

  test.each([
    ["PNG", png(8_064, 6_048), "image/png"],
    ["JPEG", jpeg(8_160, 6_120), "image/jpeg"],
    ["GIF", gif(320, 240), "image/gif"],
    ["WebP", webp("VP8 ", 640, 480), "image/webp"],
    ["lossless WebP", webp("VP8L", 640, 480), "image/webp"],
    ["animated WebP", webp("VP8X", 640, 480), "image/webp"],
  ])("18 of a %s as cameras make them is taken, with its size", async (_, bytes, type) => {
    const { attachment } = await uploaded(await someone(), "photo", bytes);
    expect(attachment).toMatchObject({ type, width: expect.any(Number), height: expect.any(Number) });
    expect(Number(attachment.width) / Number(attachment.height)).toBeCloseTo(4 / 3, 1);
  });

  test("larger than the site takes is refused before its first byte, and no more than was said is taken", async () => {
    const one = await someone();
    expect(await one.code(await one.begin(draft().id, "film.mp4", 10_000_001))).toBe("413 too-large");
    const { id } = draft();
    await one.begin(id, "notes.txt", 3);
    expect(await one.code(await one.piece(id, 0, Buffer.from("four")))).toBe("400 bad-request");
    expect(await one.code(await one.piece(id, 0, Buffer.alloc(1_048_577)))).toBe("413 too-large");
    for (const bytes of [0, -1, 1.5, Number.MAX_VALUE])
      expect(await one.code(await one.begin(draft().id, "x", bytes))).toBe("400 bad-request");
    for (const offset of ["", "-1", "1e3", "0x1"])
      expect(await one.code(await one.piece(id, offset, Buffer.from("x")))).toBe("400 bad-request");
    expect(await one.code(await one.begin("not-a-uuid", "x", 1))).toBe("400 bad-request");
  });

  test("is of the kinds the owner has chosen, and of none where none is", async () => {
    const pictures = await world.shop({ settings: { ...settings, uploads: { kinds: ["picture"], largestMegabytes: 1 } } });
    const one = await someone(pictures);
    expect((await one.visitor.ask("site")).body.uploads).toEqual({ kinds: ["picture"], largestBytes: 1_000_000 });
    expect((await one.whole("pot.png", PNG)).last.status).toBe(200);
    expect(await one.code((await one.whole("bill.pdf", Buffer.from("%PDF-1.7\n"))).last)).toBe("415 kind-refused");
    const none = await world.shop({ settings: { ...settings, uploads: { kinds: [], largestMegabytes: 1 } } });
    const two = await someone(none);
    expect((await two.visitor.ask("site")).body).not.toHaveProperty("uploads");
    expect(await two.code(await two.begin(draft().id, "pot.png", 10))).toBe("415 kind-refused");
  });

  test("has an end per visitor and day, and says so; tomorrow is another day, and others are not concerned", async () => {
    const one = await someone();
    for (let n = 0; n < 20; n++) expect((await one.begin(draft().id, `${n}.png`, 10_000_000)).status).toBe(200);
    const refused = await one.begin(draft().id, "one more.png", 1);
    expect(await one.code(refused)).toBe("403 quota-reached");
    expect((await (await someone()).begin(draft().id, "x.png", 10)).status).toBe(200);
    world.advance(24 * HOUR_MS + 1_000);
    expect((await one.begin(draft().id, "one more.png", 1)).status).toBe(200);
  });

  test("is one of a hundred that a visitor may send in a day, however small they are", async () => {
    const one = await someone();
    for (let n = 0; n < 100; n++) expect((await one.begin(draft().id, `${n}.txt`, 1)).status).toBe(200);
    expect(await one.code(await one.begin(draft().id, "one more.txt", 1))).toBe("403 quota-reached");
  });

  test("needs room at its site: what all have begun counts together, agents' and mails' as well; what is erased makes room", async () => {
    const small = await world.shop({ settings, filesMegabytes: 1 });
    const [ana, bob, agent] = [await someone(small), await someone(small), await small.agent()];
    const { upload } = await uploaded(ana, "pot.png", png(40, 30, 600_000));
    await ana.visitor.say("Look", { files: [upload] });
    const full = await bob.begin(draft().id, "large.png", 400_001);
    const problem = v.object({ error: v.object({ code: v.string(), field: v.string(), message: v.string() }) });
    expect([full.status, v.parse(problem, await full.json()).error]).toEqual([
      403,
      { code: "quota-reached", field: "site", message: "There is no room for more files here. Please send it another way" },
    ]);
    const path = AGENT_ROUTES.agentBeginUpload.path.replace(":upload", draft().id);
    const headers = { cookie: agent.cookie, origin: world.url, "content-type": "application/json" };
    const agents = await fetch(`${world.url}${path}`, {
      ...{ method: "PUT", headers },
      body: JSON.stringify({ name: "x.png", bytes: 400_001 }),
    });
    expect(agents.status).toBe(403);
    // At once they do not get past it together, and another site has its own room.
    const begun = await Promise.all(Array.from({ length: 8 }, () => bob.begin(draft().id, "part.png", 99_900)));
    expect(begun.filter(({ status }) => status === 200)).toHaveLength(4);
    expect((await (await someone()).begin(draft().id, "x.png", 400_001)).status).toBe(200);
    await ana.visitor.ask("erase", { body: {} });
    await sweep(db, store, world.now());
    expect((await bob.begin(draft().id, "large.png", 400_001)).status).toBe(200);
  });

  test("begun at once in many tabs does not get past the quota", async () => {
    const one = await someone();
    const all = await Promise.all(Array.from({ length: 30 }, (_, n) => one.begin(draft().id, `${n}.png`, 10_000_000)));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(20);
  });

  test("is its visitor's alone: not another's to go on with, to send, or to fetch; nor anybody's without a session", async () => {
    const [one, two, stranger] = [await someone(), await someone(), await someone(other)];
    const { upload } = await uploaded(one, "pot.png", PNG);
    for (const thief of [two, stranger]) {
      const said = await thief.visitor.say("mine now", { files: [upload] });
      expect(codeOf(said)).toBe("409 upload-needed");
      expect(await thief.code(await thief.piece(upload, 0, PNG))).toBe("409 upload-needed");
    }
    expect(await one.code(await one.begin(upload, "x", 1, {}))).toBe("401 unauthorized");
    expect(await one.code(await one.piece(upload, 0, PNG, {}))).toBe("401 unauthorized");
    const { id } = await sent(one);
    expect((await two.address(id)).status).toBe(404);
    expect((await stranger.address(id)).status).toBe(404);
    expect((await one.address(id, {})).status).toBe(401);
    for (const wrong of ["0".repeat(32), "%00", "..%2f..%2fetc%2fpasswd"]) expect((await one.address(wrong)).status).toBe(404);
  });

  test("an address is of one file, for five minutes, and nobody can make one", async () => {
    const one = await someone();
    const [first, second] = [await sent(one), await sent(one, "notes.txt", Buffer.from("hello"))];
    const url = await urlOf(one, first.id);
    const status = async (changed: string) => (await fetch(changed)).status;
    expect(await status(url)).toBe(200);
    expect(await status(url.replace(first.id, second.id))).toBe(404);
    expect(await status(url.replace(/until=\d+/, `until=${world.now() + 10 * HOUR_MS}`))).toBe(404);
    expect(await status(url.replace(/sign=.{3}/, "sign=AAA"))).toBe(404);
    expect(await status(url.replace(/sign=.*/, "sign="))).toBe(404);
    expect(await status(url.replace(/[?].*/, ""))).toBe(404);
    expect(await status(`${url}A`)).toBe(404);
    world.advance(5 * 60_000);
    expect(await status(url)).toBe(410);
    expect(JSON.stringify(world.log)).not.toContain("sign=");
  });

  test("that no message names is swept an hour after its last piece, and one under way is not", async () => {
    const one = await someone();
    const [given, slow] = [draft().id, draft().id];
    await one.begin(given, "pot.png", PNG.length);
    await one.piece(given, 0, PNG.subarray(0, 1_000));
    await one.begin(slow, "pot.png", PNG.length);
    for (let offset = 0; offset < 4_000; offset += 1_000) {
      world.advance(20 * 60_000);
      await one.state(await one.piece(slow, offset, PNG.subarray(offset, offset + 1_000)));
    }
    await sweep(db, store, world.now());
    expect(await one.code(await one.piece(given, 1_000, PNG.subarray(1_000)))).toBe("409 upload-needed");
    expect((await one.state(await one.piece(slow, 4_000, PNG.subarray(4_000)))).attachment).toBeDefined();
  });

  test("goes with its conversation: at once for everybody, and from the disk with the next sweep", async () => {
    const one = await someone();
    const { id } = await sent(one);
    const unsent = (await uploaded(one, "unsent.png", PNG)).attachment.id;
    const url = await urlOf(one, id);
    expect(await onDisk()).toEqual(expect.arrayContaining([id, unsent]));
    expect((await one.visitor.ask("erase", { body: {} })).status).toBe(200);
    expect((await fetch(url)).status).toBe(404);
    await sweep(db, store, world.now());
    expect(await onDisk()).not.toContain(id);
    expect(await onDisk()).not.toContain(unsent);
  });
});

describe("F32 an upload cut at 60 %", () => {
  const at = Math.floor(PNG.length * 0.6);

  test("goes on where it was, under the same id, on a server that was started anew, and is one file of one message", async () => {
    const one = await someone();
    const { id } = draft();
    expect(await one.state(await one.begin(id, "pot.png", PNG.length))).toEqual({ received: 0 });
    expect(await one.state(await one.piece(id, 0, PNG.subarray(0, at)))).toEqual({ received: at });
    await world.restart();
    const visitor = await newVisitor(world.url, shop.id, { kind: "stored", token: one.visitor.session.token });
    expect(await one.state(await one.begin(id, "pot.png", PNG.length))).toEqual({ received: at });
    const { attachment } = await one.state(await one.piece(id, at, PNG.subarray(at)));
    expect((await visitor.say("", { files: [id] })).body.attachments).toEqual([attachment]);
    const bytes = await (await fetch(await urlOf(one, attachment?.id ?? ""))).arrayBuffer();
    expect(hash(new Uint8Array(bytes))).toBe(hash(PNG));
  });

  test("leaves no message that names it, and its draft is told to come again", async () => {
    const one = await someone();
    const { id } = draft();
    await one.begin(id, "pot.png", PNG.length);
    await one.piece(id, 0, PNG.subarray(0, at));
    expect(codeOf(await one.visitor.say("with a file", { files: [id] }))).toBe("409 upload-needed");
    expect(
      codeOf(
        await one.visitor.ask("identify", {
          body: { contact: { email: "ana@example.com" }, held: [draft("held", { files: [id] })] },
        }),
      ),
    ).toBe("409 upload-needed");
    expect((await one.visitor.ask("pull")).body.messages).toEqual([]);
  });

  test("whose connection breaks within a piece has that piece not at all", async () => {
    const one = await someone();
    const { id } = draft();
    await one.begin(id, "pot.png", PNG.length);
    const broken = new AbortController();
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(PNG.subarray(0, 1_000)));
      },
    });
    const path = ROUTES.upload.path.replace(":site", shop.id).replace(":upload", id);
    const asked = fetch(`${world.url}${path}?offset=0`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${one.visitor.session.token}` },
      body,
      duplex: "half",
      signal: broken.signal,
    } as RequestInit);
    setTimeout(() => broken.abort(), 100);
    await expect(asked).rejects.toThrow();
    expect(await one.state(await one.begin(id, "pot.png", PNG.length))).toEqual({ received: 0 });
    expect(JSON.stringify(world.log)).not.toContain("A request failed");
  });
});

test("F32 a piece whose answer was lost is not doubled, one from further on leaves no hole, and two connections carry one file", async () => {
  const one = await someone();
  const { id } = draft();
  await one.begin(id, "pot.png", PNG.length);
  const part = (from: number, to: number) => one.piece(id, from, PNG.subarray(from, to));
  expect(await one.state(await part(0, 1_000))).toEqual({ received: 1_000 });
  expect(await one.state(await part(0, 1_000))).toEqual({ received: 1_000 });
  expect(await one.state(await part(500, 1_500))).toEqual({ received: 1_500 });
  expect(await one.state(await part(9_000, 10_000))).toEqual({ received: 1_500 });
  await Promise.all(Array.from({ length: 12 }, (_, n) => part(1_500, 200_000 - n * 15_000)));
  expect(await one.state(await one.begin(id, "pot.png", PNG.length))).toEqual({ received: 200_000 });
  const { attachment } = await one.state(await part(200_000, PNG.length));
  expect(await one.state(await part(200_000, PNG.length))).toMatchObject({ attachment });
  const said = draft("", { files: [id] });
  const answers = await Promise.all(Array.from({ length: 4 }, () => one.visitor.ask("send", { body: said })));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(codeOf(await one.visitor.ask("send", { body: { ...said, files: [draft().id] } }))).toBe("409 id-reused");
  // It is that message's, and no other's.
  expect(codeOf(await one.visitor.say("again", { files: [id] }))).toBe("409 upload-needed");
  const bytes = await (await fetch(await urlOf(one, attachment?.id ?? ""))).arrayBuffer();
  expect(hash(new Uint8Array(bytes))).toBe(hash(PNG));
});

test("18 an agent sends files along with a reply, of any kind the server takes", async () => {
  const closed = await world.shop({ settings: { ...settings, uploads: { kinds: [], largestMegabytes: 1 } } });
  const one = await someone(closed);
  await one.visitor.say("Have you a price list?");
  const agent = await closed.agent();
  const { id } = draft();
  const headers = { cookie: agent.cookie, origin: world.url };
  const path = `${world.url}/v1/agent/uploads/${id}`;
  const pdf = new Uint8Array(Buffer.from("%PDF-1.7\n"));
  const begun = await fetch(path, {
    method: "PUT",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ name: "prices.pdf", bytes: pdf.length }),
  });
  expect(begun.status).toBe(200);
  expect((await fetch(`${path}?offset=0`, { method: "PATCH", headers: { cookie: agent.cookie }, body: pdf })).status).toBe(403);
  expect((await fetch(`${path}?offset=0`, { method: "PATCH", headers, body: pdf })).status).toBe(200);
  const replied = await agent.ask("reply", { id: one.visitor.id, body: { id: draft().id, text: "", files: [id] } });
  expect(replied.body).toMatchObject({ by: "agent", attachments: [{ name: "prices.pdf", type: "application/pdf" }] });
  const page = (await one.visitor.ask("pull")).body.messages;
  expect(page).toMatchObject([{}, { attachments: [{ name: "prices.pdf" }] }]);
  const empty = await agent.ask("reply", { id: one.visitor.id, body: { id: draft().id, text: " " } });
  expect(codeOf(empty)).toBe("400 bad-request");
});

test("a server without a folder for files offers none, and says so to whoever tries", async () => {
  const bare = await createWorld();
  const { id, visitor } = await bare.shop();
  const one = await visitor();
  expect((await one.ask("site")).body).not.toHaveProperty("uploads");
  const answer = await fetch(`${bare.url}/v1/sites/${id}/uploads/${draft().id}`, {
    method: "PUT",
    headers: { "content-type": "application/json", authorization: `Bearer ${one.session.token}` },
    body: JSON.stringify({ name: "x", bytes: 1 }),
  });
  expect(answer.status).toBe(415);
});

test("a letter in the visitor's language names the files of its messages: none is silently missing", async () => {
  const flora = await world.shop({ settings, rules: quick });
  const email = "ana@files.example";
  const visitor = await newVisitor(world.url, flora.id, { kind: "new", locale: "pt-BR" });
  await visitor.ask("identify", { body: { contact: { email }, held: [] } });
  const { upload } = await uploaded({ visitor, ...carrier(visitor, flora.id) }, "pot.png", PNG);
  await visitor.say("", { files: [upload] });
  const agent = await flora.agent();
  await agent.reply(visitor.id, "Hi there");
  world.advance(60_000);
  const letter = await until(() => mailer.taken.find(({ envelope }) => envelope.to === email));
  expect(await textOf(letter)).toMatch(/Hi there(.|\n)*\[Anexo: pot\.png\]/);
});
